# A first meeting that field sales neither took nor returned: overdue after two business days, and after a month without
# a word it goes back to inside sales, whose meeting it was. With an opportunity open, or while somebody still speaks of
# it, it stays.
model the-model
member kato inside-sales
member takahashi field-sales

2026-04-06 10:00 kita captured source=form
2026-04-06 10:10 minami captured source=form
2026-04-06 10:20 nishi captured source=form
2026-04-06 11:00 kita kato call-held outcome=appointment
2026-04-09 10:00 kita takahashi meeting-held
2026-04-09 11:00 minami takahashi meeting-held
2026-04-09 12:00 nishi takahashi meeting-held
2026-04-14 10:00 nishi takahashi opened amount=900000 opportunity=1
2026-04-14 10:00 tick
2026-04-24 15:00 minami takahashi call-held outcome=talked
2026-05-09 10:00 tick
story kita
   2026-04-06 10:00  (enter) → lead  enter  (enter)  because captured
   2026-04-06 11:00  lead → appointment  success  (appointment-made)  because call-held appointment
   2026-04-06 11:00  owner inside-sales (queue)  (stage-team)  because moved to appointment
   2026-04-06 11:00  owner inside-sales/kato  (first-contact)  because call-held appointment
   2026-04-09 10:00  appointment → meeting  success  (meeting-held)  because meeting-held
   2026-04-09 10:00  offered to field-sales until 2026-04-13 10:00  because moved to meeting
   2026-04-09 10:00  owner field-sales/takahashi  (first-contact)  because meeting-held
   2026-04-13 10:00  lapsed for field-sales  because handoff-offered 2026-04-09
   2026-05-09 10:00  meeting → contacting  detour  (not-judged)  because moved to meeting 2026-04-09, handoff-lapsed 2026-04-13, not touched 2026-04-09 10:00 to 2026-05-09 10:00, not called 2026-04-09 10:00 to 2026-05-09 10:00, not meeting-held 2026-04-09 10:00 to 2026-05-09 10:00, not opened 2026-04-06 10:00 to 2026-05-09 10:00
   2026-05-09 10:00  owner inside-sales/kato  (stage-team)  because owner-changed 2026-04-09, moved to contacting
  owner  inside-sales/kato  co field-sales/takahashi
  stage  contacting  since 2026-05-09 10:00  lap 1
  score  0 = fit 0 + behaviour 0
  next   2026-05-12 10:00 play contact-calls
story minami
   2026-04-06 10:10  (enter) → lead  enter  (enter)  because captured
   2026-04-09 10:10  lead → nurture  success  (to-nurture)  because moved to lead 2026-04-06
   2026-04-09 11:00  nurture → meeting  success  (meeting-held)  because meeting-held
   2026-04-09 11:00  owner field-sales (queue)  (stage-team)  because moved to meeting
   2026-04-09 11:00  offered to field-sales until 2026-04-13 11:00  because moved to meeting
   2026-04-09 11:00  owner field-sales/takahashi  (first-contact)  because meeting-held
   2026-04-13 11:00  lapsed for field-sales  because handoff-offered 2026-04-09
  owner  field-sales/takahashi
  stage  meeting  since 2026-04-09 11:00  lap 1  overdue
  score  0 = fit 0 + behaviour 0
  next   2026-04-13 11:00 answer field-sales
story nishi
   2026-04-06 10:20  (enter) → lead  enter  (enter)  because captured
   2026-04-09 10:20  lead → nurture  success  (to-nurture)  because moved to lead 2026-04-06
   2026-04-09 12:00  nurture → meeting  success  (meeting-held)  because meeting-held
   2026-04-09 12:00  owner field-sales (queue)  (stage-team)  because moved to meeting
   2026-04-09 12:00  offered to field-sales until 2026-04-13 12:00  because moved to meeting
   2026-04-09 12:00  owner field-sales/takahashi  (first-contact)  because meeting-held
   2026-04-13 12:00  lapsed for field-sales  because handoff-offered 2026-04-09
   2026-04-14 10:00  meeting → qualified  success  (qualified)  because opened
  owner  field-sales/takahashi
  stage  qualified  since 2026-04-14 10:00  lap 1  overdue
  score  0 = fit 0 + behaviour 0
  next   2026-04-28 10:00 work qualified
2026-05-24 15:00 tick
story minami
   2026-05-24 15:00  meeting → contacting  detour  (not-judged)  because moved to meeting 2026-04-09, handoff-lapsed 2026-04-13, call-held talked 2026-04-24, not touched 2026-04-09 11:00 to 2026-05-24 15:00, not called 2026-04-24 15:00 to 2026-05-24 15:00, not meeting-held 2026-04-09 11:00 to 2026-05-24 15:00, not opened 2026-04-06 10:10 to 2026-05-24 15:00
  owner  field-sales/takahashi
  stage  contacting  since 2026-05-24 15:00  lap 1
  score  0 = fit 0 + behaviour 0
  next   2026-05-26 18:00 work contacting
# It can be held again, and judged this time.
2026-05-25 10:00 kita kato call-held outcome=appointment
2026-05-28 10:00 kita takahashi meeting-held
2026-05-28 11:00 kita takahashi handoff-accepted team=field-sales
story kita
   2026-05-25 10:00  contacting → appointment  success  (appointment-made)  because call-held appointment
   2026-05-28 10:00  appointment → meeting  success  (meeting-held)  because meeting-held
   2026-05-28 10:00  owner field-sales/takahashi  (stage-team)  because owner-changed 2026-05-09, moved to meeting
   2026-05-28 10:00  offered to field-sales until 2026-06-01 10:00  because moved to meeting
   2026-05-28 11:00  meeting → qualified  success  (qualified)  because meeting-held 2026-05-28, handoff-accepted
  owner  field-sales/takahashi  co inside-sales/kato
  stage  qualified  since 2026-05-28 11:00  lap 1
  score  0 = fit 0 + behaviour 0
  next   2026-06-11 11:00 work qualified
# In imported history nothing was offered, so no offer lapsed: what nobody judged there stands where it stood.
import 2026-06-01 09:00
2025-04-09 higashi meeting-held
end
story higashi
   2025-04-09 00:00  (enter) → lead  enter  (enter)  because meeting-held
   2025-04-09 00:00  lead → meeting  success  (meeting-held)  because meeting-held
   2025-04-09 00:00  owner field-sales (queue)  (stage-team)  because moved to meeting
  ~2026-06-01 09:00  offered to field-sales until 2026-06-03 09:00  because moved to meeting 2025-04-09
  owner  field-sales (queue)
  stage  meeting  since 2025-04-09 00:00  lap 1  overdue
  score  0 = fit 0 + behaviour 0
  next   2026-06-03 09:00 answer field-sales
gaps
  none
