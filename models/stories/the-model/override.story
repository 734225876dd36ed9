# A person puts an account where it belongs, and says why.
model the-model
member kato inside-sales

2026-05-11 09:00 kita captured
2026-05-11 10:00 kita kato overridden to=proposal reason=other
story kita
   2026-05-11 09:00  (enter) → lead  enter  (enter)  because captured
   2026-05-11 10:00  lead → proposal  override [other]  (override)  because overridden
   2026-05-11 10:00  owner field-sales (queue)  (stage-team)  because moved to proposal
  owner  field-sales (queue)
  stage  proposal  since 2026-05-11 10:00  lap 1
  score  0 = fit 0 + behaviour 0
  next   2026-06-22 10:00 work proposal
2026-05-11 10:10 kita kato overridden to=awareness
  refused: the model has no such stage
2026-05-11 10:10 kita kato overridden to=nowhere
  refused: the model has no such stage
2026-05-12 10:00 kita kato overridden to=recycle reason=budget
story kita
   2026-05-12 10:00  proposal → recycle  override [budget]  (override)  because overridden
   2026-05-12 10:00  owner marketing (queue)  (stage-team)  because moved to recycle
  owner  marketing (queue)
  stage  recycle  since 2026-05-12 10:00  lap 1
  score  0 = fit 0 + behaviour 0
  back   2027-04-01 00:00
  next   2027-04-01 00:00 return
2026-05-12 11:00 kita kato overridden to=recycle reason=timing
2026-05-12 12:00 kita kato overridden to=mql
story kita
   2026-05-12 12:00  recycle → mql  override lap 2  (override)  because overridden
   2026-05-12 12:00  offered to inside-sales until 2026-05-12 17:00  because moved to mql
  owner  marketing (queue)
  stage  mql  since 2026-05-12 12:00  lap 2
  score  0 = fit 0 + behaviour 0
  next   2026-05-12 17:00 answer inside-sales
2026-05-12 13:00 kita kato overridden to=disqualified
story kita
   2026-05-12 13:00  mql → disqualified  override lap 2  (override)  because overridden
  owner  marketing (queue)
  stage  disqualified  since 2026-05-12 13:00  lap 2
  score  0 = fit 0 + behaviour 0
  next   nothing
