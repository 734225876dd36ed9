# A gate never holds: it splits by its transitions and has a default. Each visit is counted in and out at one instant.
model tests/gated
member sato sales

2026-05-11 09:00 kita captured source=web
2026-05-11 09:01 kita described size=named
2026-05-11 09:02 kita touched touch=demo
story kita
   2026-05-11 09:00  (enter) → lead  enter  (enter)  because captured
   2026-05-11 09:02  lead → named  success  (lead>named)  because touched demo
   2026-05-11 09:02  named → deal  fast  (named-account)  because described 2026-05-11
   2026-05-11 09:02  owner sales (queue)  (stage-team)  because moved to deal
   2026-05-11 09:02  offered to sales until 2026-05-18 09:02  because moved to deal
  owner  sales (queue)
  stage  deal  since 2026-05-11 09:02  lap 1
  score  90 = fit 40 + behaviour 50: size 40 by described 2026-05-11; demo 50 by touched demo
  next   2026-05-18 09:02 answer sales
2026-05-11 09:03 minami captured source=web
2026-05-11 09:04 minami described size=small employees=50
2026-05-11 09:05 minami touched touch=demo
story minami
   2026-05-11 09:03  (enter) → lead  enter  (enter)  because captured
   2026-05-11 09:05  lead → named  success  (lead>named)  because touched demo
   2026-05-11 09:05  named → nurture  success  (named>nurture)  because nothing
  owner  marketing (queue)
  stage  nurture  since 2026-05-11 09:05  lap 1
  score  60 = fit 10 + behaviour 50: employees 10 by described 2026-05-11; demo 50 by touched demo
  next   2026-06-10 09:05 play demo-days
# Nobody answers: a deal that lapsed goes back to nurture, whose own line sends it on only with something new.
2026-05-20 09:00 tick
story kita
   2026-05-18 09:02  lapsed for sales  because handoff-offered 2026-05-11
   2026-05-18 09:02  deal → nurture  detour  (deal>nurture)  because handoff-lapsed
   2026-05-18 09:02  owner marketing (queue)  (stage-team)  because moved to nurture
  owner  marketing (queue)
  stage  nurture  since 2026-05-18 09:02  lap 1
  score  72.022 = fit 40 + behaviour 32.022: size 40 by described 2026-05-11; demo 32.022 by touched demo 2026-05-11
  next   2026-06-17 09:02 play demo-days
2026-05-20 09:01 kita touched touch=demo
story kita
   2026-05-20 09:01  nurture → deal  success  (nurture>deal#2)  because touched demo
   2026-05-20 09:01  owner sales (queue)  (stage-team)  because moved to deal
   2026-05-20 09:01  offered to sales until 2026-05-27 09:01  because moved to deal
  owner  sales (queue)
  stage  deal  since 2026-05-20 09:01  lap 1
  score  122.022 = fit 40 + behaviour 82.022: size 40 by described 2026-05-11; demo 82.022 by touched demo 2026-05-11, touched demo
  next   2026-05-27 09:01 answer sales
# By its source, and by a sum of two attributes.
2026-05-20 09:02 nishi captured source=partner
2026-05-20 09:03 nishi touched touch=mail
2026-05-20 09:04 higashi captured source=web
2026-05-20 09:05 higashi described capital=200000000 growth=1500
2026-05-20 09:06 higashi touched touch=mail
story nishi
   2026-05-20 09:02  (enter) → lead  enter  (enter)  because captured
   2026-05-20 09:03  lead → named  success  (lead>named)  because touched mail
   2026-05-20 09:03  named → deal  fast  (named-account)  because captured 2026-05-20
   2026-05-20 09:03  owner sales (queue)  (stage-team)  because moved to deal
   2026-05-20 09:03  offered to sales until 2026-05-27 09:03  because moved to deal
  owner  sales (queue)
  stage  deal  since 2026-05-20 09:03  lap 1
  score  0 = fit 0 + behaviour 0
  next   2026-05-27 09:03 answer sales
story higashi
   2026-05-20 09:04  (enter) → lead  enter  (enter)  because captured
   2026-05-20 09:06  lead → named  success  (lead>named)  because touched mail
   2026-05-20 09:06  named → deal  fast  (named-account)  because described 2026-05-20
   2026-05-20 09:06  owner sales (queue)  (stage-team)  because moved to deal
   2026-05-20 09:06  offered to sales until 2026-05-27 09:06  because moved to deal
  owner  sales (queue)
  stage  deal  since 2026-05-20 09:06  lap 1
  score  0 = fit 0 + behaviour 0
  next   2026-05-27 09:06 answer sales
# Three days without a word: the timer sends it through the gate.
2026-05-20 09:07 naka captured source=web
2026-05-23 09:07 tick
story naka
   2026-05-20 09:07  (enter) → lead  enter  (enter)  because captured
   2026-05-23 09:07  lead → named  success  (lead>named)  because moved to lead 2026-05-20
   2026-05-23 09:07  named → nurture  success  (named>nurture)  because nothing
  owner  marketing (queue)
  stage  nurture  since 2026-05-23 09:07  lap 1
  score  0 = fit 0 + behaviour 0
  next   2026-06-22 09:07 play demo-days
flow 2026-05-01 2026-05-31
  lead          0 + 5 - 5 = 0  dwell 0.0 1.8
  named         0 + 5 - 5 = 0  dwell 0.0 0.0
  nurture       0 + 3 - 1 = 2  dwell 2.0 2.0
  deal          0 + 4 - 1 = 3  dwell 7.0 7.0
  · → lead enter 5
  lead → named success 5
  named → nurture success 2
  named → deal fast 3
  nurture → deal success 1
  deal → nurture detour 1
gaps
  none
# Two laps only.
2026-05-25 10:00 nishi sato lost reason=budget
2027-04-01 00:00 tick
story nishi
   2026-05-25 10:00  owner sales/sato  (first-contact)  because handoff-offered 2026-05-20, lost
   2026-05-25 10:00  deal → shelf  recycle [budget]  (deal>shelf)  because lost
   2027-04-01 00:00  shelf → nurture  recycle lap 2  (shelf>nurture)  because moved to shelf 2026-05-25
  owner  sales/sato
  stage  nurture  since 2027-04-01 00:00  lap 2
  score  0 = fit 0 + behaviour 0
  next   2027-05-01 00:00 play demo-days
2027-04-02 10:00 nishi sato opened
2027-04-03 10:00 nishi sato lost reason=timing
2027-10-05 10:00 tick
story nishi
   2027-04-02 10:00  nurture → deal  jump lap 2  (jump)  because opened
   2027-04-02 10:00  offered to sales until 2027-04-09 10:00  because moved to deal
   2027-04-03 10:00  deal → shelf  recycle lap 2 [timing]  (deal>shelf)  because lost
   2027-10-03 10:00  shelf → out  detour lap 2  (shelf>out)  because moved to shelf 2027-04-03
  owner  sales/sato
  stage  out  since 2027-10-03 10:00  lap 2
  score  0 = fit 0 + behaviour 0
  next   nothing
