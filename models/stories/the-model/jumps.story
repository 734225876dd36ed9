# Seen outcomes always move: without a transition in one jump, and no step that nobody saw is invented.
model the-model
member takahashi field-sales

2026-05-11 09:00 kita captured
2026-05-11 09:00 kita touched touch=form
2026-05-20 10:00 kita takahashi won amount=300000
story kita
   2026-05-11 09:00  (enter) → lead  enter  (enter)  because captured
   2026-05-11 09:00  lead → nurture  success  (to-nurture)  because touched form
   2026-05-20 10:00  nurture → won  jump  (jump)  because won
   2026-05-20 10:00  owner field-sales (queue)  (stage-team)  because moved to won
   2026-05-20 10:00  offered to customer-success until 2026-05-21 10:00  because moved to won
   2026-05-20 10:00  won → handover  success  (handover)  because handoff-offered
   2026-05-20 10:00  owner customer-success (queue)  (stage-team)  because moved to handover
  owner  customer-success (queue)
  stage  handover  since 2026-05-20 10:00  lap 1
  score  32.490 = fit 0 + behaviour 32.490: form 32.490 by touched form 2026-05-11
  next   2026-05-21 10:00 answer customer-success
flow 2026-05-01 2026-05-31
  lead          0 + 1 - 1 = 0  dwell 0.0 0.0
  nurture       0 + 1 - 1 = 0  dwell 9.0 9.0
  won           0 + 1 - 1 = 0  dwell 0.0 0.0
  handover      0 + 1 - 0 = 1
  · → lead enter 1
  lead → nurture success 1
  nurture → won jump 1
  won → handover success 1
2026-05-21 10:00 minami renewed ends=2027-06-01
story minami
   2026-05-21 10:00  (enter) → lead  enter  (enter)  because renewed
   2026-05-21 10:00  lead → adoption  jump  (jump)  because renewed
   2026-05-21 10:00  owner customer-success (queue)  (stage-team)  because moved to adoption
  owner  customer-success (queue)
  stage  adoption  since 2026-05-21 10:00  lap 1
  score  0 = fit 0 + behaviour 0
  subscription 32768 runs to 2027-06-01
  next   2026-08-19 10:00 play use-review
2026-05-21 10:00 nishi proposal-sent
2026-05-21 10:00 higashi ended reason=price
2026-05-21 10:00 naka disqualified
story nishi
   2026-05-21 10:00  (enter) → lead  enter  (enter)  because proposal-sent
   2026-05-21 10:00  lead → proposal  jump  (jump)  because proposal-sent
   2026-05-21 10:00  owner field-sales (queue)  (stage-team)  because moved to proposal
  owner  field-sales (queue)
  stage  proposal  since 2026-05-21 10:00  lap 1
  score  0 = fit 0 + behaviour 0
  next   2026-07-02 10:00 work proposal
story higashi
   2026-05-21 10:00  (enter) → lead  enter  (enter)  because ended
   2026-05-21 10:00  lead → churned  jump [price]  (jump)  because ended
   2026-05-21 10:00  owner customer-success (queue)  (stage-team)  because moved to churned
  owner  customer-success (queue)
  stage  churned  since 2026-05-21 10:00  lap 1
  score  0 = fit 0 + behaviour 0
  subscription 32768 ended
  next   2026-06-20 10:00 window
story naka
   2026-05-21 10:00  (enter) → lead  enter  (enter)  because disqualified
   2026-05-21 10:00  lead → disqualified  jump  (jump)  because disqualified
  owner  marketing (queue)
  stage  disqualified  since 2026-05-21 10:00  lap 1
  score  0 = fit 0 + behaviour 0
  next   nothing
# Out, and won after all.
2026-05-22 10:00 naka won
story naka
   2026-05-22 10:00  disqualified → won  jump  (jump)  because won
   2026-05-22 10:00  owner field-sales (queue)  (stage-team)  because moved to won
   2026-05-22 10:00  offered to customer-success until 2026-05-25 10:00  because moved to won
   2026-05-22 10:00  won → handover  success  (handover)  because handoff-offered
   2026-05-22 10:00  owner customer-success (queue)  (stage-team)  because moved to handover
  owner  customer-success (queue)
  stage  handover  since 2026-05-22 10:00  lap 1
  score  0 = fit 0 + behaviour 0
  next   2026-05-25 10:00 answer customer-success
