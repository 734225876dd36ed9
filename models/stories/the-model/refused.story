# Who refuses is left alone, in whatever stage or lap; consent can be given back.
model the-model
member kato inside-sales
member takahashi field-sales

2026-05-11 09:00 lead captured
2026-05-11 09:05 lead consented given=no
story lead
   2026-05-11 09:00  (enter) → lead  enter  (enter)  because captured
   2026-05-11 09:05  lead → disqualified  detour  (refused)  because consented
  owner  marketing (queue)
  stage  disqualified  since 2026-05-11 09:05  lap 1
  score  0 = fit 0 + behaviour 0
  refused by everybody
  next   nothing

# Ruled out with consent given back later: it stays out until an outcome is seen.
2026-05-14 10:00 lead consented given=yes
2026-05-15 10:00 lead touched touch=hand-raise
story lead
  owner  marketing (queue)
  stage  disqualified  since 2026-05-11 09:05  lap 1
  score  120 = fit 0 + behaviour 120: hand-raise 120 by touched hand-raise
  next   nothing
2026-05-16 10:00 lead takahashi opened
story lead
   2026-05-16 10:00  disqualified → meeting  jump  (jump)  because opened
   2026-05-16 10:00  owner field-sales (queue)  (stage-team)  because moved to meeting
   2026-05-16 10:00  offered to field-sales until 2026-05-19 18:00  because moved to meeting
   2026-05-16 10:00  owner field-sales/takahashi  (first-contact)  because opened
  owner  field-sales/takahashi
  stage  meeting  since 2026-05-16 10:00  lap 1
  score  108.686 = fit 0 + behaviour 108.686: hand-raise 108.686 by touched hand-raise 2026-05-15
  next   2026-05-19 18:00 answer field-sales

model the-model
member kato inside-sales
member takahashi field-sales
2026-05-11 09:00 called captured
2026-05-11 09:10 called touched touch=hand-raise
2026-05-11 09:30 called kato call-held outcome=refused
story called
   2026-05-11 09:00  (enter) → lead  enter  (enter)  because captured
   2026-05-11 09:10  lead → mql  success  (mql)  because touched hand-raise
   2026-05-11 09:10  offered to inside-sales until 2026-05-11 14:10  because moved to mql
   2026-05-11 09:30  owner inside-sales/kato  (first-contact)  because handoff-offered 2026-05-11, call-held refused
   2026-05-11 09:30  mql → disqualified  detour  (refused)  because call-held refused
  owner  inside-sales/kato
  stage  disqualified  since 2026-05-11 09:30  lap 1
  score  120 = fit 0 + behaviour 120: hand-raise 120 by touched hand-raise 2026-05-11
  refused by everybody
  next   nothing

model the-model
member kato inside-sales
member takahashi field-sales
# In a deal the talks go on, but when it is lost nobody comes back.
2026-05-11 09:00 deal captured
2026-05-11 09:30 deal takahashi opened
2026-05-11 10:00 deal consented given=no
story deal
   2026-05-11 09:00  (enter) → lead  enter  (enter)  because captured
   2026-05-11 09:30  lead → meeting  jump  (jump)  because opened
   2026-05-11 09:30  owner field-sales (queue)  (stage-team)  because moved to meeting
   2026-05-11 09:30  offered to field-sales until 2026-05-13 09:30  because moved to meeting
   2026-05-11 09:30  owner field-sales/takahashi  (first-contact)  because opened
  owner  field-sales/takahashi
  stage  meeting  since 2026-05-11 09:30  lap 1
  score  0 = fit 0 + behaviour 0
  refused by everybody
  next   2026-05-13 09:30 answer field-sales
2026-05-12 10:00 deal takahashi lost reason=price
story deal
   2026-05-12 10:00  meeting → recycle  recycle [price]  (lost)  because lost
   2026-05-12 10:00  recycle → disqualified  detour  (refused)  because consented 2026-05-11
  owner  field-sales/takahashi
  stage  disqualified  since 2026-05-12 10:00  lap 1
  score  0 = fit 0 + behaviour 0
  refused by everybody
  next   nothing

model the-model
member kato inside-sales
member takahashi field-sales
# Consent given back in time: the loss rests as every other.
2026-05-11 09:00 back captured
2026-05-11 09:30 back takahashi opened
2026-05-11 10:00 back consented given=no
2026-05-11 11:00 back consented given=yes
2026-05-12 10:00 back takahashi lost reason=price
story back
   2026-05-11 09:00  (enter) → lead  enter  (enter)  because captured
   2026-05-11 09:30  lead → meeting  jump  (jump)  because opened
   2026-05-11 09:30  owner field-sales (queue)  (stage-team)  because moved to meeting
   2026-05-11 09:30  offered to field-sales until 2026-05-13 09:30  because moved to meeting
   2026-05-11 09:30  owner field-sales/takahashi  (first-contact)  because opened
   2026-05-12 10:00  meeting → recycle  recycle [price]  (lost)  because lost
  owner  field-sales/takahashi
  stage  recycle  since 2026-05-12 10:00  lap 1
  score  0 = fit 0 + behaviour 0
  back   2026-11-12 10:00
  next   2026-11-12 10:00 return
# On the shelf.
2026-05-13 10:00 back consented given=no
story back
   2026-05-13 10:00  recycle → disqualified  detour  (refused)  because consented
  owner  field-sales/takahashi
  stage  disqualified  since 2026-05-13 10:00  lap 1
  score  0 = fit 0 + behaviour 0
  refused by everybody
  next   nothing

model the-model
member kato inside-sales
member takahashi field-sales
# One of two refuses: the other may still be written to.
2026-05-11 09:00 two/mori captured
2026-05-11 09:01 two/hara touched touch=form
2026-05-11 09:02 two/mori consented given=no
story two
   2026-05-11 09:00  (enter) → lead  enter  (enter)  because captured
   2026-05-11 09:01  lead → nurture  success  (to-nurture)  because touched form
  owner  marketing (queue)
  stage  nurture  since 2026-05-11 09:01  lap 1
  score  40 = fit 0 + behaviour 40: form 40 by touched form 2026-05-11
  refused by some, or in part
  next   2026-06-10 09:01 play monthly-mail
2026-05-11 09:03 two/hara consented given=no
story two
   2026-05-11 09:03  nurture → disqualified  detour  (refused)  because consented 2026-05-11, consented
  owner  marketing (queue)
  stage  disqualified  since 2026-05-11 09:03  lap 1
  score  40 = fit 0 + behaviour 40: form 40 by touched form 2026-05-11
  refused by everybody
  next   nothing

model the-model
member kato inside-sales
member takahashi field-sales
# Only mail is refused: no mail is proposed, and nothing else reaches it in nurture: a gap.
2026-05-11 09:00 mail captured
2026-05-11 09:01 mail touched touch=form
2026-05-11 09:02 mail consented given=no channel=mail
story mail
   2026-05-11 09:00  (enter) → lead  enter  (enter)  because captured
   2026-05-11 09:01  lead → nurture  success  (to-nurture)  because touched form
  owner  marketing (queue)
  stage  nurture  since 2026-05-11 09:01  lap 1
  score  40 = fit 0 + behaviour 40: form 40 by touched form 2026-05-11
  refused by some, or in part
  next   nothing: a gap
gaps
  mail

model the-model
member kato inside-sales
member takahashi field-sales
# A customer who refuses stays one, and is not called for a review of use.
2026-05-11 09:00 customer captured
2026-05-11 09:30 customer takahashi won
2026-05-11 09:30 customer subscription-started ends=2027-05-11
2026-05-11 09:40 customer activated
2026-05-11 10:00 customer consented given=no
story customer
   2026-05-11 09:00  (enter) → lead  enter  (enter)  because captured
   2026-05-11 09:30  lead → won  jump  (jump)  because won
   2026-05-11 09:30  owner field-sales (queue)  (stage-team)  because moved to won
   2026-05-11 09:30  offered to customer-success until 2026-05-12 09:30  because moved to won
   2026-05-11 09:30  won → handover  success  (handover)  because handoff-offered
   2026-05-11 09:30  owner customer-success (queue)  (stage-team)  because moved to handover
   2026-05-11 09:40  handover → adoption  success  (activated)  because activated
  owner  customer-success (queue)
  stage  adoption  since 2026-05-11 09:40  lap 1
  score  0 = fit 0 + behaviour 0
  subscription 32768 runs to 2027-05-11
  refused by everybody
  next   2027-02-10 00:00 window

model the-model
# Consent from before a refusal takes nothing back, however late it is told; what was said since does.
2026-05-11 09:00 late captured
2026-05-11 10:00 late consented given=no channel=mail
2026-05-12 09:00 late consented given=yes on=2026-05-11T09:30
story late
   2026-05-11 09:00  (enter) → lead  enter  (enter)  because captured
  owner  marketing (queue)
  stage  lead  since 2026-05-11 09:00  lap 1  overdue
  score  0 = fit 0 + behaviour 0
  refused by some, or in part
  next   2026-05-11 18:00 work lead
2026-05-12 09:30 late consented given=no channel=mail on=2026-05-12T09:20
2026-05-12 10:00 late consented given=yes on=2026-05-12T09:10
story late
  owner  marketing (queue)
  stage  lead  since 2026-05-11 09:00  lap 1  overdue
  score  0 = fit 0 + behaviour 0
  refused by some, or in part
  next   2026-05-11 18:00 work lead
2026-05-12 11:00 late consented given=yes channel=mail
story late
  owner  marketing (queue)
  stage  lead  since 2026-05-11 09:00  lap 1  overdue
  score  0 = fit 0 + behaviour 0
  next   2026-05-11 18:00 work lead
