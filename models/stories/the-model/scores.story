# A score is explained to the fact: fit by the latest value, behaviour by touches that halve, caps for a rule and for all.
model the-model
2026-05-11 09:00 kita captured
2026-05-11 09:01 kita described employees=9
2026-05-11 09:02 kita touched touch=form
2026-05-11 09:03 kita touched touch=form
2026-05-11 09:04 kita touched touch=form
story kita
   2026-05-11 09:00  (enter) → lead  enter  (enter)  because captured
   2026-05-11 09:02  lead → nurture  success  (to-nurture)  because touched form
  owner  marketing (queue)
  stage  nurture  since 2026-05-11 09:02  lap 1
  score  80 = fit 0 + behaviour 80: form 80 by touched form 2026-05-11, touched form 2026-05-11, touched form
  next   2026-06-10 09:04 play monthly-mail
# 20 for 10 to 99, 40 from 100 on; the latest value counts. Three forms are 120, capped at 80.
2026-05-12 09:00 kita described employees=100 industry=retail
story kita
   2026-05-12 09:00  nurture → mql  success  (mql)  because touched form 2026-05-11, touched form 2026-05-11, described
   2026-05-12 09:00  offered to inside-sales until 2026-05-12 14:00  because moved to mql
  owner  marketing (queue)
  stage  mql  since 2026-05-12 09:00  lap 1
  score  130 = fit 50 + behaviour 80: size 40 by described; industry 10 by described; form 80 by touched form 2026-05-11, touched form 2026-05-11, touched form 2026-05-11
  next   2026-05-12 14:00 answer inside-sales
# A half-life later three forms are 60.
2026-06-10 09:00 tick
story kita
   2026-05-12 14:00  lapsed for inside-sales  because handoff-offered 2026-05-12
   2026-05-12 14:00  mql → nurture  detour  (not-accepted)  because handoff-lapsed
  owner  marketing (queue)
  stage  nurture  since 2026-05-12 14:00  lap 1
  score  110 = fit 50 + behaviour 60: size 40 by described 2026-05-12; industry 10 by described 2026-05-12; form 60 by touched form 2026-05-11, touched form 2026-05-11, touched form 2026-05-11
  next   2026-06-11 14:00 play monthly-mail
# A kind of touch without a rule brings nothing.
2026-06-11 09:00 kita touched touch=fax
story kita
  owner  marketing (queue)
  stage  nurture  since 2026-05-12 14:00  lap 1
  score  108.629 = fit 50 + behaviour 58.629: size 40 by described 2026-05-12; industry 10 by described 2026-05-12; form 58.629 by touched form 2026-05-11, touched form 2026-05-11, touched form 2026-05-11
  next   2026-07-11 09:00 play monthly-mail
2027-06-11 09:00 tick
story kita
   2026-12-08 09:00  nurture → recycle  recycle [silent]  (silent)  because moved to nurture 2026-05-12, touched fax 2026-06-11, not touched 2026-06-11 09:00 to 2026-12-08 09:00
   2027-06-08 09:00  recycle → nurture  recycle lap 2  (next-lap)  because moved to recycle 2026-12-08
  owner  marketing (queue)
  stage  nurture  since 2027-06-08 09:00  lap 2
  score  50.012 = fit 50 + behaviour 0.012: size 40 by described 2026-05-12; industry 10 by described 2026-05-12; form 0.012 by touched form 2026-05-11, touched form 2026-05-11, touched form 2026-05-11
  next   2027-07-08 09:00 play monthly-mail
