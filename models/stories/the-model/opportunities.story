# Opportunities beside the main position: a customer's expansion, and a second one beside a running one.
model the-model
member takahashi field-sales
member suzuki customer-success

2026-05-11 09:00 kita captured
2026-05-11 09:00 kita takahashi won opportunity=1
2026-05-11 10:00 kita subscription-started ends=2027-05-11
2026-05-11 11:00 kita activated
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
  subscription 32768 runs to 2027-05-11
  next   2026-08-09 11:00 play use-review
# An expansion, won.
2026-06-01 10:00 kita takahashi opened opportunity=2 amount=100000
story kita
   2026-06-01 10:00  side 2: (enter) → meeting  enter  (side-opened)  because opened
  owner  customer-success (queue)
  stage  adoption  since 2026-05-11 11:00  lap 1
  side   2 meeting since 2026-06-01 10:00
  score  0 = fit 0 + behaviour 0
  subscription 32768 runs to 2027-05-11
  next   2026-08-09 11:00 play use-review
2026-06-02 10:00 kita takahashi proposal-sent opportunity=2
story kita
   2026-06-02 10:00  side 2: meeting → proposal  success  (proposal-sent)  because proposal-sent
  owner  customer-success (queue)
  stage  adoption  since 2026-05-11 11:00  lap 1
  side   2 proposal since 2026-06-02 10:00
  score  0 = fit 0 + behaviour 0
  subscription 32768 runs to 2027-05-11
  next   2026-08-09 11:00 play use-review
flow 2026-06-01 2026-06-02
  meeting       0 + 1 - 1 = 0  dwell 1.0 1.0
  proposal      0 + 1 - 0 = 1  of which side 1
  adoption      1 + 0 - 0 = 1
  · → meeting enter 1
  meeting → proposal success 1
2026-06-03 10:00 kita takahashi won opportunity=2
story kita
   2026-06-03 10:00  side 2: proposal → won  success  (won)  because won
   2026-06-03 10:00  side 2: won → (leave)  success  (side-closed)  because won
  owner  customer-success (queue)
  stage  adoption  since 2026-05-11 11:00  lap 1
  score  0 = fit 0 + behaviour 0
  subscription 32768 runs to 2027-05-11
  next   2026-08-09 11:00 play use-review
# Another, lost, and one that was only heard of when it was lost.
2026-06-04 10:00 kita takahashi opened opportunity=3
2026-06-05 10:00 kita takahashi lost opportunity=3 reason=price
2026-06-06 10:00 kita takahashi lost opportunity=4 reason=budget
2026-06-07 10:00 kita takahashi won opportunity=5
story kita
   2026-06-04 10:00  side 3: (enter) → meeting  enter  (side-opened)  because opened
   2026-06-05 10:00  side 3: meeting → (leave)  detour [price]  (side-closed)  because lost
   2026-06-06 10:00  side 4: (enter) → meeting  enter  (side-opened)  because lost
   2026-06-06 10:00  side 4: meeting → (leave)  detour [budget]  (side-closed)  because lost
   2026-06-07 10:00  side 5: (enter) → won  enter  (side-opened)  because won
   2026-06-07 10:00  side 5: won → (leave)  success  (side-closed)  because won
  owner  customer-success (queue)
  stage  adoption  since 2026-05-11 11:00  lap 1
  score  0 = fit 0 + behaviour 0
  subscription 32768 runs to 2027-05-11
  next   2026-08-09 11:00 play use-review
flow 2026-06-01 2026-06-30
  meeting       0 + 3 - 3 = 0  dwell 1.0 1.0
  proposal      0 + 1 - 1 = 0  dwell 1.0 1.0
  won           0 + 2 - 2 = 0  dwell 0.0 0.0
  adoption      1 + 0 - 0 = 1
  · → meeting enter 3
  · → won enter 1
  meeting → · detour 2
  meeting → proposal success 1
  proposal → won success 1
  won → · success 2


model the-model
member takahashi field-sales
member suzuki customer-success
# Two at once while there is no customer yet: the second stands beside.
2026-06-01 09:00 minami takahashi opened opportunity=1
2026-06-01 09:10 minami takahashi opened opportunity=2
story minami
   2026-06-01 09:00  (enter) → lead  enter  (enter)  because opened
   2026-06-01 09:00  lead → meeting  jump  (jump)  because opened
   2026-06-01 09:00  owner field-sales (queue)  (stage-team)  because moved to meeting
   2026-06-01 09:00  offered to field-sales until 2026-06-02 18:00  because moved to meeting
   2026-06-01 09:00  owner field-sales/takahashi  (first-contact)  because opened
   2026-06-01 09:10  side 2: (enter) → meeting  enter  (side-opened)  because opened
  owner  field-sales/takahashi
  stage  meeting  since 2026-06-01 09:00  lap 1
  side   2 meeting since 2026-06-01 09:10
  score  0 = fit 0 + behaviour 0
  next   2026-06-02 18:00 answer field-sales
2026-06-02 09:00 minami takahashi won
  refused: several opportunities are open
2026-06-02 09:10 minami takahashi lost opportunity=2 reason=price
story minami
   2026-06-02 09:10  side 2: meeting → (leave)  detour [price]  (side-closed)  because lost
  owner  field-sales/takahashi
  stage  meeting  since 2026-06-01 09:00  lap 1
  score  0 = fit 0 + behaviour 0
  next   2026-06-02 18:00 answer field-sales
# Without a number the only open one is meant.
2026-06-02 09:20 minami takahashi won
story minami
   2026-06-02 09:20  meeting → won  success  (won)  because won
   2026-06-02 09:20  offered to customer-success until 2026-06-03 09:20  because moved to won
   2026-06-02 09:20  won → handover  success  (handover)  because handoff-offered
  owner  field-sales/takahashi
  stage  handover  since 2026-06-02 09:20  lap 1
  score  0 = fit 0 + behaviour 0
  next   2026-06-03 09:20 answer customer-success

model the-model
member takahashi field-sales
member suzuki customer-success
# The one beside is won, then the main one without a number.
2026-06-01 09:00 nishi takahashi opened opportunity=1
2026-06-01 09:10 nishi takahashi opened opportunity=2
2026-06-01 09:20 nishi takahashi won opportunity=2
story nishi
   2026-06-01 09:00  (enter) → lead  enter  (enter)  because opened
   2026-06-01 09:00  lead → meeting  jump  (jump)  because opened
   2026-06-01 09:00  owner field-sales (queue)  (stage-team)  because moved to meeting
   2026-06-01 09:00  offered to field-sales until 2026-06-02 18:00  because moved to meeting
   2026-06-01 09:00  owner field-sales/takahashi  (first-contact)  because opened
   2026-06-01 09:10  side 2: (enter) → meeting  enter  (side-opened)  because opened
   2026-06-01 09:20  side 2: meeting → won  success  (won)  because won
   2026-06-01 09:20  side 2: won → (leave)  success  (side-closed)  because won
  owner  field-sales/takahashi
  stage  meeting  since 2026-06-01 09:00  lap 1
  score  0 = fit 0 + behaviour 0
  next   2026-06-02 18:00 answer field-sales
2026-06-01 09:30 nishi takahashi lost reason=price
story nishi
   2026-06-01 09:30  meeting → recycle  recycle [price]  (lost)  because lost
  owner  field-sales/takahashi
  stage  recycle  since 2026-06-01 09:30  lap 1
  score  0 = fit 0 + behaviour 0
  back   2026-12-01 09:30
  next   2026-12-01 09:30 return
gaps
  none
