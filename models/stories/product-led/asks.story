# Who raises a hand is answered within a business day, whether they use the product or not; a call, an opportunity or a
# meeting is a consultation wherever they stood.
model product-led
member kato sales-assist
member sato sales-assist
member suzuki customer-success

2026-04-06 09:00 kita/mori captured source=form
2026-04-06 09:05 kita/mori touched touch=hand-raise
2026-04-06 09:10 minami/abe touched touch=hand-raise
2026-04-06 09:20 nishi/ito captured source=search
2026-04-06 09:30 nishi/ito kato meeting-held
2026-04-07 09:30 tick
story kita
   2026-04-06 09:00  (enter) → sign-up  enter  (enter)  because captured
   2026-04-06 09:05  sign-up → assist  fast  (asked-for-us)  because touched hand-raise
   2026-04-06 09:05  owner sales-assist (queue)  (stage-team)  because moved to assist
   2026-04-06 09:05  offered to sales-assist until 2026-04-07 09:05  because moved to assist
   2026-04-07 09:05  lapsed for sales-assist  because handoff-offered 2026-04-06
  owner  sales-assist (queue)
  stage  assist  since 2026-04-06 09:05  lap 1  overdue
  score  108.686 = fit 0 + behaviour 108.686: hand-raise 108.686 by touched hand-raise 2026-04-06
  next   2026-04-07 09:05 answer sales-assist
story minami
   2026-04-06 09:10  (enter) → sign-up  enter  (enter)  because touched hand-raise
   2026-04-06 09:10  sign-up → assist  fast  (asked-for-us)  because touched hand-raise
   2026-04-06 09:10  owner sales-assist (queue)  (stage-team)  because moved to assist
   2026-04-06 09:10  offered to sales-assist until 2026-04-07 09:10  because moved to assist
   2026-04-07 09:10  lapsed for sales-assist  because handoff-offered 2026-04-06
  owner  sales-assist (queue)
  stage  assist  since 2026-04-06 09:10  lap 1  overdue
  score  108.686 = fit 0 + behaviour 108.686: hand-raise 108.686 by touched hand-raise 2026-04-06
  next   2026-04-07 09:10 answer sales-assist
story nishi
   2026-04-06 09:20  (enter) → sign-up  enter  (enter)  because captured
   2026-04-06 09:30  sign-up → consulting  success  (consulted)  because meeting-held
   2026-04-06 09:30  owner sales-assist (queue)  (stage-team)  because moved to consulting
   2026-04-06 09:30  owner sales-assist/kato  (first-contact)  because meeting-held
  owner  sales-assist/kato
  stage  consulting  since 2026-04-06 09:30  lap 1
  score  0 = fit 0 + behaviour 0
  next   2026-04-20 09:30 work consulting
2026-04-07 10:00 kita/mori sato call-held outcome=talked
2026-04-08 10:00 minami/abe sato call-held outcome=not-now reason=budget
story kita
   2026-04-07 10:00  owner sales-assist/sato  (first-contact)  because handoff-offered 2026-04-06, call-held talked
   2026-04-07 10:00  assist → consulting  success  (accepted)  because call-held talked
  owner  sales-assist/sato
  stage  consulting  since 2026-04-07 10:00  lap 1
  score  98.440 = fit 0 + behaviour 98.440: hand-raise 98.440 by touched hand-raise 2026-04-06
  next   2026-04-21 10:00 work consulting
story minami
   2026-04-08 10:00  owner sales-assist/sato  (first-contact)  because handoff-offered 2026-04-06, call-held not-now
   2026-04-08 10:00  assist → recycle  recycle [budget]  (not-now)  because call-held not-now
  owner  sales-assist/sato
  stage  recycle  since 2026-04-08 10:00  lap 1
  score  98.440 = fit 0 + behaviour 98.440: hand-raise 98.440 by touched hand-raise 2026-04-06
  back   2027-04-01 00:00
  next   2027-04-01 00:00 return
# A consultation of which nobody speaks for two months is over; it rests.
2026-06-08 10:00 tick
story kita
   2026-06-06 10:00  consulting → recycle  recycle [no-decision]  (no-decision)  because moved to consulting 2026-04-07, not touched 2026-04-07 10:00 to 2026-06-06 10:00, not called 2026-04-07 10:00 to 2026-06-06 10:00, not meeting-held 2026-04-07 10:00 to 2026-06-06 10:00
  owner  sales-assist/sato
  stage  recycle  since 2026-06-06 10:00  lap 1
  score  0.234 = fit 0 + behaviour 0.234: hand-raise 0.234 by touched hand-raise 2026-04-06
  back   2026-09-06 10:00
  next   2026-09-06 10:00 return
2027-04-01 00:00 tick
story minami
   2027-04-01 00:00  recycle → sign-up  recycle lap 2  (next-lap)  because moved to recycle 2026-04-08
  owner  sales-assist/sato
  stage  sign-up  since 2027-04-01 00:00  lap 2
  score  0 = fit 0 + behaviour 0
  next   2027-04-04 00:00 play getting-started-mail
gaps
  none
