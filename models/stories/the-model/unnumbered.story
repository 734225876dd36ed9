# What nobody numbered keeps to its own numbers: it never meets what a file numbers, whichever of them comes first.
model the-model
member takahashi field-sales
member suzuki customer-success

2026-05-11 09:00 kita captured
2026-05-11 10:00 kita opened
2026-05-12 10:00 kita lost reason=price
2026-05-13 10:00 kita opened opportunity=1 amount=100000
story kita
   2026-05-11 09:00  (enter) → lead  enter  (enter)  because captured
   2026-05-11 10:00  lead → meeting  jump  (jump)  because opened
   2026-05-11 10:00  owner field-sales (queue)  (stage-team)  because moved to meeting
   2026-05-11 10:00  offered to field-sales until 2026-05-13 10:00  because moved to meeting
   2026-05-12 10:00  meeting → recycle  recycle [price]  (lost)  because lost
   2026-05-12 10:00  owner marketing (queue)  (stage-team)  because moved to recycle
   2026-05-13 10:00  recycle → meeting  jump lap 2  (jump)  because opened
   2026-05-13 10:00  owner field-sales (queue)  (stage-team)  because moved to meeting
   2026-05-13 10:00  offered to field-sales until 2026-05-15 10:00  because moved to meeting
  owner  field-sales (queue)
  stage  meeting  since 2026-05-13 10:00  lap 2
  score  0 = fit 0 + behaviour 0
  next   2026-05-15 10:00 answer field-sales
# The first one's loss did not close it: it is still to be won.
2026-05-14 10:00 kita won opportunity=1
2026-05-14 11:00 kita subscription-started ends=2027-05-14
2026-05-14 12:00 kita activated
# A second contract, with a number: both run, and the end of one is not the end of the other.
2026-05-15 10:00 kita subscription-started subscription=1 ends=2027-05-15
2026-05-16 10:00 kita ended subscription=1
story kita
   2026-05-14 10:00  meeting → won  success lap 2  (won)  because won
   2026-05-14 10:00  offered to customer-success until 2026-05-15 10:00  because moved to won
   2026-05-14 10:00  won → handover  success lap 2  (handover)  because handoff-offered
   2026-05-14 10:00  owner customer-success (queue)  (stage-team)  because moved to handover
   2026-05-14 12:00  handover → adoption  success lap 2  (activated)  because activated
  owner  customer-success (queue)
  stage  adoption  since 2026-05-14 12:00  lap 2
  score  0 = fit 0 + behaviour 0
  subscription 32768 runs to 2027-05-14
  subscription 1 ended to 2027-05-15
  next   2026-08-12 12:00 play use-review
# Without a number and with one contract running, that one is meant; with none running, the one that began last.
2026-05-17 10:00 kita ended
2026-05-18 10:00 kita renewed ends=2028-05-14
story kita
   2026-05-17 10:00  adoption → churned  detour lap 2  (churned)  because ended
   2026-05-18 10:00  churned → adoption  jump lap 2  (jump)  because renewed
  owner  customer-success (queue)
  stage  adoption  since 2026-05-18 10:00  lap 2
  score  0 = fit 0 + behaviour 0
  subscription 32768 ended to 2027-05-14
  subscription 1 runs to 2028-05-14
  next   2026-08-16 10:00 play use-review
