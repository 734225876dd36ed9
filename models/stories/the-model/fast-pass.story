# Hot and a good fit: with a reserved slot of field sales it goes there at once, without one the normal way.
model the-model
member takahashi field-sales
member kato inside-sales

2026-05-11 09:00 kita captured source=form
2026-05-11 09:01 kita described employees=300 industry=it
2026-05-11 09:05 kita slot-reserved member=takahashi for=2026-05-11T14:00
2026-05-11 09:10 kita touched touch=hand-raise
story kita
   2026-05-11 09:00  (enter) → lead  enter  (enter)  because captured
   2026-05-11 09:10  lead → meeting  fast  (fast-pass)  because described 2026-05-11, slot-reserved 2026-05-11, touched hand-raise
   2026-05-11 09:10  owner field-sales (queue)  (stage-team)  because moved to meeting
   2026-05-11 09:10  offered to field-sales until 2026-05-13 09:10  because moved to meeting
  owner  field-sales (queue)
  stage  meeting  since 2026-05-11 09:10  lap 1
  score  180 = fit 60 + behaviour 120: size 40 by described 2026-05-11; industry 20 by described 2026-05-11; hand-raise 120 by touched hand-raise
  next   2026-05-13 09:10 answer field-sales
# The customer does not come: as after every no-show.
2026-05-11 14:30 kita takahashi meeting-missed
story kita
   2026-05-11 14:30  meeting → contacting  detour  (no-show-of-fast-pass)  because meeting-missed, not meeting-held 2026-05-11 09:00 to 2026-05-11 14:30
   2026-05-11 14:30  owner inside-sales (queue)  (stage-team)  because moved to contacting
  owner  inside-sales (queue)
  stage  contacting  since 2026-05-11 14:30  lap 1
  score  180 = fit 60 + behaviour 120: size 40 by described 2026-05-11; industry 20 by described 2026-05-11; hand-raise 120 by touched hand-raise 2026-05-11
  next   2026-05-13 14:30 work contacting
2026-05-12 09:00 kita takahashi slot-reserved member=takahashi for=2026-05-13T14:00
story kita
  owner  inside-sales (queue)
  stage  contacting  since 2026-05-11 14:30  lap 1
  score  168.686 = fit 60 + behaviour 108.686: size 40 by described 2026-05-11; industry 20 by described 2026-05-11; hand-raise 108.686 by touched hand-raise 2026-05-11
  next   2026-05-13 14:30 work contacting
2026-05-13 14:30 kita takahashi meeting-missed
story kita
   2026-05-13 14:30  contacting → recycle  recycle [no-show]  (second-no-show)  because meeting-missed 2026-05-11, meeting-missed
   2026-05-13 14:30  owner marketing (queue)  (stage-team)  because moved to recycle
  owner  marketing (queue)
  stage  recycle  since 2026-05-13 14:30  lap 1
  score  158.440 = fit 60 + behaviour 98.440: size 40 by described 2026-05-11; industry 20 by described 2026-05-11; hand-raise 98.440 by touched hand-raise 2026-05-11
  back   2026-06-13 14:30
  next   2026-06-13 14:30 return

# Without a slot it is an MQL, however hot; a slot found while the offer waits makes it a fast pass after all.
model the-model
member takahashi field-sales
member kato inside-sales
2026-05-11 09:00 minami captured source=form
2026-05-11 09:01 minami described employees=300 industry=it
2026-05-11 09:10 minami touched touch=hand-raise
story minami
   2026-05-11 09:00  (enter) → lead  enter  (enter)  because captured
   2026-05-11 09:10  lead → mql  success  (mql)  because touched hand-raise
   2026-05-11 09:10  offered to inside-sales until 2026-05-11 14:10  because moved to mql
  owner  marketing (queue)
  stage  mql  since 2026-05-11 09:10  lap 1
  score  180 = fit 60 + behaviour 120: size 40 by described 2026-05-11; industry 20 by described 2026-05-11; hand-raise 120 by touched hand-raise
  next   2026-05-11 14:10 answer inside-sales
2026-05-11 09:20 minami slot-reserved member=takahashi for=2026-05-11T15:00
story minami
   2026-05-11 09:20  mql → meeting  fast  (fast-pass)  because described 2026-05-11, touched hand-raise 2026-05-11, slot-reserved
   2026-05-11 09:20  owner field-sales (queue)  (stage-team)  because moved to meeting
   2026-05-11 09:20  offered to field-sales until 2026-05-13 09:20  because moved to meeting
  owner  field-sales (queue)
  stage  meeting  since 2026-05-11 09:20  lap 1
  score  180 = fit 60 + behaviour 120: size 40 by described 2026-05-11; industry 20 by described 2026-05-11; hand-raise 120 by touched hand-raise 2026-05-11
  next   2026-05-13 09:20 answer field-sales
2026-05-11 16:00 minami takahashi meeting-held
2026-05-11 17:00 minami takahashi handoff-accepted team=field-sales
story minami
   2026-05-11 16:00  owner field-sales/takahashi  (first-contact)  because handoff-offered 2026-05-11, meeting-held
   2026-05-11 17:00  meeting → qualified  success  (qualified)  because meeting-held 2026-05-11, handoff-accepted
  owner  field-sales/takahashi
  stage  qualified  since 2026-05-11 17:00  lap 1
  score  180 = fit 60 + behaviour 120: size 40 by described 2026-05-11; industry 20 by described 2026-05-11; hand-raise 120 by touched hand-raise 2026-05-11
  next   2026-05-25 17:00 work qualified

# A slot that was given back is none.
model the-model
member takahashi field-sales
2026-05-11 10:00 nishi captured source=form
2026-05-11 10:01 nishi described employees=300 industry=it
2026-05-11 10:05 nishi slot-reserved member=takahashi for=2026-05-11T16:00
2026-05-11 10:06 nishi slot-released member=takahashi for=2026-05-11T16:00
2026-05-11 10:10 nishi touched touch=hand-raise
story nishi
   2026-05-11 10:00  (enter) → lead  enter  (enter)  because captured
   2026-05-11 10:10  lead → mql  success  (mql)  because touched hand-raise
   2026-05-11 10:10  offered to inside-sales until 2026-05-11 15:10  because moved to mql
  owner  marketing (queue)
  stage  mql  since 2026-05-11 10:10  lap 1
  score  180 = fit 60 + behaviour 120: size 40 by described 2026-05-11; industry 20 by described 2026-05-11; hand-raise 120 by touched hand-raise
  next   2026-05-11 15:10 answer inside-sales

# A poor fit with a slot stays an MQL.
model the-model
member takahashi field-sales
2026-05-11 10:00 higashi captured source=form
2026-05-11 10:05 higashi slot-reserved member=takahashi for=2026-05-11T16:30
2026-05-11 10:10 higashi touched touch=hand-raise
story higashi
   2026-05-11 10:00  (enter) → lead  enter  (enter)  because captured
   2026-05-11 10:10  lead → mql  success  (mql)  because touched hand-raise
   2026-05-11 10:10  offered to inside-sales until 2026-05-11 15:10  because moved to mql
  owner  marketing (queue)
  stage  mql  since 2026-05-11 10:10  lap 1
  score  120 = fit 0 + behaviour 120: hand-raise 120 by touched hand-raise
  next   2026-05-11 15:10 answer inside-sales
