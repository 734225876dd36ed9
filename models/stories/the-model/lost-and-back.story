# A loss rests by the clock of its reason, then returns in lap 2: six months, the start of the fiscal year, or the day
# the customer said. A reason without a clock, and no reason, take the clock of all others.
model the-model
member takahashi field-sales

2026-04-01 09:00 timing takahashi opened amount=500000
2026-04-01 09:01 budget takahashi opened
2026-04-01 09:02 said takahashi opened
2026-04-01 09:03 other takahashi opened
2026-04-01 09:04 mute takahashi opened
2026-04-01 09:05 rest captured
2026-04-01 09:06 rest2 captured
2026-05-20 10:00 timing takahashi lost reason=timing
2026-05-20 10:01 budget takahashi lost reason=budget
2026-05-20 10:02 said takahashi lost reason=price until=2026-08-03T09:00
2026-05-20 10:03 other takahashi lost reason=weather
2026-05-20 10:04 mute takahashi lost
2026-05-20 10:05 rest takahashi rested reason=budget until=2026-09-01T00:00
2026-05-20 10:06 rest2 takahashi rested
story timing
   2026-04-01 09:00  (enter) → lead  enter  (enter)  because opened
   2026-04-01 09:00  lead → meeting  jump  (jump)  because opened
   2026-04-01 09:00  owner field-sales (queue)  (stage-team)  because moved to meeting
   2026-04-01 09:00  offered to field-sales until 2026-04-02 18:00  because moved to meeting
   2026-04-01 09:00  owner field-sales/takahashi  (first-contact)  because opened
   2026-04-02 18:00  lapsed for field-sales  because handoff-offered 2026-04-01
   2026-05-20 10:00  meeting → recycle  recycle [timing]  (lost)  because lost
  owner  field-sales/takahashi
  stage  recycle  since 2026-05-20 10:00  lap 1
  score  0 = fit 0 + behaviour 0
  back   2026-11-20 10:00
  next   2026-11-20 10:00 return
story budget
   2026-04-01 09:01  (enter) → lead  enter  (enter)  because opened
   2026-04-01 09:01  lead → meeting  jump  (jump)  because opened
   2026-04-01 09:01  owner field-sales (queue)  (stage-team)  because moved to meeting
   2026-04-01 09:01  offered to field-sales until 2026-04-03 09:01  because moved to meeting
   2026-04-01 09:01  owner field-sales/takahashi  (first-contact)  because opened
   2026-04-03 09:01  lapsed for field-sales  because handoff-offered 2026-04-01
   2026-05-20 10:01  meeting → recycle  recycle [budget]  (lost)  because lost
  owner  field-sales/takahashi
  stage  recycle  since 2026-05-20 10:01  lap 1
  score  0 = fit 0 + behaviour 0
  back   2027-04-01 00:00
  next   2027-04-01 00:00 return
story said
   2026-04-01 09:02  (enter) → lead  enter  (enter)  because opened
   2026-04-01 09:02  lead → meeting  jump  (jump)  because opened
   2026-04-01 09:02  owner field-sales (queue)  (stage-team)  because moved to meeting
   2026-04-01 09:02  offered to field-sales until 2026-04-03 09:02  because moved to meeting
   2026-04-01 09:02  owner field-sales/takahashi  (first-contact)  because opened
   2026-04-03 09:02  lapsed for field-sales  because handoff-offered 2026-04-01
   2026-05-20 10:02  meeting → recycle  recycle [price]  (lost)  because lost
  owner  field-sales/takahashi
  stage  recycle  since 2026-05-20 10:02  lap 1
  score  0 = fit 0 + behaviour 0
  back   2026-08-03 09:00
  next   2026-08-03 09:00 return
story other
   2026-04-01 09:03  (enter) → lead  enter  (enter)  because opened
   2026-04-01 09:03  lead → meeting  jump  (jump)  because opened
   2026-04-01 09:03  owner field-sales (queue)  (stage-team)  because moved to meeting
   2026-04-01 09:03  offered to field-sales until 2026-04-03 09:03  because moved to meeting
   2026-04-01 09:03  owner field-sales/takahashi  (first-contact)  because opened
   2026-04-03 09:03  lapsed for field-sales  because handoff-offered 2026-04-01
   2026-05-20 10:03  meeting → recycle  recycle [weather]  (lost)  because lost
  owner  field-sales/takahashi
  stage  recycle  since 2026-05-20 10:03  lap 1
  score  0 = fit 0 + behaviour 0
  back   2026-11-20 10:03
  next   2026-11-20 10:03 return
story mute
   2026-04-01 09:04  (enter) → lead  enter  (enter)  because opened
   2026-04-01 09:04  lead → meeting  jump  (jump)  because opened
   2026-04-01 09:04  owner field-sales (queue)  (stage-team)  because moved to meeting
   2026-04-01 09:04  offered to field-sales until 2026-04-03 09:04  because moved to meeting
   2026-04-01 09:04  owner field-sales/takahashi  (first-contact)  because opened
   2026-04-03 09:04  lapsed for field-sales  because handoff-offered 2026-04-01
   2026-05-20 10:04  meeting → recycle  recycle [other]  (lost)  because lost
  owner  field-sales/takahashi
  stage  recycle  since 2026-05-20 10:04  lap 1
  score  0 = fit 0 + behaviour 0
  back   2026-11-20 10:04
  next   2026-11-20 10:04 return
story rest
   2026-04-01 09:05  (enter) → lead  enter  (enter)  because captured
   2026-04-04 09:05  lead → nurture  success  (to-nurture)  because moved to lead 2026-04-01
   2026-05-20 10:05  nurture → recycle  jump [budget]  (jump)  because rested
  owner  marketing (queue)
  stage  recycle  since 2026-05-20 10:05  lap 1
  score  0 = fit 0 + behaviour 0
  back   2026-09-01 00:00
  next   2026-09-01 00:00 return
story rest2
   2026-04-01 09:06  (enter) → lead  enter  (enter)  because captured
   2026-04-04 09:06  lead → nurture  success  (to-nurture)  because moved to lead 2026-04-01
   2026-05-20 10:06  nurture → recycle  jump  (jump)  because rested
  owner  marketing (queue)
  stage  recycle  since 2026-05-20 10:06  lap 1
  score  0 = fit 0 + behaviour 0
  back   2026-11-20 10:06
  next   2026-11-20 10:06 return
# A new opportunity before the date is a new approach, too.
2026-05-21 10:00 mute takahashi opened
story mute
   2026-05-21 10:00  recycle → meeting  jump lap 2  (jump)  because opened
   2026-05-21 10:00  offered to field-sales until 2026-05-25 10:00  because moved to meeting
  owner  field-sales/takahashi
  stage  meeting  since 2026-05-21 10:00  lap 2
  score  0 = fit 0 + behaviour 0
  next   2026-05-25 10:00 answer field-sales
2026-08-03 09:00 tick
story said
   2026-08-03 09:00  recycle → nurture  recycle lap 2  (next-lap)  because lost 2026-05-20, moved to recycle 2026-05-20
  owner  field-sales/takahashi
  stage  nurture  since 2026-08-03 09:00  lap 2
  score  0 = fit 0 + behaviour 0
  next   2026-09-02 09:00 play monthly-mail
2026-11-20 10:00 tick
story timing
   2026-11-20 10:00  recycle → nurture  recycle lap 2  (next-lap)  because moved to recycle 2026-05-20
  owner  field-sales/takahashi
  stage  nurture  since 2026-11-20 10:00  lap 2
  score  0 = fit 0 + behaviour 0
  next   2026-12-20 10:00 play monthly-mail
2027-04-01 00:00 tick
story budget
   2027-04-01 00:00  recycle → nurture  recycle lap 2  (next-lap)  because moved to recycle 2026-05-20
  owner  field-sales/takahashi
  stage  nurture  since 2027-04-01 00:00  lap 2
  score  0 = fit 0 + behaviour 0
  next   2027-05-01 00:00 play monthly-mail
gaps
  none
