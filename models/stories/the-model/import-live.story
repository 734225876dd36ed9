# When an import ends its accounts go live: a waiting handoff is offered once, now; timers run and things go out.
model the-model
member kato inside-sales
member suzuki customer-success
import 2026-05-11 09:00
2026-05-01 11:00 kita captured source=form
2026-05-01 12:00 kita touched touch=hand-raise
2026-05-08 12:00 minami captured source=partner
2026-05-08 12:00 minami won amount=900000
end
story kita
   2026-05-01 11:00  (enter) → lead  enter  (enter)  because captured
   2026-05-01 12:00  lead → mql  success  (mql)  because touched hand-raise
  ~2026-05-11 09:00  offered to inside-sales until 2026-05-11 14:00  because moved to mql 2026-05-01
  owner  marketing (queue)
  stage  mql  since 2026-05-01 12:00  lap 1  overdue
  score  44.579 = fit 0 + behaviour 44.579: hand-raise 44.579 by touched hand-raise 2026-05-01
  next   2026-05-11 14:00 answer inside-sales
story minami
   2026-05-08 12:00  (enter) → lead  enter  (enter)  because captured
   2026-05-08 12:00  lead → won  jump  (jump)  because won
   2026-05-08 12:00  owner field-sales (queue)  (stage-team)  because moved to won
  ~2026-05-11 09:00  offered to customer-success until 2026-05-12 09:00  because moved to won 2026-05-08
  ~2026-05-11 09:00  won → handover  success  (handover)  because handoff-offered
  ~2026-05-11 09:00  owner customer-success (queue)  (stage-team)  because moved to handover
  owner  customer-success (queue)
  stage  handover  since ~2026-05-11 09:00  lap 1
  score  0 = fit 0 + behaviour 0
  next   2026-05-12 09:00 answer customer-success
2026-05-11 10:00 minami suzuki step-done step=contacts
story minami
   2026-05-11 10:00  owner customer-success/suzuki  (first-contact)  because handoff-offered 2026-05-11, step-done contacts
   2026-05-11 10:00  handover → onboarding  success  (onboarding)  because step-done contacts
  owner  customer-success/suzuki
  stage  onboarding  since 2026-05-11 10:00  lap 1
  score  0 = fit 0 + behaviour 0
  next   2026-05-14 10:00 step support
2026-05-11 14:01 tick
story kita
   2026-05-11 14:00  lapsed for inside-sales  because handoff-offered 2026-05-11
   2026-05-11 14:00  mql → nurture  detour  (not-accepted)  because handoff-lapsed
  owner  marketing (queue)
  stage  nurture  since 2026-05-11 14:00  lap 1
  score  44.579 = fit 0 + behaviour 44.579: hand-raise 44.579 by touched hand-raise 2026-05-01
  next   2026-06-10 14:00 play monthly-mail
# Accounts of an unfinished import are not live: no timer fires for them.
import 2026-05-12 09:00
2026-03-01 nishi captured source=form
killed
2026-06-01 09:00 tick
story nishi
   2026-03-01 00:00  (enter) → lead  enter  (enter)  because captured
  owner  marketing (queue)
  stage  lead  since 2026-03-01 00:00  lap 1  overdue
  score  0 = fit 0 + behaviour 0
  next   2026-03-02 18:00 work lead
import 2026-06-02 09:00
2026-03-01 nishi described segment=mid
end
story nishi
  ~2026-03-04 00:00  lead → nurture  success  (to-nurture)  because moved to lead 2026-03-01
  owner  marketing (queue)
  stage  nurture  since ~2026-03-04 00:00  lap 1
  score  0 = fit 0 + behaviour 0
  next   2026-06-02 09:00 play monthly-mail
