# Leads then deals in two imports, deals then leads, and all in one, killed and resumed: the same moves, owners and laps.
model the-model
import 2026-05-11 09:00
2026-02-02 10:00 naka captured source=social
2026-02-03 11:00 naka touched touch=form
2026-02-10 12:00 naka assigned team=inside-sales member=kato
2026-02-10 12:01 naka touched touch=visit by=kato
2026-03-05 naka won amount=500000
2026-03-05 naka assigned team=field-sales member=takahashi
end
import 2026-05-11 10:00
2026-02-02 10:00 kita captured source=social
2026-02-03 11:00 kita touched touch=form
end
story kita
   2026-02-02 10:00  (enter) → lead  enter  (enter)  because captured
   2026-02-03 11:00  lead → nurture  success  (to-nurture)  because touched form
  owner  marketing (queue)
  stage  nurture  since 2026-02-03 11:00  lap 1
  score  4.253 = fit 0 + behaviour 4.253: form 4.253 by touched form 2026-02-03
  next   2026-05-11 10:00 play monthly-mail
import 2026-05-11 11:00
2026-02-10 12:00 kita assigned team=inside-sales member=kato
2026-02-10 12:01 kita touched touch=visit by=kato
2026-03-05 kita won amount=500000
2026-03-05 kita assigned team=field-sales member=takahashi
end
story kita
   2026-05-11 11:00  reopened  because assigned 2026-02-10, touched visit 2026-02-10, assigned 2026-03-05, won 2026-03-05
   2026-02-02 10:00  (enter) → lead  enter  (enter)  because captured
   2026-02-03 11:00  lead → nurture  success  (to-nurture)  because touched form
   2026-03-05 00:00  nurture → won  jump  (jump)  because won
   2026-03-05 00:00  owner field-sales/takahashi  (stage-team)  because assigned, moved to won
  ~2026-05-11 11:00  offered to customer-success until 2026-05-12 11:00  because moved to won 2026-03-05
  ~2026-05-11 11:00  won → handover  success  (handover)  because handoff-offered
  owner  field-sales/takahashi  co inside-sales/kato
  stage  handover  since ~2026-05-11 11:00  lap 1
  score  4.276 = fit 0 + behaviour 4.276: form 4.253 by touched form 2026-02-03; visit 0.023 by touched visit 2026-02-10
  next   2026-05-12 11:00 answer customer-success
import 2026-05-11 12:00
2026-02-10 12:00 minami assigned team=inside-sales member=kato
2026-02-10 12:01 minami touched touch=visit by=kato
2026-03-05 minami won amount=500000
2026-03-05 minami assigned team=field-sales member=takahashi
end
story minami
   2026-02-10 12:00  (enter) → lead  enter  (enter)  because assigned
   2026-02-10 12:01  lead → nurture  success  (to-nurture)  because touched visit
   2026-03-05 00:00  nurture → won  jump  (jump)  because won
   2026-03-05 00:00  owner field-sales/takahashi  (stage-team)  because assigned, moved to won
  ~2026-05-11 12:00  offered to customer-success until 2026-05-12 12:00  because moved to won 2026-03-05
  ~2026-05-11 12:00  won → handover  success  (handover)  because handoff-offered
  owner  field-sales/takahashi  co inside-sales/kato
  stage  handover  since ~2026-05-11 12:00  lap 1
  score  0.023 = fit 0 + behaviour 0.023: visit 0.023 by touched visit 2026-02-10
  next   2026-05-12 12:00 answer customer-success
import 2026-05-11 13:00
2026-02-02 10:00 minami captured source=social
2026-02-03 11:00 minami touched touch=form
end
story minami
   2026-05-11 13:00  reopened  because captured 2026-02-02, touched form 2026-02-03
   2026-02-02 10:00  (enter) → lead  enter  (enter)  because captured
   2026-02-03 11:00  lead → nurture  success  (to-nurture)  because touched form
   2026-03-05 00:00  nurture → won  jump  (jump)  because won
   2026-03-05 00:00  owner field-sales/takahashi  (stage-team)  because assigned, moved to won
  ~2026-05-11 13:00  offered to customer-success until 2026-05-12 12:00  because moved to won 2026-03-05
  ~2026-05-11 13:00  won → handover  success  (handover)  because handoff-offered
  owner  field-sales/takahashi  co inside-sales/kato
  stage  handover  since ~2026-05-11 13:00  lap 1
  score  4.276 = fit 0 + behaviour 4.276: form 4.253 by touched form 2026-02-03; visit 0.023 by touched visit 2026-02-10
  next   2026-05-12 12:00 answer customer-success
import 2026-05-11 14:00
2026-02-10 12:01 nishi touched touch=visit by=kato
2026-03-05 nishi assigned team=field-sales member=takahashi
2026-02-03 11:00 nishi touched touch=form
killed
import 2026-05-11 15:00
2026-02-02 10:00 nishi captured source=social
2026-03-05 nishi won amount=500000
2026-02-10 12:00 nishi assigned team=inside-sales member=kato
end
story nishi
   2026-05-11 15:00  reopened  because captured 2026-02-02, assigned 2026-02-10, won 2026-03-05
   2026-02-02 10:00  (enter) → lead  enter  (enter)  because captured
   2026-02-03 11:00  lead → nurture  success  (to-nurture)  because touched form
   2026-03-05 00:00  nurture → won  jump  (jump)  because won
   2026-03-05 00:00  owner field-sales/takahashi  (stage-team)  because assigned, moved to won
  ~2026-05-11 15:00  offered to customer-success until 2026-05-12 15:00  because moved to won 2026-03-05
  ~2026-05-11 15:00  won → handover  success  (handover)  because handoff-offered
  owner  field-sales/takahashi  co inside-sales/kato
  stage  handover  since ~2026-05-11 15:00  lap 1
  score  4.276 = fit 0 + behaviour 4.276: form 4.253 by touched form 2026-02-03; visit 0.023 by touched visit 2026-02-10
  next   2026-05-12 15:00 answer customer-success
alike naka kita minami nishi
  kita yes
  minami yes
  nishi yes
# Reopened twice more: the same again.
import 2026-05-12 09:00
2026-02-20 10:00 naka touched touch=mail-open
end
import 2026-05-12 10:00
2026-03-06 naka subscription-started ends=2027-03-06
end
story naka
   2026-05-12 10:00  reopened  because subscription-started 2026-03-06
   2026-02-02 10:00  (enter) → lead  enter  (enter)  because captured
   2026-02-03 11:00  lead → nurture  success  (to-nurture)  because touched form
   2026-03-05 00:00  nurture → won  jump  (jump)  because won
   2026-03-05 00:00  owner field-sales/takahashi  (stage-team)  because assigned, moved to won
   2026-03-06 00:00  won → handover  success  (handover)  because subscription-started
  ~2026-04-05 00:00  handover → onboarding  detour  (begun-without-us)  because moved to handover 2026-03-06
  owner  field-sales/takahashi  co inside-sales/kato
  stage  onboarding  since ~2026-04-05 00:00  lap 1
  score  4.232 = fit 0 + behaviour 4.232: form 4.156 by touched form 2026-02-03; mail-open 0.054 by touched mail-open 2026-02-20; visit 0.022 by touched visit 2026-02-10
  subscription 32768 runs to 2027-03-06
  next   2026-04-08 00:00 step contacts
