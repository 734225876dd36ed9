# Hot, cold, hot again: the score decays by itself, nobody takes a cold account for an MQL, and the return from nurture
# needs something new. After half a year of silence it rests, and comes back in lap 2.
model the-model
member kato inside-sales

2026-04-06 10:00 kita captured source=form
2026-04-06 10:00 kita described employees=40 industry=services
2026-04-06 10:01 kita touched touch=form
2026-04-07 10:00 kita touched touch=pricing-page
story kita
   2026-04-06 10:00  (enter) → lead  enter  (enter)  because captured
   2026-04-06 10:01  lead → nurture  success  (to-nurture)  because touched form
   2026-04-07 10:00  nurture → mql  success  (mql)  because described 2026-04-06, touched form 2026-04-06, touched pricing-page
   2026-04-07 10:00  offered to inside-sales until 2026-04-07 15:00  because moved to mql
  owner  marketing (queue)
  stage  mql  since 2026-04-07 10:00  lap 1
  score  99.086 = fit 35 + behaviour 64.086: size 20 by described 2026-04-06; industry 15 by described 2026-04-06; form 39.086 by touched form 2026-04-06; pricing-page 25 by touched pricing-page
  next   2026-04-07 15:00 answer inside-sales
2026-04-07 11:00 kita kato handoff-returned team=inside-sales reason=timing
# The old points are still there, and do not bring it straight back.
2026-04-08 00:00 tick
story kita
   2026-04-07 11:00  mql → nurture  detour  (not-accepted)  because handoff-returned
  owner  marketing (queue)
  stage  nurture  since 2026-04-07 11:00  lap 1
  score  96.985 = fit 35 + behaviour 61.985: size 20 by described 2026-04-06; industry 15 by described 2026-04-06; form 38.193 by touched form 2026-04-06; pricing-page 23.792 by touched pricing-page 2026-04-07
  next   2026-05-07 11:00 play monthly-mail
# One mail is something new, and the points are still over the line: not enough for whom inside sales returned.
2026-04-09 08:30 kita touched touch=mail-open
story kita
  owner  marketing (queue)
  stage  nurture  since 2026-04-07 11:00  lap 1
  score  97.964 = fit 35 + behaviour 62.964: size 20 by described 2026-04-06; industry 15 by described 2026-04-06; form 37.321 by touched form 2026-04-06; mail-open 3 by touched mail-open; pricing-page 22.643 by touched pricing-page 2026-04-07
  next   2026-05-09 08:30 play monthly-mail
# Back at the pricing page is.
2026-04-09 09:00 kita touched touch=pricing-page
story kita
   2026-04-09 09:00  nurture → mql  success  (mql)  because described 2026-04-06, touched form 2026-04-06, touched pricing-page
   2026-04-09 09:00  offered to inside-sales until 2026-04-09 14:00  because moved to mql
  owner  marketing (queue)
  stage  mql  since 2026-04-09 09:00  lap 1
  score  122.964 = fit 35 + behaviour 87.964: size 20 by described 2026-04-06; industry 15 by described 2026-04-06; form 37.321 by touched form 2026-04-06; mail-open 3 by touched mail-open 2026-04-09; pricing-page 47.643 by touched pricing-page 2026-04-07, touched pricing-page
  next   2026-04-09 14:00 answer inside-sales
2026-04-09 10:00 kita kato handoff-returned team=inside-sales reason=timing
# Cold: a visit a year later would not make it hot. It rests after 180 days of silence and returns six months later.
2026-10-06 10:00 tick
story kita
   2026-04-09 10:00  mql → nurture  detour  (not-accepted)  because handoff-returned
   2026-10-06 10:00  nurture → recycle  recycle [silent]  (silent)  because moved to nurture 2026-04-09, not touched 2026-04-09 10:00 to 2026-10-06 10:00
  owner  marketing (queue)
  stage  recycle  since 2026-10-06 10:00  lap 1
  score  35.589 = fit 35 + behaviour 0.589: size 20 by described 2026-04-06; industry 15 by described 2026-04-06; form 0.583 by touched form 2026-04-06; pricing-page 0.006 by touched pricing-page 2026-04-07, touched pricing-page 2026-04-09
  back   2027-04-06 10:00
  next   2027-04-06 10:00 return
2027-04-06 10:00 tick
story kita
   2027-04-06 10:00  recycle → nurture  recycle lap 2  (next-lap)  because moved to recycle 2026-10-06
  owner  marketing (queue)
  stage  nurture  since 2027-04-06 10:00  lap 2
  score  35.008 = fit 35 + behaviour 0.008: size 20 by described 2026-04-06; industry 15 by described 2026-04-06; form 0.008 by touched form 2026-04-06
  next   2027-05-06 10:00 play monthly-mail
2027-04-20 09:00 kita touched touch=visit
2027-04-21 09:00 kita touched touch=form
story kita
  owner  marketing (queue)
  stage  nurture  since 2027-04-06 10:00  lap 2
  score  76.909 = fit 35 + behaviour 41.909: size 20 by described 2026-04-06; industry 15 by described 2026-04-06; form 40.006 by touched form 2026-04-06, touched form; visit 1.903 by touched visit 2027-04-20
  next   2027-05-21 09:00 play monthly-mail
2027-04-22 09:00 kita touched touch=seminar
story kita
   2027-04-22 09:00  nurture → mql  success lap 2  (mql)  because described 2026-04-06, touched form 2027-04-21, touched seminar
   2027-04-22 09:00  offered to inside-sales until 2027-04-22 14:00  because moved to mql
  owner  marketing (queue)
  stage  mql  since 2027-04-22 09:00  lap 2
  score  105.903 = fit 35 + behaviour 70.903: size 20 by described 2026-04-06; industry 15 by described 2026-04-06; form 39.092 by touched form 2026-04-06, touched form 2027-04-21; seminar 30 by touched seminar; visit 1.811 by touched visit 2027-04-20
  next   2027-04-22 14:00 answer inside-sales
