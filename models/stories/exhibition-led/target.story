# A company of the target list has nobody we know. Its switchboard is called until a person is known; that person is in
# contact with inside sales from the first word on.
model exhibition-led
member kato inside-sales
member sato inside-sales
member takahashi field-sales
member suzuki customer-success

2026-06-01 09:00 kita captured source=target-list
2026-06-01 09:00 kita described employees=320 industry=manufacturing
story kita
   2026-06-01 09:00  (enter) → arrival  enter  (enter)  because captured
   2026-06-01 09:00  arrival → target  success  (company-only)  because nothing
  owner  inside-sales (queue)
  stage  target  since 2026-06-01 09:00  lap 1
  score  60 = fit 60 + behaviour 0: size 40 by described; industry 20 by described
  next   2026-06-06 09:00 play find-a-person
2026-06-03 10:00 kita kato call-held outcome=reception
2026-06-08 10:00 kita kato call-held outcome=absent
story kita
   2026-06-03 10:00  owner inside-sales/kato  (first-contact)  because call-held reception
  owner  inside-sales/kato
  stage  target  since 2026-06-01 09:00  lap 1
  score  60 = fit 60 + behaviour 0: size 40 by described 2026-06-01; industry 20 by described 2026-06-01
  next   2026-06-08 10:00 play find-a-person
2026-06-15 13:30 kita/mori kato call-held outcome=talked
story kita
   2026-06-15 13:30  target → contacting  success  (person-found)  because call-held talked
  owner  inside-sales/kato
  stage  contacting  since 2026-06-15 13:30  lap 1
  score  60 = fit 60 + behaviour 0: size 40 by described 2026-06-01; industry 20 by described 2026-06-01
  next   2026-06-17 13:30 work contacting
# Another company of the list brings its card to the booth before anybody called it.
2026-06-16 09:00 minami captured source=target-list
2026-06-18 11:00 minami/abe captured source=exhibition-summer
2026-06-18 11:00 minami/abe described rank=A
2026-06-18 11:00 minami/abe touched touch=booth
story minami
   2026-06-16 09:00  (enter) → arrival  enter  (enter)  because captured
   2026-06-16 09:00  arrival → target  success  (company-only)  because nothing
   2026-06-18 11:00  target → contacting  success  (person-found)  because captured
  owner  inside-sales (queue)
  stage  contacting  since 2026-06-18 11:00  lap 1
  score  20 = fit 0 + behaviour 20: booth 20 by touched booth
  next   2026-06-21 11:00 play contact-calls
gaps
  none
