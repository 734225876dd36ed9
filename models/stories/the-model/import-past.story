# A lead of 2017 that nobody ever called: its past runs through the model with timers in between, all inferred, and
# nothing goes out. Three approaches of silence, then it is out.
model the-model
import 2026-05-11 09:00
2017-06-10 kita captured source=organic
2017-06-10 kita described segment=retail
end
story kita
   2017-06-10 00:00  (enter) → lead  enter  (enter)  because captured
  ~2017-06-13 00:00  lead → nurture  success  (to-nurture)  because moved to lead 2017-06-10
  ~2017-12-10 00:00  nurture → recycle  recycle [silent]  (silent)  because moved to nurture 2017-06-13, not touched 2017-06-13 00:00 to 2017-12-10 00:00
  ~2018-06-10 00:00  recycle → nurture  recycle lap 2  (next-lap)  because moved to recycle 2017-12-10
  ~2018-12-07 00:00  nurture → recycle  recycle lap 2 [silent]  (silent)  because moved to nurture 2018-06-10, not touched 2018-06-10 00:00 to 2018-12-07 00:00
  ~2019-06-07 00:00  recycle → nurture  recycle lap 3  (next-lap)  because moved to recycle 2018-12-07
  ~2019-12-04 00:00  nurture → recycle  recycle lap 3 [silent]  (silent)  because moved to nurture 2019-06-07, not touched 2019-06-07 00:00 to 2019-12-04 00:00
  ~2020-06-04 00:00  recycle → disqualified  detour lap 3  (last-lap)  because moved to recycle 2019-12-04
  owner  marketing (queue)
  stage  disqualified  since ~2020-06-04 00:00  lap 3
  score  0 = fit 0 + behaviour 0
  next   nothing
flow 2017-06-01 2017-12-31
  lead          0 + 1 - 1 = 0
  nurture       0 + 1 - 1 = 0
  recycle       0 + 1 - 0 = 1
  · → lead enter 1
  lead → nurture success 1
  nurture → recycle recycle 1
flow 2018-01-01 2026-05-10
  nurture       0 + 2 - 2 = 0
  recycle       1 + 2 - 3 = 0
  disqualified  0 + 1 - 0 = 1
  nurture → recycle recycle 2
  recycle → nurture recycle 2
  recycle → disqualified detour 1
gaps
  none
