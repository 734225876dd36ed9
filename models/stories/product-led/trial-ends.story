# The trial ends thirty days after the sign-up, in whatever stage it stands; it rests for three months and is asked back.
# Whoever uses the product on the shelf has a trial again, in the second approach.
model product-led
member kato sales-assist
member sato sales-assist
member suzuki customer-success

2026-04-06 09:30 kita/mori captured source=search
2026-04-06 09:40 minami/abe captured source=search
2026-04-06 09:50 nishi/ito captured source=search
2026-04-08 10:00 kita/mori used signal=log-in amount=1
2026-04-10 10:00 minami/abe used signal=report amount=15
2026-04-27 10:00 minami/abe used signal=report amount=15
2026-05-06 09:29 tick
story kita
   2026-04-06 09:30  (enter) → sign-up  enter  (enter)  because captured
   2026-04-08 10:00  sign-up → trial  success  (first-use)  because used
   2026-04-08 10:00  owner product (queue)  (stage-team)  because moved to trial
  owner  product (queue)
  stage  trial  since 2026-04-08 10:00  lap 1
  score  0 = fit 0 + behaviour 0
  next   2026-05-06 09:29 play first-result-guide
2026-05-06 09:40 tick
story kita
   2026-05-06 09:30  trial → recycle  recycle [trial-ended]  (trial-ended)  because moved to sign-up 2026-04-06
   2026-05-06 09:30  owner growth (queue)  (stage-team)  because moved to recycle
  owner  growth (queue)
  stage  recycle  since 2026-05-06 09:30  lap 1
  score  0 = fit 0 + behaviour 0
  back   2026-08-06 09:30
  next   2026-08-06 09:30 return
story minami
   2026-04-06 09:40  (enter) → sign-up  enter  (enter)  because captured
   2026-04-10 10:00  sign-up → trial  success  (first-use)  because used
   2026-04-10 10:00  trial → activated  success  (activated-trial)  because used
   2026-04-10 10:00  owner product (queue)  (stage-team)  because moved to activated
   2026-05-06 09:40  activated → recycle  recycle [trial-ended]  (trial-ended)  because moved to sign-up 2026-04-06
   2026-05-06 09:40  owner growth (queue)  (stage-team)  because moved to recycle
  owner  growth (queue)
  stage  recycle  since 2026-05-06 09:40  lap 1
  score  0 = fit 0 + behaviour 0
  back   2026-08-06 09:40
  next   2026-08-06 09:40 return
# Never used at all: two weeks, then two months.
story nishi
   2026-04-06 09:50  (enter) → sign-up  enter  (enter)  because captured
   2026-04-20 09:50  sign-up → recycle  recycle [never-used]  (never-used)  because moved to sign-up 2026-04-06
  owner  growth (queue)
  stage  recycle  since 2026-04-20 09:50  lap 1
  score  0 = fit 0 + behaviour 0
  back   2026-06-20 09:50
  next   2026-06-20 09:50 return
2026-06-10 10:00 kita/mori used signal=report amount=2
story kita
   2026-06-10 10:00  recycle → trial  recycle lap 2  (used-again)  because used
   2026-06-10 10:00  owner product (queue)  (stage-team)  because moved to trial
  owner  product (queue)
  stage  trial  since 2026-06-10 10:00  lap 2
  score  0 = fit 0 + behaviour 0
  next   2026-06-13 10:00 play first-result-guide
2026-07-10 10:00 tick
story kita
   2026-07-10 10:00  trial → recycle  recycle lap 2 [trial-ended]  (trial-ended)  because moved to trial 2026-06-10
   2026-07-10 10:00  owner growth (queue)  (stage-team)  because moved to recycle
  owner  growth (queue)
  stage  recycle  since 2026-07-10 10:00  lap 2
  score  0 = fit 0 + behaviour 0
  back   2026-10-10 10:00
  next   2026-10-10 10:00 return
2026-08-06 09:40 tick
story minami
   2026-08-06 09:40  recycle → sign-up  recycle lap 2  (next-lap)  because moved to recycle 2026-05-06
  owner  growth (queue)
  stage  sign-up  since 2026-08-06 09:40  lap 2
  score  0 = fit 0 + behaviour 0
  next   2026-08-09 09:40 play getting-started-mail
gaps
  none
