# Last year's exhibition from a file: its past runs through the model, with business time and timers between, and nothing
# goes out. Cards without a person are target companies; steps nobody saw are not invented.
model exhibition-led
member kato inside-sales
member sato inside-sales
member takahashi field-sales
member suzuki customer-success

import 2026-06-01 09:00
2025-10-16 kita/mori captured source=exhibition-autumn
2025-10-16 kita/mori described rank=A employees=240 industry=manufacturing
2025-10-17 kita/mori call-held outcome=talked
2025-10-28 kita/mori meeting-held
2025-12-10 kita won
2025-10-16 minami/abe captured source=exhibition-autumn
2025-10-16 minami/abe described rank=B
2025-10-16 nishi/ito captured source=exhibition-autumn
2025-10-16 nishi/ito described rank=A
2025-12-01 higashi captured source=target-list
2025-12-01 higashi described employees=900 industry=logistics
end
story kita
   2025-10-16 00:00  (enter) → arrival  enter  (enter)  because captured
   2025-10-16 00:00  arrival → lead  success  (with-a-person)  because captured
   2025-10-16 00:00  owner marketing (queue)  (stage-team)  because moved to lead
   2025-10-16 00:00  lead → hot  success  (rank-a)  because described
   2025-10-17 00:00  hot → contacting  success  (accepted)  because call-held talked
   2025-10-17 00:00  owner inside-sales (queue)  (stage-team)  because moved to contacting
   2025-10-28 00:00  contacting → meeting  success  (meeting-held)  because meeting-held
   2025-10-28 00:00  owner field-sales (queue)  (stage-team)  because moved to meeting
   2025-12-10 00:00  meeting → won  success  (won)  because won
  ~2026-06-01 09:00  offered to customer-success until 2026-06-02 09:00  because moved to won 2025-12-10
  ~2026-06-01 09:00  won → handover  success  (handover)  because handoff-offered
  ~2026-06-01 09:00  owner customer-success (queue)  (stage-team)  because moved to handover
  owner  customer-success (queue)
  stage  handover  since ~2026-06-01 09:00  lap 1
  score  60 = fit 60 + behaviour 0: size 40 by described 2025-10-16; industry 20 by described 2025-10-16
  next   2026-06-02 09:00 answer customer-success
story minami
   2025-10-16 00:00  (enter) → arrival  enter  (enter)  because captured
   2025-10-16 00:00  arrival → lead  success  (with-a-person)  because captured
   2025-10-16 00:00  owner marketing (queue)  (stage-team)  because moved to lead
   2025-10-16 00:00  lead → invited  success  (rank-b)  because described
   2025-10-16 00:00  owner inside-sales (queue)  (stage-team)  because moved to invited
  ~2026-01-14 00:00  invited → nurture  detour  (unanswered)  because moved to invited 2025-10-16
  ~2026-01-14 00:00  owner marketing (queue)  (stage-team)  because moved to nurture
  owner  marketing (queue)
  stage  nurture  since ~2026-01-14 00:00  lap 1
  score  0 = fit 0 + behaviour 0
  next   2026-06-01 09:00 play monthly-mail
story nishi
   2025-10-16 00:00  (enter) → arrival  enter  (enter)  because captured
   2025-10-16 00:00  arrival → lead  success  (with-a-person)  because captured
   2025-10-16 00:00  owner marketing (queue)  (stage-team)  because moved to lead
   2025-10-16 00:00  lead → hot  success  (rank-a)  because described
  ~2025-10-30 00:00  hot → invited  detour  (gone-cold)  because moved to hot 2025-10-16
  ~2025-10-30 00:00  owner inside-sales (queue)  (stage-team)  because moved to invited
  ~2026-01-28 00:00  invited → nurture  detour  (unanswered)  because moved to invited 2025-10-30
  ~2026-01-28 00:00  owner marketing (queue)  (stage-team)  because moved to nurture
  owner  marketing (queue)
  stage  nurture  since ~2026-01-28 00:00  lap 1
  score  0 = fit 0 + behaviour 0
  next   2026-06-01 09:00 play monthly-mail
story higashi
   2025-12-01 00:00  (enter) → arrival  enter  (enter)  because captured
   2025-12-01 00:00  arrival → target  success  (company-only)  because nothing
  ~2026-05-30 00:00  target → recycle  recycle [no-person]  (no-person)  because moved to target 2025-12-01
  ~2026-05-30 00:00  owner marketing (queue)  (stage-team)  because moved to recycle
  owner  marketing (queue)
  stage  recycle  since ~2026-05-30 00:00  lap 1
  score  60 = fit 60 + behaviour 0: size 40 by described 2025-12-01; industry 20 by described 2025-12-01
  back   2026-11-30 00:00
  next   2026-11-30 00:00 return
flow 2025-10-01 2025-12-31
  lead          0 + 3 - 3 = 0  dwell 0.0 0.0
  hot           0 + 2 - 2 = 0  dwell 1.0 1.0
  arrival       0 + 4 - 4 = 0  dwell 0.0 0.0
  target        0 + 1 - 0 = 1
  invited       0 + 2 - 0 = 2
  contacting    0 + 1 - 1 = 0  dwell 11.0 11.0
  meeting       0 + 1 - 1 = 0  dwell 43.0 43.0
  won           0 + 1 - 0 = 1  overdue 1
  · → arrival enter 4
  lead → hot success 2
  lead → invited success 1
  hot → invited detour 1
  hot → contacting success 1
  arrival → lead success 3
  arrival → target success 1
  contacting → meeting success 1
  meeting → won success 1
funnel lead won source
  exhibition-autumn 1 of 3  rate 3333  days 5500 5500 5500 5500
  total      1 of 3  rate 3333  days 5500 5500 5500 5500
gaps
  none
