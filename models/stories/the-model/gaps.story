# A gap is an account that nobody and nothing will touch. Each stage's next thing, and the two that have none.
model the-model
member takahashi field-sales

2026-05-11 09:00 lead captured
2026-05-11 09:01 nurture captured
2026-05-11 09:02 nurture touched touch=form
2026-05-11 09:03 mql captured
2026-05-11 09:04 mql touched touch=hand-raise
2026-05-11 09:05 contacting call-held outcome=talked
2026-05-11 09:06 appointment appointment-made for=2026-05-13T10:00
2026-05-11 09:07 meeting opened
2026-05-11 09:08 qualified overridden to=qualified
2026-05-11 09:09 proposal proposal-sent
2026-05-11 09:10 won won
2026-05-11 09:11 onboarding subscription-started
2026-05-11 09:12 adoption activated
2026-05-11 09:13 renewal subscription-started ends=2026-07-01
2026-05-11 09:14 renewal activated
2026-05-11 09:15 churned ended
2026-05-11 09:16 recycle rested reason=timing
2026-05-11 09:17 out disqualified
# No mail to nurture, no call for a review of use, and no end of the subscription to wait for.
2026-05-11 09:18 nomail captured
2026-05-11 09:19 nomail touched touch=form
2026-05-11 09:20 nomail consented given=no channel=mail
2026-05-11 09:21 nocall activated
2026-05-11 09:22 nocall consented given=no
gaps
  nomail nocall
story appointment
   2026-05-11 09:06  (enter) → lead  enter  (enter)  because appointment-made
   2026-05-11 09:06  lead → appointment  success  (appointment-made)  because appointment-made
   2026-05-11 09:06  owner inside-sales (queue)  (stage-team)  because moved to appointment
  owner  inside-sales (queue)
  stage  appointment  since 2026-05-11 09:06  lap 1
  score  0 = fit 0 + behaviour 0
  next   2026-05-13 10:00 meet
story meeting
   2026-05-11 09:07  (enter) → lead  enter  (enter)  because opened
   2026-05-11 09:07  lead → meeting  jump  (jump)  because opened
   2026-05-11 09:07  owner field-sales (queue)  (stage-team)  because moved to meeting
   2026-05-11 09:07  offered to field-sales until 2026-05-13 09:07  because moved to meeting
  owner  field-sales (queue)
  stage  meeting  since 2026-05-11 09:07  lap 1
  score  0 = fit 0 + behaviour 0
  next   2026-05-13 09:07 answer field-sales
story onboarding
   2026-05-11 09:11  (enter) → lead  enter  (enter)  because subscription-started
   2026-05-11 09:11  lead → handover  jump  (jump)  because subscription-started
   2026-05-11 09:11  owner customer-success (queue)  (stage-team)  because moved to handover
  owner  customer-success (queue)
  stage  handover  since 2026-05-11 09:11  lap 1
  score  0 = fit 0 + behaviour 0
  subscription 32768 runs
  next   2026-05-13 09:11 work handover
story adoption
   2026-05-11 09:12  (enter) → lead  enter  (enter)  because activated
   2026-05-11 09:12  lead → adoption  jump  (jump)  because activated
   2026-05-11 09:12  owner customer-success (queue)  (stage-team)  because moved to adoption
  owner  customer-success (queue)
  stage  adoption  since 2026-05-11 09:12  lap 1
  score  0 = fit 0 + behaviour 0
  next   2026-08-09 09:12 play use-review
story renewal
   2026-05-11 09:13  (enter) → lead  enter  (enter)  because subscription-started
   2026-05-11 09:13  lead → handover  jump  (jump)  because subscription-started
   2026-05-11 09:13  owner customer-success (queue)  (stage-team)  because moved to handover
   2026-05-11 09:14  handover → adoption  success  (activated)  because activated
   2026-05-11 09:14  adoption → renewal  loop  (renewal-due)  because subscription-started 2026-05-11
  owner  customer-success (queue)
  stage  renewal  since 2026-05-11 09:14  lap 1
  score  0 = fit 0 + behaviour 0
  subscription 32768 runs to 2026-07-01
  next   2026-08-04 09:14 work renewal
story churned
   2026-05-11 09:15  (enter) → lead  enter  (enter)  because ended
   2026-05-11 09:15  lead → churned  jump  (jump)  because ended
   2026-05-11 09:15  owner customer-success (queue)  (stage-team)  because moved to churned
  owner  customer-success (queue)
  stage  churned  since 2026-05-11 09:15  lap 1
  score  0 = fit 0 + behaviour 0
  subscription 32768 ended
  next   2026-06-10 09:15 window
story nomail
   2026-05-11 09:18  (enter) → lead  enter  (enter)  because captured
   2026-05-11 09:19  lead → nurture  success  (to-nurture)  because touched form
  owner  marketing (queue)
  stage  nurture  since 2026-05-11 09:19  lap 1
  score  40 = fit 0 + behaviour 40: form 40 by touched form 2026-05-11
  refused by some, or in part
  next   nothing: a gap
story nocall
   2026-05-11 09:21  (enter) → lead  enter  (enter)  because activated
   2026-05-11 09:21  lead → adoption  jump  (jump)  because activated
   2026-05-11 09:21  owner customer-success (queue)  (stage-team)  because moved to adoption
  owner  customer-success (queue)
  stage  adoption  since 2026-05-11 09:21  lap 1
  score  0 = fit 0 + behaviour 0
  refused by everybody
  next   nothing: a gap
