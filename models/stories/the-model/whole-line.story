# A form lead is nurtured, becomes an MQL, is accepted, met, won, onboarded, used and renewed: every standing.
model the-model
member kato inside-sales
member takahashi field-sales
member suzuki customer-success

2026-05-11 09:30 kita captured source=form
2026-05-11 09:30 kita described employees=120 industry=it segment=mid
2026-05-11 09:31 kita touched touch=form
story kita
   2026-05-11 09:30  (enter) → lead  enter  (enter)  because captured
   2026-05-11 09:31  lead → nurture  success  (to-nurture)  because touched form
  owner  marketing (queue)
  stage  nurture  since 2026-05-11 09:31  lap 1
  score  100 = fit 60 + behaviour 40: size 40 by described 2026-05-11; industry 20 by described 2026-05-11; form 40 by touched form
  next   2026-06-10 09:31 play monthly-mail
2026-05-18 14:00 kita touched touch=seminar
story kita
   2026-05-18 14:00  nurture → mql  success  (mql)  because described 2026-05-11, touched form 2026-05-11, touched seminar
   2026-05-18 14:00  offered to inside-sales until 2026-05-18 18:00  because moved to mql
  owner  marketing (queue)
  stage  mql  since 2026-05-18 14:00  lap 1
  score  124.026 = fit 60 + behaviour 64.026: size 40 by described 2026-05-11; industry 20 by described 2026-05-11; form 34.026 by touched form 2026-05-11; seminar 30 by touched seminar
  next   2026-05-18 18:00 answer inside-sales
2026-05-18 15:00 kita kato handoff-accepted team=inside-sales
2026-05-19 09:00 kita kato call-held outcome=talked
2026-05-20 10:00 kita kato call-held outcome=appointment
2026-05-20 10:00 kita kato appointment-made for=2026-05-27T14:00 with=takahashi
story kita
   2026-05-18 15:00  mql → contacting  success  (accepted)  because handoff-accepted
   2026-05-18 15:00  owner inside-sales (queue)  (stage-team)  because moved to contacting
   2026-05-19 09:00  owner inside-sales/kato  (first-contact)  because handoff-accepted 2026-05-18, call-held talked
   2026-05-20 10:00  contacting → appointment  success  (appointment-made)  because call-held appointment
  owner  inside-sales/kato
  stage  appointment  since 2026-05-20 10:00  lap 1
  score  121.579 = fit 60 + behaviour 61.579: size 40 by described 2026-05-11; industry 20 by described 2026-05-11; form 32.490 by touched form 2026-05-11; seminar 29.089 by touched seminar 2026-05-18
  next   2026-05-27 10:00 play appointment-reminder
2026-05-27 15:00 kita takahashi meeting-held
2026-05-28 09:00 kita takahashi handoff-accepted team=field-sales
2026-05-29 09:00 kita takahashi touched touch=visit
2026-06-05 16:00 kita takahashi proposal-sent amount=1200000
2026-06-30 11:00 kita takahashi won amount=1200000
story kita
   2026-05-27 15:00  appointment → meeting  success  (meeting-held)  because meeting-held
   2026-05-27 15:00  offered to field-sales until 2026-05-29 15:00  because moved to meeting
   2026-05-27 15:00  owner field-sales/takahashi  (first-contact)  because meeting-held
   2026-05-28 09:00  meeting → qualified  success  (qualified)  because meeting-held 2026-05-27, handoff-accepted
   2026-06-05 16:00  qualified → proposal  success  (proposal-sent)  because proposal-sent
   2026-06-30 11:00  proposal → won  success  (won)  because won
   2026-06-30 11:00  offered to customer-success until 2026-07-01 11:00  because moved to won
   2026-06-30 11:00  won → handover  success  (handover)  because handoff-offered
  owner  field-sales/takahashi  co inside-sales/kato
  stage  handover  since 2026-06-30 11:00  lap 1
  score  88.478 = fit 60 + behaviour 28.478: size 40 by described 2026-05-11; industry 20 by described 2026-05-11; form 12.599 by touched form 2026-05-11; seminar 15.469 by touched seminar 2026-05-18; visit 0.410 by touched visit 2026-05-29
  next   2026-07-01 11:00 answer customer-success
2026-07-01 10:00 kita suzuki handoff-accepted team=customer-success
2026-07-01 11:00 kita subscription-started ends=2027-07-01 mrr=100000
2026-07-02 10:00 kita suzuki step-done step=contacts
2026-07-02 10:10 kita suzuki step-done step=support
2026-07-03 10:00 kita suzuki step-done step=menu
story kita
   2026-07-01 10:00  handover → onboarding  success  (onboarding)  because handoff-accepted
   2026-07-02 10:00  owner customer-success/suzuki  (first-contact)  because handoff-accepted 2026-07-01, step-done contacts
  owner  customer-success/suzuki  co inside-sales/kato  co field-sales/takahashi
  stage  onboarding  since 2026-07-01 10:00  lap 1
  score  86.878 = fit 60 + behaviour 26.878: size 40 by described 2026-05-11; industry 20 by described 2026-05-11; form 11.755 by touched form 2026-05-11; seminar 14.770 by touched seminar 2026-05-18; visit 0.353 by touched visit 2026-05-29
  subscription 32768 runs to 2027-07-01
  next   2026-07-06 10:00 step handover
2026-07-06 10:00 kita suzuki step-done step=handover
2026-09-01 00:00 tick
story kita
   2026-07-06 10:00  onboarding → adoption  success  (onboarded)  because step-done contacts 2026-07-02, step-done support 2026-07-02, step-done menu 2026-07-03, step-done handover
  owner  customer-success/suzuki  co inside-sales/kato  co field-sales/takahashi
  stage  adoption  since 2026-07-06 10:00  lap 1
  score  68.817 = fit 60 + behaviour 8.817: size 40 by described 2026-05-11; industry 20 by described 2026-05-11; form 2.938 by touched form 2026-05-11; seminar 5.861 by touched seminar 2026-05-18; visit 0.018 by touched visit 2026-05-29
  subscription 32768 runs to 2027-07-01
  next   2026-10-04 10:00 play use-review
2027-04-05 00:00 tick
story kita
   2027-04-02 00:00  adoption → renewal  loop  (renewal-due)  because subscription-started 2026-07-01
  owner  customer-success/suzuki  co inside-sales/kato  co field-sales/takahashi
  stage  renewal  since 2027-04-02 00:00  lap 1
  score  60.229 = fit 60 + behaviour 0.229: size 40 by described 2026-05-11; industry 20 by described 2026-05-11; form 0.019 by touched form 2026-05-11; seminar 0.210 by touched seminar 2026-05-18
  subscription 32768 runs to 2027-07-01
  next   2027-06-30 18:00 work renewal
2027-06-01 10:00 kita renewed ends=2028-07-01
2027-07-01 00:00 tick
story kita
   2027-06-01 10:00  renewal → adoption  loop  (renewed)  because renewed
  owner  customer-success/suzuki  co inside-sales/kato  co field-sales/takahashi
  stage  adoption  since 2027-06-01 10:00  lap 1
  score  60.057 = fit 60 + behaviour 0.057: size 40 by described 2026-05-11; industry 20 by described 2026-05-11; form 0.002 by touched form 2026-05-11; seminar 0.055 by touched seminar 2026-05-18
  subscription 32768 runs to 2028-07-01
  next   2027-08-30 10:00 play use-review
flow 2026-05-01 2027-06-30
  lead          0 + 1 - 1 = 0  dwell 0.0 0.0
  nurture       0 + 1 - 1 = 0  dwell 7.2 7.2
  mql           0 + 1 - 1 = 0  dwell 0.0 0.0
  contacting    0 + 1 - 1 = 0  dwell 1.8 1.8
  appointment   0 + 1 - 1 = 0  dwell 7.2 7.2
  meeting       0 + 1 - 1 = 0  dwell 0.8 0.8
  qualified     0 + 1 - 1 = 0  dwell 8.3 8.3
  proposal      0 + 1 - 1 = 0  dwell 24.8 24.8
  won           0 + 1 - 1 = 0  dwell 0.0 0.0
  handover      0 + 1 - 1 = 0  dwell 1.0 1.0
  onboarding    0 + 1 - 1 = 0  dwell 5.0 5.0
  adoption      0 + 2 - 1 = 1  dwell 269.6 269.6
  renewal       0 + 1 - 1 = 0  dwell 60.4 60.4
  · → lead enter 1
  lead → nurture success 1
  nurture → mql success 1
  mql → contacting success 1
  contacting → appointment success 1
  appointment → meeting success 1
  meeting → qualified success 1
  qualified → proposal success 1
  proposal → won success 1
  won → handover success 1
  handover → onboarding success 1
  onboarding → adoption success 1
  adoption → renewal loop 1
  renewal → adoption loop 1
gaps
  none
