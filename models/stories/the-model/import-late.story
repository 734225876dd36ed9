# A fact of the past that comes after a person worked on the account does not reopen its history: it is late, and moves
# the account now. Before that, it does reopen it.
model the-model
member kato inside-sales
import 2026-05-11 09:00
2026-05-08 kita captured source=form
2026-05-08 minami captured source=form
end
2026-05-11 09:30 kita kato call-held outcome=talked
import 2026-05-11 10:00
2026-05-08 12:00 kita touched touch=hand-raise
2026-05-09 12:00 kita won
2026-05-08 12:00 minami touched touch=hand-raise
end
story kita
   2026-05-08 00:00  (enter) → lead  enter  (enter)  because captured
  ~2026-05-11 00:00  lead → nurture  success  (to-nurture)  because moved to lead 2026-05-08
   2026-05-11 09:30  nurture → contacting  success  (called-early)  because call-held talked
   2026-05-11 09:30  owner inside-sales (queue)  (stage-team)  because moved to contacting
   2026-05-11 09:30  owner inside-sales/kato  (first-contact)  because call-held talked
   2026-05-11 10:00  contacting → won  jump  (jump)  because won 2026-05-09
   2026-05-11 10:00  offered to customer-success until 2026-05-12 10:00  because moved to won
   2026-05-11 10:00  won → handover  success  (handover)  because handoff-offered
  owner  inside-sales/kato
  stage  handover  since 2026-05-11 10:00  lap 1
  score  89.159 = fit 0 + behaviour 89.159: hand-raise 89.159 by touched hand-raise 2026-05-08
  next   2026-05-12 10:00 answer customer-success
story minami
   2026-05-11 10:00  reopened  because touched hand-raise 2026-05-08
   2026-05-08 00:00  (enter) → lead  enter  (enter)  because captured
   2026-05-08 12:00  lead → mql  success  (mql)  because touched hand-raise
  ~2026-05-11 10:00  offered to inside-sales until 2026-05-11 15:00  because moved to mql 2026-05-08
  owner  marketing (queue)
  stage  mql  since 2026-05-08 12:00  lap 1  overdue
  score  89.159 = fit 0 + behaviour 89.159: hand-raise 89.159 by touched hand-raise 2026-05-08
  next   2026-05-11 15:00 answer inside-sales
# A fact dated after going live is late for every account.
2026-05-11 13:00 tick
import 2026-05-11 14:00
2026-05-11 12:00 minami kato call-held outcome=absent
end
story minami
   2026-05-11 14:00  owner inside-sales/kato  (first-contact)  because handoff-offered 2026-05-11, call-held absent 2026-05-11
   2026-05-11 14:00  mql → contacting  success  (accepted)  because call-held absent 2026-05-11
  owner  inside-sales/kato
  stage  contacting  since 2026-05-11 14:00  lap 1
  score  89.159 = fit 0 + behaviour 89.159: hand-raise 89.159 by touched hand-raise 2026-05-08
  next   2026-05-13 14:00 work contacting
flow 2026-05-01 2026-05-31
  lead          0 + 2 - 2 = 0  dwell 0.5 0.5
  nurture       0 + 1 - 1 = 0
  mql           0 + 1 - 1 = 0  dwell 3.1 3.1
  contacting    0 + 2 - 1 = 1  dwell 0.0 0.0
  won           0 + 1 - 1 = 0  dwell 0.0 0.0
  handover      0 + 1 - 0 = 1
  · → lead enter 2
  lead → nurture success 1
  lead → mql success 1
  nurture → contacting success 1
  mql → contacting success 1
  contacting → won jump 1
  won → handover success 1
