# Use is counted in a span that moves on: forty in one week and fifteen three weeks later are no fifty in two. The amounts
# of the same day and person add up, negative ones count as nothing, and a signal of its own is use like any.
model product-led
member kato sales-assist
member sato sales-assist
member suzuki customer-success

2026-04-06 09:00 kita/mori captured source=search
2026-04-06 09:10 kita/mori used signal=report amount=20
2026-04-06 09:10 kita/hara used signal=report amount=10
2026-04-07 09:10 kita/ueno used signal=report amount=10
2026-04-21 09:09 kita/mori used signal=report amount=15
story kita
   2026-04-06 09:00  (enter) → sign-up  enter  (enter)  because captured
   2026-04-06 09:10  sign-up → trial  success  (first-use)  because used
   2026-04-06 09:10  trial → activated  success  (activated-trial)  because used
   2026-04-06 09:10  owner product (queue)  (stage-team)  because moved to activated
  owner  product (queue)
  stage  activated  since 2026-04-06 09:10  lap 1
  score  0 = fit 0 + behaviour 0
  next   2026-04-21 09:09 play invite-colleagues
2026-04-22 09:00 kita/hara used signal=report amount=-10
2026-04-22 10:00 kita/hara used amount=20
2026-04-23 10:00 kita/ueno used signal=import amount=14
story kita
  owner  product (queue)
  stage  activated  since 2026-04-06 09:10  lap 1
  score  0 = fit 0 + behaviour 0
  next   2026-04-23 10:00 play invite-colleagues
2026-04-23 11:00 kita/ueno used signal=import amount=1
story kita
   2026-04-23 11:00  activated → pql  success  (pql)  because used 2026-04-21, used 2026-04-22, used 2026-04-23, used
  owner  product (queue)
  stage  pql  since 2026-04-23 11:00  lap 1
  score  0 = fit 0 + behaviour 0
  next   2026-04-28 11:00 play upgrade-prompt
