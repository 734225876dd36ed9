# A customer with two subscriptions stays one when the first ends; with the last it has churned, and rests.
model the-model
member takahashi field-sales

2026-05-11 09:00 kita captured
2026-05-11 09:00 kita takahashi won
2026-05-11 10:00 kita subscription-started subscription=1 ends=2027-05-11
2026-05-11 11:00 kita activated
2026-06-11 10:00 kita subscription-started subscription=2 ends=2027-09-11
story kita
   2026-05-11 09:00  (enter) → lead  enter  (enter)  because captured
   2026-05-11 09:00  lead → won  jump  (jump)  because won
   2026-05-11 09:00  owner field-sales (queue)  (stage-team)  because moved to won
   2026-05-11 09:00  offered to customer-success until 2026-05-12 09:00  because moved to won
   2026-05-11 09:00  won → handover  success  (handover)  because handoff-offered
   2026-05-11 09:00  owner customer-success (queue)  (stage-team)  because moved to handover
   2026-05-11 11:00  handover → adoption  success  (activated)  because activated
  owner  customer-success (queue)
  stage  adoption  since 2026-05-11 11:00  lap 1
  score  0 = fit 0 + behaviour 0
  subscription 1 runs to 2027-05-11
  subscription 2 runs to 2027-09-11
  next   2026-08-09 11:00 play use-review
2026-07-01 10:00 kita ended reason=price
  refused: several subscriptions run
2026-07-01 10:00 kita takahashi disqualified
  refused: a subscription still runs
2026-07-01 10:00 kita takahashi overridden to=disqualified
  refused: a subscription still runs
2026-07-01 10:00 kita ended subscription=1 reason=price
story kita
  owner  customer-success (queue)
  stage  adoption  since 2026-05-11 11:00  lap 1
  score  0 = fit 0 + behaviour 0
  subscription 1 ended to 2027-05-11
  subscription 2 runs to 2027-09-11
  next   2026-08-09 11:00 play use-review
2027-06-13 00:00 tick
story kita
   2027-06-13 00:00  adoption → renewal  loop  (renewal-due)  because subscription-started 2026-06-11
  owner  customer-success (queue)
  stage  renewal  since 2027-06-13 00:00  lap 1
  score  0 = fit 0 + behaviour 0
  subscription 1 ended to 2027-05-11
  subscription 2 runs to 2027-09-11
  next   2027-09-07 18:00 work renewal
2027-09-01 10:00 kita ended reason=price
story kita
   2027-09-01 10:00  renewal → churned  detour  (churned)  because ended
  owner  customer-success (queue)
  stage  churned  since 2027-09-01 10:00  lap 1
  score  0 = fit 0 + behaviour 0
  subscription 1 ended to 2027-05-11
  subscription 2 ended to 2027-09-11
  next   2027-10-01 10:00 window
2027-10-01 10:00 tick
story kita
   2027-10-01 10:00  churned → recycle  recycle [churn]  (win-back)  because moved to churned 2027-09-01
   2027-10-01 10:00  owner marketing (queue)  (stage-team)  because moved to recycle
  owner  marketing (queue)
  stage  recycle  since 2027-10-01 10:00  lap 1
  score  0 = fit 0 + behaviour 0
  subscription 1 ended to 2027-05-11
  subscription 2 ended to 2027-09-11
  back   2027-12-30 10:00
  next   2027-12-30 10:00 return
2027-12-30 10:00 tick
story kita
   2027-12-30 10:00  recycle → nurture  recycle lap 2  (next-lap)  because moved to recycle 2027-10-01
  owner  marketing (queue)
  stage  nurture  since 2027-12-30 10:00  lap 2
  score  0 = fit 0 + behaviour 0
  subscription 1 ended to 2027-05-11
  subscription 2 ended to 2027-09-11
  next   2028-01-29 10:00 play monthly-mail
