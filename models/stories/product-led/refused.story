# Who refuses our mails and goes on using the product is welcome to: the guides inside the product go on, nobody writes.
# Who refuses before the first use is out. What does not fit is ruled out by a person.
model product-led
member kato sales-assist
member sato sales-assist
member suzuki customer-success

2026-04-06 09:00 kita/mori captured source=search
2026-04-06 09:05 minami/abe captured source=search
2026-04-06 09:10 kita/mori used signal=report amount=12
2026-04-06 10:00 kita/mori consented given=no
2026-04-06 10:05 minami/abe consented given=no
story kita
   2026-04-06 09:00  (enter) → sign-up  enter  (enter)  because captured
   2026-04-06 09:10  sign-up → trial  success  (first-use)  because used
   2026-04-06 09:10  trial → activated  success  (activated-trial)  because used
   2026-04-06 09:10  owner product (queue)  (stage-team)  because moved to activated
  owner  product (queue)
  stage  activated  since 2026-04-06 09:10  lap 1
  score  0 = fit 0 + behaviour 0
  refused by everybody
  next   2026-04-11 09:10 play invite-colleagues
story minami
   2026-04-06 09:05  (enter) → sign-up  enter  (enter)  because captured
   2026-04-06 10:05  sign-up → disqualified  detour  (refused)  because consented
  owner  growth (queue)
  stage  disqualified  since 2026-04-06 10:05  lap 1
  score  0 = fit 0 + behaviour 0
  refused by everybody
  next   nothing
2026-04-07 10:00 kita/hara used signal=report amount=20
2026-04-08 10:00 kita/ueno used signal=report amount=20
story kita
   2026-04-08 10:00  activated → pql  success  (pql)  because used 2026-04-06, used 2026-04-07, used
  owner  product (queue)
  stage  pql  since 2026-04-08 10:00  lap 1
  score  0 = fit 0 + behaviour 0
  refused by some, or in part
  next   2026-04-13 10:00 play upgrade-prompt
2026-04-09 10:00 kita subscription-started ends=2026-05-09 mrr=10000
story kita
   2026-04-09 10:00  pql → onboarding  success  (self-serve)  because subscription-started
   2026-04-09 10:00  onboarding → adoption  success  (onboarded)  because used 2026-04-07
   2026-04-09 10:00  owner customer-success (queue)  (stage-team)  because moved to adoption
  owner  customer-success (queue)
  stage  adoption  since 2026-04-09 10:00  lap 1
  score  0 = fit 0 + behaviour 0
  subscription 32768 runs to 2026-05-09
  refused by some, or in part
  next   2026-05-09 10:00 play monthly-tips
2026-04-10 10:00 nishi/ito captured source=search
2026-04-10 11:00 nishi kato disqualified reason=other
story nishi
   2026-04-10 10:00  (enter) → sign-up  enter  (enter)  because captured
   2026-04-10 11:00  sign-up → disqualified  jump [other]  (jump)  because disqualified
  owner  growth (queue)
  stage  disqualified  since 2026-04-10 11:00  lap 1
  score  0 = fit 0 + behaviour 0
  next   nothing
gaps
  none
