# Rank B is invited to the seminar and called when they came; rank C gets mail; no rank is rank C after three days; and a
# form, without any card, goes the way of the mail too.
model exhibition-led
member kato inside-sales
member sato inside-sales
member takahashi field-sales
member suzuki customer-success

2026-10-15 10:00 minami/abe captured source=exhibition-autumn
2026-10-15 10:00 minami/abe described rank=B employees=60 industry=logistics
2026-10-15 10:00 minami/abe touched touch=booth
2026-10-15 10:05 nishi/ito captured source=exhibition-autumn
2026-10-15 10:05 nishi/ito described rank=C employees=30 industry=it
2026-10-15 10:05 nishi/ito touched touch=booth
2026-10-15 10:10 higashi/ueda captured source=exhibition-autumn
2026-10-15 10:10 higashi/ueda touched touch=booth
2026-10-15 10:15 naka/endo captured source=form
2026-10-15 10:15 naka/endo touched touch=form
story minami
   2026-10-15 10:00  (enter) → arrival  enter  (enter)  because captured
   2026-10-15 10:00  arrival → lead  success  (with-a-person)  because captured
   2026-10-15 10:00  owner marketing (queue)  (stage-team)  because moved to lead
   2026-10-15 10:00  lead → invited  success  (rank-b)  because described
   2026-10-15 10:00  owner inside-sales (queue)  (stage-team)  because moved to invited
  owner  inside-sales (queue)
  stage  invited  since 2026-10-15 10:00  lap 1
  score  60 = fit 40 + behaviour 20: size 20 by described 2026-10-15; industry 20 by described 2026-10-15; booth 20 by touched booth 2026-10-15
  next   2026-11-05 10:00 play seminar-invitation
story nishi
   2026-10-15 10:05  (enter) → arrival  enter  (enter)  because captured
   2026-10-15 10:05  arrival → lead  success  (with-a-person)  because captured
   2026-10-15 10:05  owner marketing (queue)  (stage-team)  because moved to lead
   2026-10-15 10:05  lead → nurture  success  (to-nurture)  because described
  owner  marketing (queue)
  stage  nurture  since 2026-10-15 10:05  lap 1
  score  50 = fit 30 + behaviour 20: size 20 by described 2026-10-15; industry 10 by described 2026-10-15; booth 20 by touched booth 2026-10-15
  next   2026-11-14 10:05 play monthly-mail
story higashi
   2026-10-15 10:10  (enter) → arrival  enter  (enter)  because captured
   2026-10-15 10:10  arrival → lead  success  (with-a-person)  because captured
   2026-10-15 10:10  owner marketing (queue)  (stage-team)  because moved to lead
  owner  marketing (queue)
  stage  lead  since 2026-10-15 10:10  lap 1
  score  20 = fit 0 + behaviour 20: booth 20 by touched booth 2026-10-15
  next   2026-10-16 10:10 work lead
story naka
   2026-10-15 10:15  (enter) → arrival  enter  (enter)  because captured
   2026-10-15 10:15  arrival → lead  success  (with-a-person)  because captured
   2026-10-15 10:15  owner marketing (queue)  (stage-team)  because moved to lead
   2026-10-15 10:15  lead → nurture  success  (to-nurture)  because touched form
  owner  marketing (queue)
  stage  nurture  since 2026-10-15 10:15  lap 1
  score  40 = fit 0 + behaviour 40: form 40 by touched form
  next   2026-11-14 10:15 play monthly-mail
# The rank of higashi comes too late by a day to make it wait any longer, and then it is a reading like others.
2026-10-19 09:00 higashi/ueda described rank=B
story higashi
   2026-10-18 10:10  lead → nurture  success  (to-nurture)  because moved to lead 2026-10-15
  owner  marketing (queue)
  stage  nurture  since 2026-10-18 10:10  lap 1
  score  18.234 = fit 0 + behaviour 18.234: booth 18.234 by touched booth 2026-10-15
  next   2026-11-17 10:10 play monthly-mail
2026-11-11 17:00 minami/abe touched touch=seminar
story minami
   2026-11-11 17:00  invited → hot  success  (seminar-follow-up)  because touched seminar
   2026-11-11 17:00  owner marketing (queue)  (stage-team)  because moved to hot
   2026-11-11 17:00  offered to inside-sales until 2026-11-12 17:00  because moved to hot
  owner  marketing (queue)
  stage  hot  since 2026-11-11 17:00  lap 1
  score  90.717 = fit 40 + behaviour 50.717: size 20 by described 2026-10-15; industry 20 by described 2026-10-15; booth 10.717 by touched booth 2026-10-15; seminar 40 by touched seminar
  next   2026-11-12 17:00 answer inside-sales
2026-11-12 09:30 minami/abe sato call-held outcome=talked
story minami
   2026-11-12 09:30  owner inside-sales/sato  (first-contact)  because handoff-offered 2026-11-11, call-held talked
   2026-11-12 09:30  hot → contacting  success  (accepted)  because call-held talked
  owner  inside-sales/sato
  stage  contacting  since 2026-11-12 09:30  lap 1
  score  89.860 = fit 40 + behaviour 49.860: size 20 by described 2026-10-15; industry 20 by described 2026-10-15; booth 10.472 by touched booth 2026-10-15; seminar 39.388 by touched seminar 2026-11-11
  next   2026-11-15 09:30 play contact-calls
