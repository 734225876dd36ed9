# Rank B who never answers the invitations gets mail after 90 days, and rests until the first of September, when the
# invitations to the next exhibition go out; then it is the second approach.
model exhibition-led
member kato inside-sales
member sato inside-sales
member takahashi field-sales
member suzuki customer-success

2026-10-15 10:00 minami/abe captured source=exhibition-autumn
2026-10-15 10:00 minami/abe described rank=B
2026-10-15 10:00 minami/abe touched touch=booth
2027-01-13 10:00 tick
story minami
   2026-10-15 10:00  (enter) → arrival  enter  (enter)  because captured
   2026-10-15 10:00  arrival → lead  success  (with-a-person)  because captured
   2026-10-15 10:00  owner marketing (queue)  (stage-team)  because moved to lead
   2026-10-15 10:00  lead → invited  success  (rank-b)  because described
   2026-10-15 10:00  owner inside-sales (queue)  (stage-team)  because moved to invited
  owner  inside-sales (queue)
  stage  invited  since 2026-10-15 10:00  lap 1
  score  2.500 = fit 0 + behaviour 2.500: booth 2.500 by touched booth 2026-10-15
  next   2027-01-13 10:00 play seminar-invitation
2027-07-12 10:00 tick
story minami
   2027-01-13 10:00  invited → nurture  detour  (unanswered)  because moved to invited 2026-10-15
   2027-01-13 10:00  owner marketing (queue)  (stage-team)  because moved to nurture
  owner  marketing (queue)
  stage  nurture  since 2027-01-13 10:00  lap 1
  score  0.039 = fit 0 + behaviour 0.039: booth 0.039 by touched booth 2026-10-15
  next   2027-07-12 10:00 play monthly-mail
2027-09-01 00:00 tick
story minami
   2027-07-12 10:00  nurture → recycle  recycle [next-exhibition]  (silent)  because moved to nurture 2027-01-13, not touched 2027-01-13 10:00 to 2027-07-12 10:00
   2027-09-01 00:00  recycle → nurture  recycle lap 2  (next-lap)  because captured 2026-10-15, moved to recycle 2027-07-12
  owner  marketing (queue)
  stage  nurture  since 2027-09-01 00:00  lap 2
  score  0.012 = fit 0 + behaviour 0.012: booth 0.012 by touched booth 2026-10-15
  next   2027-10-01 00:00 play monthly-mail
gaps
  none
