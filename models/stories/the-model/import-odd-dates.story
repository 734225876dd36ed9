# A deal dated two days before the first contact: the account begins with the deal. And facts whose time nobody knows.
model the-model
import 2026-05-11 09:00
2026-04-08 12:00 kita captured source=form
2026-04-06 kita won amount=100000
end
story kita
   2026-04-06 00:00  (enter) → lead  enter  (enter)  because won
   2026-04-06 00:00  lead → won  jump  (jump)  because won
   2026-04-06 00:00  owner field-sales (queue)  (stage-team)  because moved to won
  ~2026-05-11 09:00  offered to customer-success until 2026-05-12 09:00  because moved to won 2026-04-06
  ~2026-05-11 09:00  won → handover  success  (handover)  because handoff-offered
  ~2026-05-11 09:00  owner customer-success (queue)  (stage-team)  because moved to handover
  owner  customer-success (queue)
  stage  handover  since ~2026-05-11 09:00  lap 1
  score  0 = fit 0 + behaviour 0
  next   2026-05-12 09:00 answer customer-success
flow 2026-04-01 2026-04-30
  lead          0 + 1 - 1 = 0  dwell 0.0 0.0
  won           0 + 1 - 0 = 1  overdue 1
  · → lead enter 1
  lead → won jump 1
import 2026-05-11 10:00
2026-03-02 minami captured source=form
2026-04-06 minami won amount=100000
~2026-04-06 minami activated
end
story minami
   2026-03-02 00:00  (enter) → lead  enter  (enter)  because captured
  ~2026-03-05 00:00  lead → nurture  success  (to-nurture)  because moved to lead 2026-03-02
   2026-04-06 00:00  nurture → won  jump  (jump)  because won
   2026-04-06 00:00  owner field-sales (queue)  (stage-team)  because moved to won
  ~2026-04-06 00:00  won → adoption  jump  (jump)  because activated
  ~2026-04-06 00:00  owner customer-success (queue)  (stage-team)  because moved to adoption
  owner  customer-success (queue)
  stage  adoption  since ~2026-04-06 00:00  lap 1
  score  0 = fit 0 + behaviour 0
  next   2026-07-05 00:00 play use-review
import 2026-05-11 11:00
~2020-01-01 nishi captured source=form
2026-04-06 nishi touched touch=form
end
story nishi
   2026-04-06 00:00  (enter) → lead  enter  (enter)  because touched form
   2026-04-06 00:00  lead → nurture  success  (to-nurture)  because touched form
  owner  marketing (queue)
  stage  nurture  since 2026-04-06 00:00  lap 1
  score  17.817 = fit 0 + behaviour 17.817: form 17.817 by touched form 2026-04-06
  next   2026-05-11 11:00 play monthly-mail
# Nothing but an unknown date, and then a known one comes.
import 2026-05-11 12:00
~2026-01-05 higashi captured source=form
end
story higashi
  ~2026-01-05 00:00  (enter) → lead  enter  (enter)  because captured
  ~2026-01-08 00:00  lead → nurture  success  (to-nurture)  because moved to lead 2026-01-05
  owner  marketing (queue)
  stage  nurture  since ~2026-01-08 00:00  lap 1
  score  0 = fit 0 + behaviour 0
  next   2026-05-11 12:00 play monthly-mail
import 2026-05-11 13:00
2026-04-06 higashi touched touch=form
end
story higashi
   2026-05-11 13:00  reopened  because touched form 2026-04-06
   2026-04-06 00:00  (enter) → lead  enter  (enter)  because touched form
   2026-04-06 00:00  lead → nurture  success  (to-nurture)  because touched form
  owner  marketing (queue)
  stage  nurture  since 2026-04-06 00:00  lap 1
  score  17.817 = fit 0 + behaviour 17.817: form 17.817 by touched form 2026-04-06
  next   2026-05-11 13:00 play monthly-mail
funnel lead won
  total      2 of 4  rate 5000  days 875 1750 2625 3150
funnel lead won source
  form       2 of 4  rate 5000  days 875 1750 2625 3150
  total      2 of 4  rate 5000  days 875 1750 2625 3150
