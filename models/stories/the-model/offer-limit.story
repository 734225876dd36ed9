# An offer lapses after four business hours: they stop at lunch, at night, on the weekend and over Golden Week 2026
# (29 April, 3 to 6 May). Nobody else has to be told: it goes on in nurture.
model the-model
member kato inside-sales

# Over lunch: 11:30 to 12:00, 13:00 to 16:30.
2026-04-20 11:00 hiru captured
2026-04-20 11:30 hiru touched touch=hand-raise
# Over the night: 16:00 to 18:00, 09:00 to 11:00.
2026-04-21 15:00 yoru captured
2026-04-21 16:00 yoru touched touch=hand-raise
# Over the weekend: 17:00 to 18:00 on Friday, 09:00 to 12:00 on Monday.
2026-04-24 16:00 doyo captured
2026-04-24 17:00 doyo touched touch=hand-raise
# Over Showa Day, the Wednesday.
2026-04-28 16:00 showa captured
2026-04-28 17:00 showa touched touch=hand-raise
# Over Golden Week: from Friday evening to Thursday.
2026-05-01 16:00 golden captured
2026-05-01 17:00 golden touched touch=hand-raise
2026-05-07 11:59 tick
story golden
   2026-05-01 16:00  (enter) → lead  enter  (enter)  because captured
   2026-05-01 17:00  lead → mql  success  (mql)  because touched hand-raise
   2026-05-01 17:00  offered to inside-sales until 2026-05-07 12:00  because moved to mql
  owner  marketing (queue)
  stage  mql  since 2026-05-01 17:00  lap 1
  score  66.245 = fit 0 + behaviour 66.245: hand-raise 66.245 by touched hand-raise 2026-05-01
  next   2026-05-07 12:00 answer inside-sales
2026-05-07 12:00 tick
story golden
   2026-05-07 12:00  lapsed for inside-sales  because handoff-offered 2026-05-01
   2026-05-07 12:00  mql → nurture  detour  (not-accepted)  because handoff-lapsed
  owner  marketing (queue)
  stage  nurture  since 2026-05-07 12:00  lap 1
  score  66.245 = fit 0 + behaviour 66.245: hand-raise 66.245 by touched hand-raise 2026-05-01
  next   2026-06-06 12:00 play monthly-mail
story hiru
   2026-04-20 11:00  (enter) → lead  enter  (enter)  because captured
   2026-04-20 11:30  lead → mql  success  (mql)  because touched hand-raise
   2026-04-20 11:30  offered to inside-sales until 2026-04-20 16:30  because moved to mql
   2026-04-20 16:30  lapsed for inside-sales  because handoff-offered 2026-04-20
   2026-04-20 16:30  mql → nurture  detour  (not-accepted)  because handoff-lapsed
  owner  marketing (queue)
  stage  nurture  since 2026-04-20 16:30  lap 1
  score  22.289 = fit 0 + behaviour 22.289: hand-raise 22.289 by touched hand-raise 2026-04-20
  next   2026-05-20 16:30 play monthly-mail
story yoru
   2026-04-21 15:00  (enter) → lead  enter  (enter)  because captured
   2026-04-21 16:00  lead → mql  success  (mql)  because touched hand-raise
   2026-04-21 16:00  offered to inside-sales until 2026-04-22 11:00  because moved to mql
   2026-04-22 11:00  lapsed for inside-sales  because handoff-offered 2026-04-21
   2026-04-22 11:00  mql → nurture  detour  (not-accepted)  because handoff-lapsed
  owner  marketing (queue)
  stage  nurture  since 2026-04-22 11:00  lap 1
  score  24.610 = fit 0 + behaviour 24.610: hand-raise 24.610 by touched hand-raise 2026-04-21
  next   2026-05-22 11:00 play monthly-mail
story doyo
   2026-04-24 16:00  (enter) → lead  enter  (enter)  because captured
   2026-04-24 17:00  lead → mql  success  (mql)  because touched hand-raise
   2026-04-24 17:00  offered to inside-sales until 2026-04-27 12:00  because moved to mql
   2026-04-27 12:00  lapsed for inside-sales  because handoff-offered 2026-04-24
   2026-04-27 12:00  mql → nurture  detour  (not-accepted)  because handoff-lapsed
  owner  marketing (queue)
  stage  nurture  since 2026-04-27 12:00  lap 1
  score  33.122 = fit 0 + behaviour 33.122: hand-raise 33.122 by touched hand-raise 2026-04-24
  next   2026-05-27 12:00 play monthly-mail
story showa
   2026-04-28 16:00  (enter) → lead  enter  (enter)  because captured
   2026-04-28 17:00  lead → mql  success  (mql)  because touched hand-raise
   2026-04-28 17:00  offered to inside-sales until 2026-04-30 12:00  because moved to mql
   2026-04-30 12:00  lapsed for inside-sales  because handoff-offered 2026-04-28
   2026-04-30 12:00  mql → nurture  detour  (not-accepted)  because handoff-lapsed
  owner  marketing (queue)
  stage  nurture  since 2026-04-30 12:00  lap 1
  score  49.220 = fit 0 + behaviour 49.220: hand-raise 49.220 by touched hand-raise 2026-04-28
  next   2026-05-30 12:00 play monthly-mail
gaps
  none
