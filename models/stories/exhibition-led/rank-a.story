# Rank A: a card of Thursday afternoon is hot at once and is to be called within eight hours of business, by Friday's
# close of the same hour. Talked to, met, won.
model exhibition-led
member kato inside-sales
member sato inside-sales
member takahashi field-sales
member suzuki customer-success

2026-10-15 15:20 kita/mori captured source=exhibition-autumn
2026-10-15 15:20 kita/mori described rank=A employees=240 industry=manufacturing exhibition=autumn-2026
2026-10-15 15:20 kita/mori touched touch=booth by=takahashi
story kita
   2026-10-15 15:20  (enter) → arrival  enter  (enter)  because captured
   2026-10-15 15:20  arrival → lead  success  (with-a-person)  because captured
   2026-10-15 15:20  owner marketing (queue)  (stage-team)  because moved to lead
   2026-10-15 15:20  lead → hot  success  (rank-a)  because described
   2026-10-15 15:20  offered to inside-sales until 2026-10-16 15:20  because moved to hot
  owner  marketing (queue)
  stage  hot  since 2026-10-15 15:20  lap 1
  score  80 = fit 60 + behaviour 20: size 40 by described; industry 20 by described; booth 20 by touched booth
  next   2026-10-16 15:20 answer inside-sales
2026-10-16 10:05 kita/mori kato call-held outcome=talked minutes=12
2026-10-16 10:20 kita/mori kato appointment-made for=2026-10-22T14:00 with=takahashi
story kita
   2026-10-16 10:05  owner inside-sales/kato  (first-contact)  because handoff-offered 2026-10-15, call-held talked
   2026-10-16 10:05  hot → contacting  success  (accepted)  because call-held talked
   2026-10-16 10:20  contacting → appointment  success  (appointment-made)  because appointment-made
  owner  inside-sales/kato
  stage  appointment  since 2026-10-16 10:20  lap 1
  score  79.543 = fit 60 + behaviour 19.543: size 40 by described 2026-10-15; industry 20 by described 2026-10-15; booth 19.543 by touched booth 2026-10-15
  next   2026-10-22 14:00 meet
2026-10-22 15:00 kita/mori takahashi meeting-held minutes=60
2026-10-22 16:00 kita takahashi handoff-accepted team=field-sales
2026-11-05 11:00 kita takahashi proposal-sent amount=1800000
2026-11-26 17:00 kita takahashi won amount=1800000
story kita
   2026-10-22 15:00  appointment → meeting  success  (meeting-held)  because meeting-held
   2026-10-22 15:00  offered to field-sales until 2026-10-26 15:00  because moved to meeting
   2026-10-22 15:00  owner field-sales/takahashi  (first-contact)  because meeting-held
   2026-10-22 16:00  meeting → qualified  success  (qualified)  because meeting-held 2026-10-22, handoff-accepted
   2026-11-05 11:00  qualified → proposal  success  (proposal-sent)  because proposal-sent
   2026-11-26 17:00  proposal → won  success  (won)  because won
   2026-11-26 17:00  offered to customer-success until 2026-11-27 17:00  because moved to won
   2026-11-26 17:00  won → handover  success  (handover)  because handoff-offered
  owner  field-sales/takahashi  co inside-sales/kato
  stage  handover  since 2026-11-26 17:00  lap 1
  score  67.578 = fit 60 + behaviour 7.578: size 40 by described 2026-10-15; industry 20 by described 2026-10-15; booth 7.578 by touched booth 2026-10-15
  next   2026-11-27 17:00 answer customer-success
