# What cannot be stated is refused, and nothing is appended.
model the-model
member kato inside-sales
member takahashi field-sales

2026-05-11 09:00 kita captured
2026-05-11 09:10 kita kato handoff-accepted team=inside-sales
  refused: nothing was offered to this team
2026-05-11 09:10 kita kato handoff-accepted team=nobody
  refused: the model has no such team
2026-05-11 09:10 kita assigned team=inside-sales member=takahashi
  refused: the member is not in the team
2026-05-11 09:10 kita kato call-held outcome=talked on=2026-05-12T09:00
  refused: it lies in the future
2026-05-11 09:10 kita kato call-held outcome=talked on=1900-01-01
  refused: it lies outside the calendar
2026-05-11 09:10 kita went-live
  refused: only the model writes facts of this kind
2026-05-11 09:11 kita touched touch=hand-raise
2026-05-11 09:12 kita takahashi handoff-accepted team=inside-sales
  refused: the member is not in the team
2026-05-11 09:12 kita takahashi handoff-accepted team=field-sales
  refused: nothing was offered to this team
story kita
   2026-05-11 09:00  (enter) → lead  enter  (enter)  because captured
   2026-05-11 09:11  lead → mql  success  (mql)  because touched hand-raise
   2026-05-11 09:11  offered to inside-sales until 2026-05-11 14:11  because moved to mql
  owner  marketing (queue)
  stage  mql  since 2026-05-11 09:11  lap 1
  score  120 = fit 0 + behaviour 120: hand-raise 120 by touched hand-raise 2026-05-11
  next   2026-05-11 14:11 answer inside-sales
