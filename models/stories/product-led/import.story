# A year of use from a file, months of it before anybody was a customer: the past runs through the model, trials end by
# their timer, and nothing goes out. A plan that begins without a trial is self-serve all the same.
model product-led
member kato sales-assist
member sato sales-assist
member suzuki customer-success

import 2026-06-01 09:00
2025-06-02 10:00 kita/mori captured source=search
2025-06-02 10:05 kita/mori used signal=report amount=3
2025-06-20 10:05 kita/mori used signal=report amount=3
2025-07-15 10:05 kita/mori used signal=report amount=30
2025-07-16 10:05 kita/hara used signal=report amount=30
2025-07-17 10:05 kita/ueno used signal=report amount=30
2025-07-20 10:05 kita subscription-started ends=2025-08-20 mrr=20000
2025-12-20 10:05 kita ended reason=price
2025-09-01 minami subscription-started mrr=5000
2025-09-10 minami used signal=report amount=30
2026-05-20 minami used signal=report amount=30
2026-05-30 nishi captured source=search
2026-05-30 nishi used signal=log-in amount=1
end
story kita
   2025-06-02 10:00  (enter) → sign-up  enter  (enter)  because captured
   2025-06-02 10:05  sign-up → trial  success  (first-use)  because used
   2025-06-02 10:05  owner product (queue)  (stage-team)  because moved to trial
  ~2025-07-02 10:00  trial → recycle  recycle [trial-ended]  (trial-ended)  because moved to sign-up 2025-06-02
  ~2025-07-02 10:00  owner growth (queue)  (stage-team)  because moved to recycle
   2025-07-15 10:05  recycle → trial  recycle lap 2  (used-again)  because used
   2025-07-15 10:05  trial → activated  success lap 2  (activated-trial)  because used
   2025-07-15 10:05  owner product (queue)  (stage-team)  because moved to activated
   2025-07-17 10:05  activated → pql  success lap 2  (pql)  because used 2025-07-15, used 2025-07-16, used
   2025-07-20 10:05  pql → onboarding  success lap 2  (self-serve)  because subscription-started
   2025-07-20 10:05  onboarding → adoption  success lap 2  (onboarded)  because used 2025-07-15
   2025-07-20 10:05  owner customer-success (queue)  (stage-team)  because moved to adoption
  ~2025-08-19 10:05  adoption → at-risk  detour lap 2  (fell-silent)  because moved to adoption 2025-07-20, not used 2025-07-20 10:05 to 2025-08-19 10:05
   2025-12-20 10:05  at-risk → churned  detour lap 2  (churned)  because ended
  ~2026-01-19 10:05  churned → recycle  recycle lap 2 [churn]  (win-back)  because moved to churned 2025-12-20
  ~2026-01-19 10:05  owner growth (queue)  (stage-team)  because moved to recycle
  ~2026-04-19 10:05  recycle → sign-up  recycle lap 3  (next-lap)  because moved to recycle 2026-01-19
  ~2026-05-03 10:05  sign-up → recycle  recycle lap 3 [never-used]  (never-used)  because moved to sign-up 2026-04-19
  owner  growth (queue)
  stage  recycle  since ~2026-05-03 10:05  lap 3
  score  0 = fit 0 + behaviour 0
  subscription 32768 ended to 2025-08-20
  back   2026-07-03 10:05
  next   2026-07-03 10:05 return
story minami
   2025-09-01 00:00  (enter) → sign-up  enter  (enter)  because subscription-started
   2025-09-01 00:00  sign-up → onboarding  success  (self-serve)  because subscription-started
   2025-09-01 00:00  owner customer-success (queue)  (stage-team)  because moved to onboarding
   2025-09-10 00:00  onboarding → adoption  success  (onboarded)  because used
  ~2025-10-10 00:00  adoption → at-risk  detour  (fell-silent)  because moved to adoption 2025-09-10, not used 2025-09-10 00:00 to 2025-10-10 00:00
   2026-05-20 00:00  at-risk → adoption  loop  (uses-again)  because used
  owner  customer-success (queue)
  stage  adoption  since 2026-05-20 00:00  lap 1
  score  0 = fit 0 + behaviour 0
  subscription 32768 runs
  next   2026-06-19 00:00 play monthly-tips
story nishi
   2026-05-30 00:00  (enter) → sign-up  enter  (enter)  because captured
   2026-05-30 00:00  sign-up → trial  success  (first-use)  because used
   2026-05-30 00:00  owner product (queue)  (stage-team)  because moved to trial
  owner  product (queue)
  stage  trial  since 2026-05-30 00:00  lap 1
  score  0 = fit 0 + behaviour 0
  next   2026-06-02 00:00 play first-result-guide
flow 2025-06-01 2025-12-31
  sign-up       0 + 2 - 2 = 0  dwell 0.0 0.0
  recycle       0 + 1 - 1 = 0
  trial         0 + 2 - 2 = 0  dwell 0.0 0.0
  activated     0 + 1 - 1 = 0  dwell 2.0 2.0
  pql           0 + 1 - 1 = 0  dwell 3.0 3.0
  onboarding    0 + 2 - 2 = 0  dwell 4.5 8.1
  adoption      0 + 2 - 2 = 0
  at-risk       0 + 2 - 1 = 1  overdue 1
  churned       0 + 1 - 0 = 1
  · → sign-up enter 2
  sign-up → trial success 1
  sign-up → onboarding success 1
  recycle → trial recycle 1
  trial → recycle recycle 1
  trial → activated success 1
  activated → pql success 1
  pql → onboarding success 1
  onboarding → adoption success 2
  adoption → at-risk detour 2
  at-risk → churned detour 1
funnel sign-up onboarding
  total      2 of 3  rate 6667  days 1200 2400 3600 4320
gaps
  none
