# Three approaches, then it is given up; only a seen outcome brings it out again.
model the-model
member kato inside-sales

2026-01-05 10:00 kita captured
2026-01-05 10:30 kita kato call-held outcome=not-now reason=timing
2026-07-05 10:30 tick
story kita
   2026-01-05 10:00  (enter) → lead  enter  (enter)  because captured
   2026-01-05 10:30  lead → recycle  recycle [timing]  (not-now)  because call-held not-now
   2026-07-05 10:30  recycle → nurture  recycle lap 2  (next-lap)  because moved to recycle 2026-01-05
  owner  marketing (queue)
  stage  nurture  since 2026-07-05 10:30  lap 2
  score  0 = fit 0 + behaviour 0
  next   2026-08-04 10:30 play monthly-mail
2026-07-06 11:00 kita kato call-held outcome=not-now reason=timing until=2026-10-01T09:00
2026-10-01 09:00 tick
story kita
   2026-07-06 11:00  nurture → recycle  recycle lap 2 [timing]  (not-now)  because call-held not-now
   2026-10-01 09:00  recycle → nurture  recycle lap 3  (next-lap)  because call-held not-now 2026-07-06, moved to recycle 2026-07-06
  owner  marketing (queue)
  stage  nurture  since 2026-10-01 09:00  lap 3
  score  0 = fit 0 + behaviour 0
  next   2026-10-31 09:00 play monthly-mail
2026-10-05 10:00 kita kato call-held outcome=not-now reason=no-show
2026-11-05 10:00 tick
story kita
   2026-10-05 10:00  nurture → recycle  recycle lap 3 [no-show]  (not-now)  because call-held not-now
   2026-11-05 10:00  recycle → disqualified  detour lap 3  (last-lap)  because moved to recycle 2026-10-05
  owner  marketing (queue)
  stage  disqualified  since 2026-11-05 10:00  lap 3
  score  0 = fit 0 + behaviour 0
  next   nothing
2026-11-10 10:00 kita touched touch=hand-raise
2026-11-10 10:00 kita kato call-held outcome=talked
2026-11-10 10:00 kita kato meeting-held
story kita
  owner  marketing (queue)
  stage  disqualified  since 2026-11-05 10:00  lap 3
  score  120 = fit 0 + behaviour 120: hand-raise 120 by touched hand-raise
  next   nothing
2026-11-11 10:00 kita kato opened
story kita
   2026-11-11 10:00  disqualified → meeting  jump lap 3  (jump)  because opened
   2026-11-11 10:00  owner field-sales (queue)  (stage-team)  because moved to meeting
   2026-11-11 10:00  offered to field-sales until 2026-11-13 10:00  because moved to meeting
  owner  field-sales (queue)
  stage  meeting  since 2026-11-11 10:00  lap 3
  score  108.686 = fit 0 + behaviour 108.686: hand-raise 108.686 by touched hand-raise 2026-11-10
  next   2026-11-13 10:00 answer field-sales
gaps
  none
