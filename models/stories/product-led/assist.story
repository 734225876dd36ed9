# A PQL of a hundred people or more is offered to sales assist: taken within one business day, consulted, sent a quotation,
# won, handed over.
model product-led
member kato sales-assist
member sato sales-assist
member suzuki customer-success

2026-04-06 09:30 oki/mori captured source=search
2026-04-06 09:30 oki/mori described employees=600 industry=services
2026-04-06 10:00 oki/mori used signal=report amount=8
2026-04-07 10:00 oki/hara used signal=report amount=12
2026-04-09 10:00 oki/ueno used signal=report amount=35
story oki
   2026-04-06 09:30  (enter) → sign-up  enter  (enter)  because captured
   2026-04-06 10:00  sign-up → trial  success  (first-use)  because used
   2026-04-06 10:00  owner product (queue)  (stage-team)  because moved to trial
   2026-04-07 10:00  trial → activated  success  (activated-trial)  because used
   2026-04-09 10:00  activated → pql  success  (pql)  because used 2026-04-06, used 2026-04-07, used
   2026-04-09 10:00  pql → assist  success  (large)  because described 2026-04-06, not returned 2026-04-06 09:30 to 2026-04-09 10:00, not lapsed 2026-04-06 09:30 to 2026-04-09 10:00
   2026-04-09 10:00  owner sales-assist (queue)  (stage-team)  because moved to assist
   2026-04-09 10:00  offered to sales-assist until 2026-04-10 10:00  because moved to assist
  owner  sales-assist (queue)
  stage  assist  since 2026-04-09 10:00  lap 1
  score  55 = fit 55 + behaviour 0: size 40 by described 2026-04-06; industry 15 by described 2026-04-06
  next   2026-04-10 10:00 answer sales-assist
2026-04-09 16:00 oki/mori kato call-held outcome=talked minutes=15
2026-04-14 14:00 oki/mori kato meeting-held minutes=60
2026-04-16 18:00 oki kato proposal-sent amount=3600000
2026-05-14 11:00 oki kato won amount=3600000
story oki
   2026-04-09 16:00  owner sales-assist/kato  (first-contact)  because handoff-offered 2026-04-09, call-held talked
   2026-04-09 16:00  assist → consulting  success  (accepted)  because call-held talked
   2026-04-16 18:00  consulting → proposal  success  (proposal-sent)  because proposal-sent
   2026-05-14 11:00  proposal → won  success  (won)  because won
   2026-05-14 11:00  offered to customer-success until 2026-05-15 11:00  because moved to won
  owner  sales-assist/kato
  stage  won  since 2026-05-14 11:00  lap 1
  score  55 = fit 55 + behaviour 0: size 40 by described 2026-04-06; industry 15 by described 2026-04-06
  next   2026-05-15 11:00 answer customer-success
2026-05-15 10:00 oki/mori suzuki step-done step=admin
2026-05-18 10:00 oki subscription-started ends=2026-06-18 mrr=300000
2026-05-18 11:00 oki/mori suzuki step-done step=support
2026-05-19 11:00 oki/mori suzuki step-done step=menu
2026-05-28 11:00 oki/mori suzuki step-done step=roll-out
story oki
   2026-05-15 10:00  owner customer-success/suzuki  (first-contact)  because handoff-offered 2026-05-14, step-done admin
   2026-05-15 10:00  won → onboarding  success  (contract-began)  because step-done admin
   2026-05-28 11:00  onboarding → adoption  success  (onboarded)  because step-done admin 2026-05-15, step-done support 2026-05-18, step-done menu 2026-05-19, step-done roll-out
  owner  customer-success/suzuki  co sales-assist/kato
  stage  adoption  since 2026-05-28 11:00  lap 1
  score  55 = fit 55 + behaviour 0: size 40 by described 2026-04-06; industry 15 by described 2026-04-06
  subscription 32768 runs to 2026-06-18
  next   2026-06-27 11:00 play monthly-tips
gaps
  none
