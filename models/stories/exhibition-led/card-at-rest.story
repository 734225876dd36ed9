# Lost to a competitor in August, resting until May; its card at the exhibition in October ends the rest.
model exhibition-led
member kato inside-sales
member sato inside-sales
member takahashi field-sales
member suzuki customer-success

import 2026-08-03 09:00
2026-06-01 10:00 minami/abe captured source=form
2026-06-01 10:00 minami/abe described rank=C employees=120 industry=logistics
2026-06-01 10:00 minami/abe touched touch=form
2026-06-10 10:00 minami/abe meeting-held
2026-06-20 10:00 minami proposal-sent
2026-08-01 10:00 minami lost reason=competitor
end
story minami
   2026-06-01 10:00  (enter) → arrival  enter  (enter)  because captured
   2026-06-01 10:00  arrival → lead  success  (with-a-person)  because captured
   2026-06-01 10:00  owner marketing (queue)  (stage-team)  because moved to lead
   2026-06-01 10:00  lead → nurture  success  (to-nurture)  because described
   2026-06-10 10:00  nurture → meeting  success  (meeting-held)  because meeting-held
   2026-06-10 10:00  owner field-sales (queue)  (stage-team)  because moved to meeting
   2026-06-20 10:00  meeting → proposal  success  (proposal-sent)  because proposal-sent
   2026-08-01 10:00  proposal → recycle  recycle [competitor]  (lost)  because lost
   2026-08-01 10:00  owner marketing (queue)  (stage-team)  because moved to recycle
  owner  marketing (queue)
  stage  recycle  since 2026-08-01 10:00  lap 1
  score  69.330 = fit 60 + behaviour 9.330: size 40 by described 2026-06-01; industry 20 by described 2026-06-01; form 9.330 by touched form 2026-06-01
  back   2027-05-01 10:00
  next   2027-05-01 10:00 return
2026-10-15 10:00 minami/abe captured source=exhibition-autumn
2026-10-15 10:00 minami/abe described rank=A
2026-10-15 10:00 minami/abe touched touch=booth
story minami
   2026-10-15 10:00  recycle → lead  recycle lap 2  (card-at-rest)  because touched booth
   2026-10-15 10:00  lead → hot  success lap 2  (rank-a)  because described
   2026-10-15 10:00  offered to inside-sales until 2026-10-16 10:00  because moved to hot
  owner  marketing (queue)
  stage  hot  since 2026-10-15 10:00  lap 2
  score  81.727 = fit 60 + behaviour 21.727: size 40 by described 2026-06-01; industry 20 by described 2026-06-01; booth 20 by touched booth; form 1.727 by touched form 2026-06-01
  next   2026-10-16 10:00 answer inside-sales
2026-10-15 10:40 minami/abe kato call-held outcome=appointment
story minami
   2026-10-15 10:40  owner inside-sales/kato  (first-contact)  because handoff-offered 2026-10-15, call-held appointment
   2026-10-15 10:40  hot → appointment  success lap 2  (appointment-made)  because call-held appointment
  owner  inside-sales/kato
  stage  appointment  since 2026-10-15 10:40  lap 2
  score  81.727 = fit 60 + behaviour 21.727: size 40 by described 2026-06-01; industry 20 by described 2026-06-01; booth 20 by touched booth 2026-10-15; form 1.727 by touched form 2026-06-01
  next   2026-10-22 10:40 play appointment-reminder
