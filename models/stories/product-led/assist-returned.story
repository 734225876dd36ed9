# Sales assist return what does not need them, or have no time in two weeks: the product goes on showing how to buy, and
# the same approach does not bring it back unless they ask.
model product-led
member kato sales-assist
member sato sales-assist
member suzuki customer-success

2026-04-06 09:30 oki/mori captured source=search
2026-04-06 09:30 oki/mori described employees=600
2026-04-06 10:00 oki/mori used signal=report amount=8
2026-04-07 10:00 oki/hara used signal=report amount=12
2026-04-08 10:00 oki/ueno used signal=report amount=35
2026-04-08 11:00 oki kato handoff-returned team=sales-assist reason=timing
2026-04-09 10:00 oki/ueno used signal=report amount=35
story oki
   2026-04-06 09:30  (enter) → sign-up  enter  (enter)  because captured
   2026-04-06 10:00  sign-up → trial  success  (first-use)  because used
   2026-04-06 10:00  owner product (queue)  (stage-team)  because moved to trial
   2026-04-07 10:00  trial → activated  success  (activated-trial)  because used
   2026-04-08 10:00  activated → pql  success  (pql)  because used 2026-04-06, used 2026-04-07, used
   2026-04-08 10:00  pql → assist  success  (large)  because described 2026-04-06, not returned 2026-04-06 09:30 to 2026-04-08 10:00, not lapsed 2026-04-06 09:30 to 2026-04-08 10:00
   2026-04-08 10:00  owner sales-assist (queue)  (stage-team)  because moved to assist
   2026-04-08 10:00  offered to sales-assist until 2026-04-09 10:00  because moved to assist
   2026-04-08 11:00  assist → pql  detour  (not-accepted)  because handoff-returned
   2026-04-08 11:00  owner product (queue)  (stage-team)  because moved to pql
  owner  product (queue)
  stage  pql  since 2026-04-08 11:00  lap 1
  score  40 = fit 40 + behaviour 0: size 40 by described 2026-04-06
  next   2026-04-13 11:00 play upgrade-prompt
2026-04-10 10:00 oki/mori touched touch=hand-raise
story oki
   2026-04-10 10:00  pql → assist  fast  (asked-for-us)  because touched hand-raise
   2026-04-10 10:00  owner sales-assist (queue)  (stage-team)  because moved to assist
   2026-04-10 10:00  offered to sales-assist until 2026-04-13 10:00  because moved to assist
  owner  sales-assist (queue)
  stage  assist  since 2026-04-10 10:00  lap 1
  score  160 = fit 40 + behaviour 120: size 40 by described 2026-04-06; hand-raise 120 by touched hand-raise
  next   2026-04-13 10:00 answer sales-assist
# Nobody has the time.
2026-04-13 09:30 sawa/abe captured source=search
2026-04-13 09:30 sawa/abe described employees=150
2026-04-13 10:00 sawa/abe used signal=report amount=20
2026-04-14 10:00 sawa/ito used signal=report amount=20
2026-04-15 10:00 sawa/endo used signal=report amount=20
2026-04-16 10:00 tick
2026-04-29 10:00 tick
story sawa
   2026-04-13 09:30  (enter) → sign-up  enter  (enter)  because captured
   2026-04-13 10:00  sign-up → trial  success  (first-use)  because used
   2026-04-13 10:00  trial → activated  success  (activated-trial)  because used
   2026-04-13 10:00  owner product (queue)  (stage-team)  because moved to activated
   2026-04-15 10:00  activated → pql  success  (pql)  because used 2026-04-13, used 2026-04-14, used
   2026-04-15 10:00  pql → assist  success  (large)  because described 2026-04-13, not returned 2026-04-13 09:30 to 2026-04-15 10:00, not lapsed 2026-04-13 09:30 to 2026-04-15 10:00
   2026-04-15 10:00  owner sales-assist (queue)  (stage-team)  because moved to assist
   2026-04-15 10:00  offered to sales-assist until 2026-04-16 10:00  because moved to assist
   2026-04-16 10:00  lapsed for sales-assist  because handoff-offered 2026-04-15
   2026-04-29 10:00  assist → pql  detour  (not-accepted)  because moved to assist 2026-04-15
   2026-04-29 10:00  owner product (queue)  (stage-team)  because moved to pql
  owner  product (queue)
  stage  pql  since 2026-04-29 10:00  lap 1
  score  40 = fit 40 + behaviour 0: size 40 by described 2026-04-13
  next   2026-05-04 10:00 play upgrade-prompt
2026-05-13 09:30 tick
story sawa
   2026-05-13 09:30  pql → recycle  recycle [trial-ended]  (trial-ended)  because moved to sign-up 2026-04-13
   2026-05-13 09:30  owner growth (queue)  (stage-team)  because moved to recycle
  owner  growth (queue)
  stage  recycle  since 2026-05-13 09:30  lap 1
  score  40 = fit 40 + behaviour 0: size 40 by described 2026-04-13
  back   2026-08-13 09:30
  next   2026-08-13 09:30 return
