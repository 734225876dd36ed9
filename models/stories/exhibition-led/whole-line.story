# The whole line, from the booth to the renewal and the churn.
model exhibition-led
member kato inside-sales
member sato inside-sales
member takahashi field-sales
member suzuki customer-success

2026-04-09 10:00 kita/mori captured source=exhibition-spring
2026-04-09 10:00 kita/mori described rank=A employees=240 industry=manufacturing segment=mid
2026-04-09 10:00 kita/mori touched touch=booth
2026-04-09 16:00 kita/mori kato call-held outcome=appointment
2026-04-16 15:00 kita/mori takahashi meeting-held
2026-04-16 17:00 kita takahashi handoff-accepted team=field-sales
2026-04-27 17:00 kita takahashi proposal-sent amount=2400000
2026-05-20 17:00 kita takahashi won amount=2400000
2026-05-21 10:00 kita suzuki handoff-accepted team=customer-success
2026-05-22 10:00 kita subscription-started ends=2027-06-01 mrr=200000
2026-05-25 10:00 kita/mori suzuki step-done step=contacts
2026-05-25 10:10 kita/mori suzuki step-done step=support
2026-05-27 10:00 kita/mori suzuki step-done step=menu
2026-05-28 10:00 kita/mori suzuki step-done step=handover
story kita
   2026-04-09 10:00  (enter) → arrival  enter  (enter)  because captured
   2026-04-09 10:00  arrival → lead  success  (with-a-person)  because captured
   2026-04-09 10:00  owner marketing (queue)  (stage-team)  because moved to lead
   2026-04-09 10:00  lead → hot  success  (rank-a)  because described
   2026-04-09 10:00  offered to inside-sales until 2026-04-10 10:00  because moved to hot
   2026-04-09 16:00  owner inside-sales/kato  (first-contact)  because handoff-offered 2026-04-09, call-held appointment
   2026-04-09 16:00  hot → appointment  success  (appointment-made)  because call-held appointment
   2026-04-16 15:00  appointment → meeting  success  (meeting-held)  because meeting-held
   2026-04-16 15:00  offered to field-sales until 2026-04-20 15:00  because moved to meeting
   2026-04-16 15:00  owner field-sales/takahashi  (first-contact)  because meeting-held
   2026-04-16 17:00  meeting → qualified  success  (qualified)  because meeting-held 2026-04-16, handoff-accepted
   2026-04-27 17:00  qualified → proposal  success  (proposal-sent)  because proposal-sent
   2026-05-20 17:00  proposal → won  success  (won)  because won
   2026-05-20 17:00  offered to customer-success until 2026-05-21 17:00  because moved to won
   2026-05-20 17:00  won → handover  success  (handover)  because handoff-offered
   2026-05-21 10:00  handover → onboarding  success  (onboarding)  because handoff-accepted
   2026-05-25 10:00  owner customer-success/suzuki  (first-contact)  because handoff-accepted 2026-05-21, step-done contacts
   2026-05-28 10:00  onboarding → adoption  success  (onboarded)  because step-done contacts 2026-05-25, step-done support 2026-05-25, step-done menu 2026-05-27, step-done handover
  owner  customer-success/suzuki  co inside-sales/kato  co field-sales/takahashi
  stage  adoption  since 2026-05-28 10:00  lap 1
  score  66.446 = fit 60 + behaviour 6.446: size 40 by described 2026-04-09; industry 20 by described 2026-04-09; booth 6.446 by touched booth 2026-04-09
  subscription 32768 runs to 2027-06-01
  next   2026-08-26 10:00 play use-review
2027-03-03 00:00 tick
2027-04-20 10:00 kita suzuki renewed ends=2028-06-01
story kita
   2027-03-03 00:00  adoption → renewal  loop  (renewal-due)  because subscription-started 2026-05-22
   2027-04-20 10:00  renewal → adoption  loop  (renewed)  because renewed
  owner  customer-success/suzuki  co inside-sales/kato  co field-sales/takahashi
  stage  adoption  since 2027-04-20 10:00  lap 1
  score  60.003 = fit 60 + behaviour 0.003: size 40 by described 2026-04-09; industry 20 by described 2026-04-09; booth 0.003 by touched booth 2026-04-09
  subscription 32768 runs to 2028-06-01
  next   2027-07-19 10:00 play use-review
2028-06-01 10:00 kita ended reason=price
2028-07-01 10:00 tick
2028-09-29 10:00 tick
story kita
   2028-03-03 00:00  adoption → renewal  loop  (renewal-due)  because renewed 2027-04-20
   2028-06-01 10:00  renewal → churned  detour  (churned)  because ended
   2028-07-01 10:00  churned → recycle  recycle [churn]  (win-back)  because moved to churned 2028-06-01
   2028-09-29 10:00  recycle → nurture  recycle lap 2  (next-lap)  because captured 2026-04-09, moved to recycle 2028-07-01
  owner  customer-success/suzuki  co inside-sales/kato  co field-sales/takahashi
  stage  nurture  since 2028-09-29 10:00  lap 2
  score  60 = fit 60 + behaviour 0: size 40 by described 2026-04-09; industry 20 by described 2026-04-09
  subscription 32768 ended to 2028-06-01
  next   2028-10-29 10:00 play monthly-mail
funnel lead adoption
  total      1 of 1  rate 10000  days 4900 4900 4900 4900
gaps
  none
