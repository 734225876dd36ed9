# The customer: months renew by themselves and move nobody; use falls silent and comes back; much use by many is an
# expansion, proposed once a quarter at most; the contract ends, and three months and a half later it is asked back.
model product-led
member kato sales-assist
member sato sales-assist
member suzuki customer-success

import 2026-05-01 09:00
2026-01-05 09:00 kita/mori captured source=search
2026-01-05 10:00 kita/mori used signal=report amount=12
2026-01-12 10:00 kita subscription-started ends=2026-02-12 mrr=30000
2026-02-12 00:00 kita renewed ends=2026-03-12 mrr=30000
2026-03-12 00:00 kita renewed ends=2026-04-12 mrr=30000
2026-04-12 00:00 kita renewed ends=2026-05-12 mrr=30000
2026-04-20 10:00 kita/mori used signal=report amount=5
end
story kita
   2026-01-05 09:00  (enter) → sign-up  enter  (enter)  because captured
   2026-01-05 10:00  sign-up → trial  success  (first-use)  because used
   2026-01-05 10:00  trial → activated  success  (activated-trial)  because used
   2026-01-05 10:00  owner product (queue)  (stage-team)  because moved to activated
   2026-01-12 10:00  activated → onboarding  success  (self-serve)  because subscription-started
   2026-01-12 10:00  owner customer-success (queue)  (stage-team)  because moved to onboarding
   2026-02-12 00:00  onboarding → adoption  success  (onboarded)  because renewed
  ~2026-03-14 00:00  adoption → at-risk  detour  (fell-silent)  because moved to adoption 2026-02-12, not used 2026-02-12 00:00 to 2026-03-14 00:00
   2026-04-20 10:00  at-risk → adoption  loop  (uses-again)  because used
  owner  customer-success (queue)
  stage  adoption  since 2026-04-20 10:00  lap 1
  score  0 = fit 0 + behaviour 0
  subscription 32768 runs to 2026-05-12
  next   2026-05-20 10:00 play monthly-tips
2026-05-12 00:05 kita renewed ends=2026-06-12 mrr=30000
2026-05-20 10:00 tick
story kita
   2026-05-20 10:00  adoption → at-risk  detour  (fell-silent)  because moved to adoption 2026-04-20, not used 2026-04-20 10:00 to 2026-05-20 10:00
  owner  customer-success (queue)
  stage  at-risk  since 2026-05-20 10:00  lap 1
  score  0 = fit 0 + behaviour 0
  subscription 32768 runs to 2026-06-12
  next   2026-05-22 10:00 work at-risk
2026-05-21 10:00 kita/mori suzuki call-held outcome=talked
2026-05-25 10:00 kita/mori used signal=report amount=3
story kita
   2026-05-21 10:00  owner customer-success/suzuki  (first-contact)  because call-held talked
   2026-05-25 10:00  at-risk → adoption  loop  (uses-again)  because used
  owner  customer-success/suzuki
  stage  adoption  since 2026-05-25 10:00  lap 1
  score  0 = fit 0 + behaviour 0
  subscription 32768 runs to 2026-06-12
  next   2026-06-24 10:00 play monthly-tips
2026-06-20 10:00 kita/mori used signal=report amount=2
2026-06-29 10:00 kita/m1 used signal=report amount=60
2026-06-29 10:01 kita/m2 used signal=report amount=60
2026-06-29 10:02 kita/m3 used signal=report amount=60
2026-06-29 10:03 kita/m4 used signal=report amount=60
2026-06-29 10:04 kita/m5 used signal=report amount=60
2026-06-29 10:05 kita/m6 used signal=report amount=60
2026-06-29 10:06 kita/m7 used signal=report amount=60
2026-06-29 10:07 kita/m8 used signal=report amount=60
2026-06-29 10:08 kita/m9 used signal=report amount=30
story kita
   2026-06-29 10:08  adoption → expansion  success  (expansion)  because moved to adoption 2026-05-25, used 2026-06-20, used 2026-06-29, used 2026-06-29, used 2026-06-29, used 2026-06-29, used 2026-06-29, used 2026-06-29, used 2026-06-29, used 2026-06-29, used
  owner  customer-success/suzuki
  stage  expansion  since 2026-06-29 10:08  lap 1
  score  0 = fit 0 + behaviour 0
  subscription 32768 runs to 2026-06-12
  next   2026-07-13 10:08 work expansion
# A second contract beside the first: an opportunity of a customer, which moves the main position nowhere.
2026-07-06 10:00 kita suzuki opened opportunity=7 amount=600000
2026-07-13 10:00 kita suzuki won opportunity=7 amount=600000
story kita
   2026-07-06 10:00  side 7: (enter) → consulting  enter  (side-opened)  because opened
   2026-07-13 10:00  side 7: consulting → won  success  (won)  because won
   2026-07-13 10:00  side 7: won → (leave)  success  (side-closed)  because won
  owner  customer-success/suzuki
  stage  expansion  since 2026-06-29 10:08  lap 1
  score  0 = fit 0 + behaviour 0
  subscription 32768 runs to 2026-06-12
  next   2026-07-13 10:08 work expansion
2026-07-20 10:00 kita/mori used signal=report amount=80
2026-08-15 10:00 kita/m1 used signal=report amount=80
2026-08-29 10:09 tick
story kita
   2026-08-28 10:08  expansion → adoption  loop  (expansion-over)  because moved to expansion 2026-06-29
  owner  customer-success/suzuki
  stage  adoption  since 2026-08-28 10:08  lap 1
  score  0 = fit 0 + behaviour 0
  subscription 32768 runs to 2026-06-12
  next   2026-09-27 10:08 play monthly-tips
2026-09-12 00:00 kita ended reason=missing-feature
2026-12-31 00:00 tick
2027-01-10 00:00 tick
story kita
   2026-09-12 00:00  adoption → churned  detour  (churned)  because ended
   2026-10-12 00:00  churned → recycle  recycle [churn]  (win-back)  because moved to churned 2026-09-12
   2027-01-10 00:00  recycle → sign-up  recycle lap 2  (next-lap)  because moved to recycle 2026-10-12
  owner  customer-success/suzuki
  stage  sign-up  since 2027-01-10 00:00  lap 2
  score  0 = fit 0 + behaviour 0
  subscription 32768 ended to 2026-06-12
  next   2027-01-13 00:00 play getting-started-mail
flow 2026-05-01 2026-12-31
  recycle       0 + 1 - 0 = 1
  consulting    0 + 1 - 1 = 0  dwell 7.0 7.0
  won           0 + 1 - 1 = 0  dwell 0.0 0.0
  adoption      1 + 2 - 3 = 0  dwell 30.0 34.0
  expansion     0 + 1 - 1 = 0  dwell 60.0 60.0
  at-risk       0 + 1 - 1 = 0  dwell 5.0 5.0
  churned       0 + 1 - 1 = 0  dwell 30.0 30.0
  · → consulting enter 1
  consulting → won success 1
  won → · success 1
  adoption → expansion success 1
  adoption → at-risk detour 1
  adoption → churned detour 1
  expansion → adoption loop 1
  at-risk → adoption loop 1
  churned → recycle recycle 1
gaps
  none
