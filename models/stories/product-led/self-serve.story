# Signed up, used, bought, without a word from us: the first use begins the trial, ten uses in a week activate it, fifty by
# three people in two weeks make it a PQL. Who bought because they use it needs no introduction.
model product-led
member kato sales-assist
member sato sales-assist
member suzuki customer-success

2026-04-06 09:30 kita/mori captured source=search
2026-04-06 09:30 kita/mori described employees=40 industry=it
story kita
   2026-04-06 09:30  (enter) → sign-up  enter  (enter)  because captured
  owner  growth (queue)
  stage  sign-up  since 2026-04-06 09:30  lap 1
  score  40 = fit 40 + behaviour 0: size 20 by described; industry 20 by described
  next   2026-04-09 09:30 play getting-started-mail
2026-04-06 10:00 kita/mori used signal=log-in amount=1
2026-04-07 10:00 kita/mori used signal=report amount=4
story kita
   2026-04-06 10:00  sign-up → trial  success  (first-use)  because used
   2026-04-06 10:00  owner product (queue)  (stage-team)  because moved to trial
  owner  product (queue)
  stage  trial  since 2026-04-06 10:00  lap 1
  score  40 = fit 40 + behaviour 0: size 20 by described 2026-04-06; industry 20 by described 2026-04-06
  next   2026-04-09 10:00 play first-result-guide
2026-04-09 10:00 kita/mori used signal=report amount=6
story kita
   2026-04-09 10:00  trial → activated  success  (activated-trial)  because used 2026-04-07, used
  owner  product (queue)
  stage  activated  since 2026-04-09 10:00  lap 1
  score  40 = fit 40 + behaviour 0: size 20 by described 2026-04-06; industry 20 by described 2026-04-06
  next   2026-04-14 10:00 play invite-colleagues
2026-04-13 10:00 kita/hara used signal=report amount=20
2026-04-14 10:00 kita/mori used signal=report amount=12
# Fifty and more, but by two: not yet.
2026-04-15 10:00 kita/hara used signal=report amount=9
story kita
  owner  product (queue)
  stage  activated  since 2026-04-09 10:00  lap 1
  score  40 = fit 40 + behaviour 0: size 20 by described 2026-04-06; industry 20 by described 2026-04-06
  next   2026-04-15 10:00 play invite-colleagues
2026-04-16 10:00 kita/ueno used signal=log-in amount=1
story kita
   2026-04-16 10:00  activated → pql  success  (pql)  because used 2026-04-07, used 2026-04-09, used 2026-04-13, used 2026-04-14, used 2026-04-15, used
  owner  product (queue)
  stage  pql  since 2026-04-16 10:00  lap 1
  score  40 = fit 40 + behaviour 0: size 20 by described 2026-04-06; industry 20 by described 2026-04-06
  next   2026-04-21 10:00 play upgrade-prompt
2026-04-20 21:40 kita/mori subscription-started ends=2026-05-20 mrr=30000
story kita
   2026-04-20 21:40  pql → onboarding  success  (self-serve)  because subscription-started
   2026-04-20 21:40  onboarding → adoption  success  (onboarded)  because used 2026-04-14
   2026-04-20 21:40  owner customer-success (queue)  (stage-team)  because moved to adoption
  owner  customer-success (queue)
  stage  adoption  since 2026-04-20 21:40  lap 1
  score  40 = fit 40 + behaviour 0: size 20 by described 2026-04-06; industry 20 by described 2026-04-06
  subscription 32768 runs to 2026-05-20
  next   2026-05-20 21:40 play monthly-tips
flow 2026-04-01 2026-04-30
  sign-up       0 + 1 - 1 = 0  dwell 0.0 0.0
  trial         0 + 1 - 1 = 0  dwell 3.0 3.0
  activated     0 + 1 - 1 = 0  dwell 7.0 7.0
  pql           0 + 1 - 1 = 0  dwell 4.5 4.5
  onboarding    0 + 1 - 1 = 0  dwell 0.0 0.0
  adoption      0 + 1 - 0 = 1
  · → sign-up enter 1
  sign-up → trial success 1
  trial → activated success 1
  activated → pql success 1
  pql → onboarding success 1
  onboarding → adoption success 1
gaps
  none
