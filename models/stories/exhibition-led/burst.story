# Three days of exhibition: more rank A cards than can be called in a day. The limit runs in business time; what is not
# called in time is overdue and still on offer; what is not called in two weeks is no longer hot.
model exhibition-led
member kato inside-sales
member sato inside-sales
member takahashi field-sales
member suzuki customer-success

import 2026-10-16 18:30
2026-10-14 11:00 a1/p1 captured source=exhibition-autumn
2026-10-14 11:00 a1/p1 described rank=A
2026-10-14 15:00 a2/p2 captured source=exhibition-autumn
2026-10-14 15:00 a2/p2 described rank=A
2026-10-15 11:00 a3/p3 captured source=exhibition-autumn
2026-10-15 11:00 a3/p3 described rank=A
2026-10-15 16:00 a4/p4 captured source=exhibition-autumn
2026-10-15 16:00 a4/p4 described rank=A
2026-10-16 10:00 b1/q1 captured source=exhibition-autumn
2026-10-16 10:00 b1/q1 described rank=B
2026-10-16 10:30 b2/q2 captured source=exhibition-autumn
2026-10-16 10:30 b2/q2 described rank=B
2026-10-16 11:00 c1/r1 captured source=exhibition-autumn
2026-10-16 11:00 c1/r1 described rank=C
2026-10-16 14:00 n1/s1 captured source=exhibition-autumn
end
# The file came on Friday evening: its offers are made now, and their eight hours begin on Monday at nine.
story a1
   2026-10-14 11:00  (enter) → arrival  enter  (enter)  because captured
   2026-10-14 11:00  arrival → lead  success  (with-a-person)  because captured
   2026-10-14 11:00  owner marketing (queue)  (stage-team)  because moved to lead
   2026-10-14 11:00  lead → hot  success  (rank-a)  because described
  ~2026-10-16 18:30  offered to inside-sales until 2026-10-19 18:00  because moved to hot 2026-10-14
  owner  marketing (queue)
  stage  hot  since 2026-10-14 11:00  lap 1  overdue
  score  0 = fit 0 + behaviour 0
  next   2026-10-19 18:00 answer inside-sales
2026-10-19 10:00 a1/p1 kato call-held outcome=talked
2026-10-19 10:30 a2/p2 kato call-held outcome=absent
2026-10-20 09:00 tick
story a3
   2026-10-15 11:00  (enter) → arrival  enter  (enter)  because captured
   2026-10-15 11:00  arrival → lead  success  (with-a-person)  because captured
   2026-10-15 11:00  owner marketing (queue)  (stage-team)  because moved to lead
   2026-10-15 11:00  lead → hot  success  (rank-a)  because described
  ~2026-10-16 18:30  offered to inside-sales until 2026-10-19 18:00  because moved to hot 2026-10-15
   2026-10-19 18:00  lapsed for inside-sales  because handoff-offered 2026-10-16
  owner  marketing (queue)
  stage  hot  since 2026-10-15 11:00  lap 1  overdue
  score  0 = fit 0 + behaviour 0
  next   2026-10-19 18:00 answer inside-sales
# Late is better than never: it can still be accepted, by calling.
2026-10-20 09:30 a3/p3 sato call-held outcome=talked
story a3
   2026-10-20 09:30  owner inside-sales/sato  (first-contact)  because handoff-offered 2026-10-16, call-held talked
   2026-10-20 09:30  hot → contacting  success  (accepted)  because call-held talked
  owner  inside-sales/sato
  stage  contacting  since 2026-10-20 09:30  lap 1
  score  0 = fit 0 + behaviour 0
  next   2026-10-22 09:30 work contacting
2026-11-02 09:00 tick
story a4
   2026-10-15 16:00  (enter) → arrival  enter  (enter)  because captured
   2026-10-15 16:00  arrival → lead  success  (with-a-person)  because captured
   2026-10-15 16:00  owner marketing (queue)  (stage-team)  because moved to lead
   2026-10-15 16:00  lead → hot  success  (rank-a)  because described
  ~2026-10-16 18:30  offered to inside-sales until 2026-10-19 18:00  because moved to hot 2026-10-15
   2026-10-19 18:00  lapsed for inside-sales  because handoff-offered 2026-10-16
   2026-10-29 16:00  hot → invited  detour  (gone-cold)  because moved to hot 2026-10-15
   2026-10-29 16:00  owner inside-sales (queue)  (stage-team)  because moved to invited
  owner  inside-sales (queue)
  stage  invited  since 2026-10-29 16:00  lap 1
  score  0 = fit 0 + behaviour 0
  next   2026-11-19 16:00 play seminar-invitation
flow 2026-10-14 2026-10-16
  lead          0 + 8 - 7 = 1  dwell 0.0 0.0
  nurture       0 + 1 - 0 = 1
  hot           0 + 4 - 0 = 4  overdue 4
  arrival       0 + 8 - 8 = 0  dwell 0.0 0.0
  invited       0 + 2 - 0 = 2
  · → arrival enter 8
  lead → nurture success 1
  lead → hot success 4
  lead → invited success 2
  arrival → lead success 8
flow 2026-10-17 2026-11-02
  lead          1 + 0 - 1 = 0  dwell 3.0 3.0
  nurture       1 + 1 - 0 = 2
  hot           4 + 0 - 4 = 0  dwell 4.9 11.3
  invited       2 + 1 - 0 = 3
  contacting    0 + 3 - 0 = 3  overdue 3
  lead → nurture success 1
  hot → invited detour 1
  hot → contacting success 3
funnel lead contacting
  total      3 of 8  rate 3750  days 500 500 500 500
gaps
  none
