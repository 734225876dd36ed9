# At the booth a rank A of a good fit gets a slot of field sales on the spot: a fast pass. With a fit below the line, or
# without the slot, it is only hot.
model exhibition-led
member kato inside-sales
member sato inside-sales
member takahashi field-sales
member suzuki customer-success

2026-10-15 10:00 kita/mori captured source=exhibition-autumn
2026-10-15 10:00 kita/mori described employees=240 industry=manufacturing
2026-10-15 10:00 kita/mori touched touch=booth
2026-10-15 10:05 kita slot-reserved member=takahashi for=2026-10-20T10:00
2026-10-15 10:06 kita/mori described rank=A
story kita
   2026-10-15 10:00  (enter) → arrival  enter  (enter)  because captured
   2026-10-15 10:00  arrival → lead  success  (with-a-person)  because captured
   2026-10-15 10:00  owner marketing (queue)  (stage-team)  because moved to lead
   2026-10-15 10:06  lead → meeting  fast  (fast-pass)  because described 2026-10-15, slot-reserved 2026-10-15, described
   2026-10-15 10:06  owner field-sales (queue)  (stage-team)  because moved to meeting
   2026-10-15 10:06  offered to field-sales until 2026-10-19 10:06  because moved to meeting
  owner  field-sales (queue)
  stage  meeting  since 2026-10-15 10:06  lap 1
  score  80 = fit 60 + behaviour 20: size 40 by described 2026-10-15; industry 20 by described 2026-10-15; booth 20 by touched booth 2026-10-15
  next   2026-10-19 10:06 answer field-sales
2026-10-15 11:00 minami/abe captured source=exhibition-autumn
2026-10-15 11:00 minami/abe described employees=30 industry=it rank=A
2026-10-15 11:05 minami slot-reserved member=takahashi for=2026-10-20T11:00
story minami
   2026-10-15 11:00  (enter) → arrival  enter  (enter)  because captured
   2026-10-15 11:00  arrival → lead  success  (with-a-person)  because captured
   2026-10-15 11:00  owner marketing (queue)  (stage-team)  because moved to lead
   2026-10-15 11:00  lead → hot  success  (rank-a)  because described
   2026-10-15 11:00  offered to inside-sales until 2026-10-16 11:00  because moved to hot
  owner  marketing (queue)
  stage  hot  since 2026-10-15 11:00  lap 1
  score  30 = fit 30 + behaviour 0: size 20 by described 2026-10-15; industry 10 by described 2026-10-15
  next   2026-10-16 11:00 answer inside-sales
2026-10-20 11:00 kita/mori takahashi meeting-held
2026-10-20 11:30 kita takahashi handoff-accepted team=field-sales
story kita
   2026-10-19 10:06  lapsed for field-sales  because handoff-offered 2026-10-15
   2026-10-20 11:00  owner field-sales/takahashi  (first-contact)  because handoff-offered 2026-10-15, meeting-held
   2026-10-20 11:30  meeting → qualified  success  (qualified)  because meeting-held 2026-10-20, handoff-accepted
  owner  field-sales/takahashi
  stage  qualified  since 2026-10-20 11:30  lap 1
  score  77.817 = fit 60 + behaviour 17.817: size 40 by described 2026-10-15; industry 20 by described 2026-10-15; booth 17.817 by touched booth 2026-10-15
  next   2026-11-04 11:30 work qualified
