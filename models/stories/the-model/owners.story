# The owner changes with the new one's first contact only; who was it stays as co-owner. An assignment takes effect at
# once in the team of the stage, else when a move brings the account there.
model the-model
member mori marketing
member kato inside-sales
member sato inside-sales
member takahashi field-sales

2026-05-11 09:00 kita captured
2026-05-11 09:01 kita assigned team=marketing member=mori
2026-05-11 09:02 kita assigned team=field-sales member=takahashi
2026-05-11 09:03 kita assigned team=inside-sales member=takahashi
  refused: the member is not in the team
story kita
   2026-05-11 09:00  (enter) → lead  enter  (enter)  because captured
  owner  marketing/mori  co field-sales/takahashi
  stage  lead  since 2026-05-11 09:00  lap 1
  score  0 = fit 0 + behaviour 0
  next   2026-05-11 18:00 work lead
2026-05-11 09:10 kita touched touch=hand-raise
2026-05-11 09:20 kita kato handoff-accepted team=inside-sales
story kita
   2026-05-11 09:10  lead → mql  success  (mql)  because touched hand-raise
   2026-05-11 09:10  offered to inside-sales until 2026-05-11 14:10  because moved to mql
   2026-05-11 09:20  mql → contacting  success  (accepted)  because handoff-accepted
  owner  marketing/mori  incoming inside-sales/kato  co field-sales/takahashi
  stage  contacting  since 2026-05-11 09:20  lap 1
  score  120 = fit 0 + behaviour 120: hand-raise 120 by touched hand-raise 2026-05-11
  next   2026-05-13 09:20 work contacting
# Somebody else's call is not the first contact of who took it.
2026-05-11 10:00 kita sato call-held outcome=absent
story kita
  owner  marketing/mori  incoming inside-sales/kato  co field-sales/takahashi
  stage  contacting  since 2026-05-11 09:20  lap 1
  score  120 = fit 0 + behaviour 120: hand-raise 120 by touched hand-raise 2026-05-11
  next   2026-05-13 09:20 work contacting
2026-05-11 11:00 kita kato call-held outcome=absent
story kita
   2026-05-11 11:00  owner inside-sales/kato  (first-contact)  because handoff-accepted 2026-05-11, call-held absent
  owner  inside-sales/kato  co field-sales/takahashi  co marketing/mori
  stage  contacting  since 2026-05-11 09:20  lap 1
  score  120 = fit 0 + behaviour 120: hand-raise 120 by touched hand-raise 2026-05-11
  next   2026-05-13 09:20 work contacting
2026-05-12 10:00 kita sato assigned team=inside-sales member=sato
story kita
  owner  inside-sales/sato  co field-sales/takahashi  co marketing/mori  co inside-sales/kato
  stage  contacting  since 2026-05-11 09:20  lap 1
  score  108.686 = fit 0 + behaviour 108.686: hand-raise 108.686 by touched hand-raise 2026-05-11
  next   2026-05-13 09:20 work contacting
2026-05-13 10:00 kita sato meeting-held
story kita
   2026-05-13 10:00  contacting → meeting  success  (meeting-held)  because meeting-held
   2026-05-13 10:00  owner field-sales/takahashi  (stage-team)  because assigned 2026-05-11, moved to meeting
   2026-05-13 10:00  offered to field-sales until 2026-05-15 10:00  because moved to meeting
  owner  field-sales/takahashi  co marketing/mori  co inside-sales/kato  co inside-sales/sato
  stage  meeting  since 2026-05-13 10:00  lap 1
  score  98.440 = fit 0 + behaviour 98.440: hand-raise 98.440 by touched hand-raise 2026-05-11
  next   2026-05-15 10:00 answer field-sales
# An assignment to a team without a member is to its queue.
2026-05-13 11:00 kita assigned team=field-sales
story kita
  owner  field-sales (queue)  co marketing/mori  co inside-sales/kato  co inside-sales/sato  co field-sales/takahashi
  stage  meeting  since 2026-05-13 10:00  lap 1
  score  98.440 = fit 0 + behaviour 98.440: hand-raise 98.440 by touched hand-raise 2026-05-11
  next   2026-05-15 10:00 answer field-sales
# The very first fact is an assignment.
2026-05-13 12:00 minami assigned team=marketing member=mori
story minami
   2026-05-13 12:00  (enter) → lead  enter  (enter)  because assigned
  owner  marketing/mori
  stage  lead  since 2026-05-13 12:00  lap 1
  score  0 = fit 0 + behaviour 0
  next   2026-05-14 12:00 work lead
# Inside sales takes an offer by calling, customer success by doing the first step.
2026-05-14 09:00 nishi captured
2026-05-14 09:00 nishi touched touch=hand-raise
2026-05-14 10:00 nishi kato call-held outcome=talked
story nishi
   2026-05-14 09:00  (enter) → lead  enter  (enter)  because captured
   2026-05-14 09:00  lead → mql  success  (mql)  because touched hand-raise
   2026-05-14 09:00  offered to inside-sales until 2026-05-14 14:00  because moved to mql
   2026-05-14 10:00  owner inside-sales/kato  (first-contact)  because handoff-offered 2026-05-14, call-held talked
   2026-05-14 10:00  mql → contacting  success  (accepted)  because call-held talked
  owner  inside-sales/kato
  stage  contacting  since 2026-05-14 10:00  lap 1
  score  120 = fit 0 + behaviour 120: hand-raise 120 by touched hand-raise 2026-05-14
  next   2026-05-17 10:00 play contact-calls
2026-05-15 00:00 tick
story nishi
  owner  inside-sales/kato
  stage  contacting  since 2026-05-14 10:00  lap 1
  score  108.686 = fit 0 + behaviour 108.686: hand-raise 108.686 by touched hand-raise 2026-05-14
  next   2026-05-17 10:00 play contact-calls

model the-model
member mori marketing
member kato inside-sales
member sato inside-sales
member takahashi field-sales
# Taken without saying by whom.
2026-05-14 09:00 higashi captured
2026-05-14 09:00 higashi touched touch=hand-raise
2026-05-14 10:00 higashi handoff-accepted team=inside-sales
2026-05-14 11:00 higashi kato call-held outcome=talked
story higashi
   2026-05-14 09:00  (enter) → lead  enter  (enter)  because captured
   2026-05-14 09:00  lead → mql  success  (mql)  because touched hand-raise
   2026-05-14 09:00  offered to inside-sales until 2026-05-14 14:00  because moved to mql
   2026-05-14 10:00  mql → contacting  success  (accepted)  because handoff-accepted
   2026-05-14 10:00  owner inside-sales (queue)  (stage-team)  because moved to contacting
   2026-05-14 11:00  owner inside-sales/kato  (first-contact)  because call-held talked
  owner  inside-sales/kato
  stage  contacting  since 2026-05-14 10:00  lap 1
  score  120 = fit 0 + behaviour 120: hand-raise 120 by touched hand-raise 2026-05-14
  next   2026-05-17 10:00 play contact-calls

# Who accepted and never called does not become owner much later, when it stands with somebody else.
model the-model
member kato inside-sales
member takahashi field-sales
2026-05-14 09:00 naka captured
2026-05-14 09:00 naka touched touch=hand-raise
2026-05-14 10:00 naka kato handoff-accepted team=inside-sales
2026-05-14 11:00 naka takahashi meeting-held
2026-05-14 11:30 naka takahashi handoff-accepted team=field-sales
2026-05-14 12:00 naka takahashi touched touch=visit
2026-05-15 12:00 naka kato touched touch=visit
story naka
   2026-05-14 09:00  (enter) → lead  enter  (enter)  because captured
   2026-05-14 09:00  lead → mql  success  (mql)  because touched hand-raise
   2026-05-14 09:00  offered to inside-sales until 2026-05-14 14:00  because moved to mql
   2026-05-14 10:00  mql → contacting  success  (accepted)  because handoff-accepted
   2026-05-14 10:00  owner inside-sales (queue)  (stage-team)  because moved to contacting
   2026-05-14 11:00  contacting → meeting  success  (meeting-held)  because meeting-held
   2026-05-14 11:00  owner field-sales (queue)  (stage-team)  because moved to meeting
   2026-05-14 11:00  offered to field-sales until 2026-05-18 11:00  because moved to meeting
   2026-05-14 11:00  owner field-sales/takahashi  (first-contact)  because meeting-held
   2026-05-14 11:30  meeting → qualified  success  (qualified)  because meeting-held 2026-05-14, handoff-accepted
  owner  field-sales/takahashi
  stage  qualified  since 2026-05-14 11:30  lap 1
  score  112.589 = fit 0 + behaviour 112.589: visit 3.903 by touched visit 2026-05-14, touched visit; hand-raise 108.686 by touched hand-raise 2026-05-14
  next   2026-05-28 11:30 work qualified
