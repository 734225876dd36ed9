# The first no-show goes back to contacting, with the same member; the second rests. Neither is a loss.
model the-model
member kato inside-sales

2026-05-11 09:00 kita captured
2026-05-11 09:00 kita touched touch=hand-raise
2026-05-11 09:30 kita kato handoff-accepted team=inside-sales
2026-05-11 10:00 kita kato call-held outcome=appointment
2026-05-11 10:00 kita kato appointment-made for=2026-05-13T14:00
2026-05-13 14:30 kita kato meeting-missed
story kita
   2026-05-11 09:00  (enter) → lead  enter  (enter)  because captured
   2026-05-11 09:00  lead → mql  success  (mql)  because touched hand-raise
   2026-05-11 09:00  offered to inside-sales until 2026-05-11 14:00  because moved to mql
   2026-05-11 09:30  mql → contacting  success  (accepted)  because handoff-accepted
   2026-05-11 09:30  owner inside-sales (queue)  (stage-team)  because moved to contacting
   2026-05-11 10:00  owner inside-sales/kato  (first-contact)  because handoff-accepted 2026-05-11, call-held appointment
   2026-05-11 10:00  contacting → appointment  success  (appointment-made)  because call-held appointment
   2026-05-13 14:30  appointment → contacting  detour  (first-no-show)  because meeting-missed
  owner  inside-sales/kato
  stage  contacting  since 2026-05-13 14:30  lap 1
  score  98.440 = fit 0 + behaviour 98.440: hand-raise 98.440 by touched hand-raise 2026-05-11
  next   2026-05-15 14:30 work contacting
2026-05-14 10:00 kita kato appointment-made for=2026-05-18T14:00
2026-05-18 14:30 kita kato meeting-missed
story kita
   2026-05-14 10:00  contacting → appointment  success  (appointment-made)  because appointment-made
   2026-05-18 14:30  appointment → recycle  recycle [no-show]  (second-no-show)  because meeting-missed 2026-05-13, meeting-missed
  owner  inside-sales/kato
  stage  recycle  since 2026-05-18 14:30  lap 1
  score  60 = fit 0 + behaviour 60: hand-raise 60 by touched hand-raise 2026-05-11
  back   2026-06-18 14:30
  next   2026-06-18 14:30 return
2026-06-18 14:30 tick
story kita
   2026-06-18 14:30  recycle → nurture  recycle lap 2  (next-lap)  because moved to recycle 2026-05-18
  owner  inside-sales/kato
  stage  nurture  since 2026-06-18 14:30  lap 2
  score  2.786 = fit 0 + behaviour 2.786: hand-raise 2.786 by touched hand-raise 2026-05-11
  next   2026-07-18 14:30 play monthly-mail
# A new approach: its first no-show is a first one again.
2026-06-22 10:00 kita kato appointment-made for=2026-06-24T14:00
2026-06-24 15:00 kita kato meeting-missed
story kita
   2026-06-22 10:00  nurture → appointment  success lap 2  (appointment-made)  because appointment-made
   2026-06-24 15:00  appointment → contacting  detour lap 2  (first-no-show)  because meeting-missed
  owner  inside-sales/kato
  stage  contacting  since 2026-06-24 15:00  lap 2
  score  1.538 = fit 0 + behaviour 1.538: hand-raise 1.538 by touched hand-raise 2026-05-11
  next   2026-06-26 15:00 work contacting
funnel appointment won
  total      0 of 1  rate 0  days —
