# The next exhibition as a clock: whoever says "show me there" rests until its invitations go out. A card at the next
# exhibition ends any rest, and its own rank counts, not that of last year.
model exhibition-led
member kato inside-sales
member sato inside-sales
member takahashi field-sales
member suzuki customer-success

2025-10-16 10:00 kita/mori captured source=exhibition-autumn
2025-10-16 10:00 kita/mori described rank=A employees=240 industry=manufacturing
2025-10-16 10:00 kita/mori touched touch=booth
2025-10-17 10:00 kita/mori kato call-held outcome=not-now reason=next-exhibition
story kita
   2025-10-16 10:00  (enter) → arrival  enter  (enter)  because captured
   2025-10-16 10:00  arrival → lead  success  (with-a-person)  because captured
   2025-10-16 10:00  owner marketing (queue)  (stage-team)  because moved to lead
   2025-10-16 10:00  lead → hot  success  (rank-a)  because described
   2025-10-16 10:00  offered to inside-sales until 2025-10-17 10:00  because moved to hot
   2025-10-17 10:00  owner inside-sales/kato  (first-contact)  because handoff-offered 2025-10-16, call-held not-now
   2025-10-17 10:00  hot → recycle  recycle [next-exhibition]  (not-now)  because call-held not-now
  owner  inside-sales/kato
  stage  recycle  since 2025-10-17 10:00  lap 1
  score  79.543 = fit 60 + behaviour 19.543: size 40 by described 2025-10-16; industry 20 by described 2025-10-16; booth 19.543 by touched booth 2025-10-16
  back   2026-09-01 00:00
  next   2026-09-01 00:00 return
2026-09-01 00:00 tick
story kita
   2026-09-01 00:00  recycle → nurture  recycle lap 2  (next-lap)  because captured 2025-10-16, moved to recycle 2025-10-17
  owner  inside-sales/kato
  stage  nurture  since 2026-09-01 00:00  lap 2
  score  60.012 = fit 60 + behaviour 0.012: size 40 by described 2025-10-16; industry 20 by described 2025-10-16; booth 0.012 by touched booth 2025-10-16
  next   2026-10-01 00:00 play monthly-mail
2026-10-15 13:00 kita/mori captured source=exhibition-autumn
2026-10-15 13:00 kita/mori described rank=B
2026-10-15 13:00 kita/mori touched touch=booth
story kita
   2026-10-15 13:00  nurture → invited  success lap 2  (rank-b-again)  because described, touched booth
  owner  inside-sales/kato
  stage  invited  since 2026-10-15 13:00  lap 2
  score  80 = fit 60 + behaviour 20: size 40 by described 2025-10-16; industry 20 by described 2025-10-16; booth 20 by touched booth 2025-10-16, touched booth
  next   2026-11-05 13:00 play seminar-invitation
# Who says so on the very first of September means the exhibition after this one.
2027-09-01 10:00 minami/abe kato call-held outcome=not-now reason=next-exhibition
story minami
   2027-09-01 10:00  (enter) → arrival  enter  (enter)  because call-held not-now
   2027-09-01 10:00  owner inside-sales/kato  (first-contact)  because call-held not-now
   2027-09-01 10:00  arrival → lead  success  (with-a-person)  because call-held not-now
   2027-09-01 10:00  lead → recycle  recycle [next-exhibition]  (not-now)  because call-held not-now
  owner  inside-sales/kato
  stage  recycle  since 2027-09-01 10:00  lap 1
  score  0 = fit 0 + behaviour 0
  back   2028-09-01 00:00
  next   2028-09-01 00:00 return
