# Not every target company is worked for ever: one that is known not to fit rests for a year, one with nobody to be found
# for six months; with nobody known it comes back as a target company. Three times, then it is out.
model exhibition-led
member kato inside-sales
member sato inside-sales
member takahashi field-sales
member suzuki customer-success

2026-06-01 09:00 chiisai captured source=target-list
2026-06-01 09:00 chiisai described employees=4
2026-06-01 09:10 kataku captured source=target-list
2026-06-01 09:10 kataku described employees=500 industry=construction
2026-06-01 09:20 shizuka captured source=target-list
# Only when both are known is it known that it does not fit.
2026-06-02 09:00 chiisai described industry=retail
story chiisai
   2026-06-01 09:00  (enter) → arrival  enter  (enter)  because captured
   2026-06-01 09:00  arrival → target  success  (company-only)  because nothing
   2026-06-02 09:00  target → recycle  recycle [low-fit]  (low-fit)  because described 2026-06-01, described, not touched 2026-06-01 09:00 to 2026-06-02 09:00
   2026-06-02 09:00  owner marketing (queue)  (stage-team)  because moved to recycle
  owner  marketing (queue)
  stage  recycle  since 2026-06-02 09:00  lap 1
  score  0 = fit 0 + behaviour 0
  back   2027-06-02 09:00
  next   2027-06-02 09:00 return
2026-06-03 10:00 kataku kato call-held outcome=reception
2026-06-08 10:00 kataku kato call-held outcome=reception
2026-06-15 10:00 kataku kato call-held outcome=reception
2026-06-22 10:00 kataku kato call-held outcome=absent
2026-06-29 10:00 kataku kato call-held outcome=reception
2026-07-06 10:00 kataku kato call-held outcome=reception
story kataku
   2026-06-01 09:10  (enter) → arrival  enter  (enter)  because captured
   2026-06-01 09:10  arrival → target  success  (company-only)  because nothing
   2026-06-03 10:00  owner inside-sales/kato  (first-contact)  because call-held reception
   2026-07-06 10:00  target → recycle  recycle [no-person]  (no-person)  because moved to target 2026-06-01, call-held reception 2026-06-03, call-held reception 2026-06-08, call-held reception 2026-06-15, call-held absent 2026-06-22, call-held reception 2026-06-29, call-held reception
  owner  inside-sales/kato
  stage  recycle  since 2026-07-06 10:00  lap 1
  score  55 = fit 55 + behaviour 0: size 40 by described 2026-06-01; industry 15 by described 2026-06-01
  back   2027-01-06 10:00
  next   2027-01-06 10:00 return
2027-01-06 10:00 tick
story kataku
   2027-01-06 10:00  recycle → target  recycle lap 2  (next-lap-of-target)  because moved to recycle 2026-07-06
  owner  inside-sales/kato
  stage  target  since 2027-01-06 10:00  lap 2
  score  55 = fit 55 + behaviour 0: size 40 by described 2026-06-01; industry 15 by described 2026-06-01
  next   2027-01-11 10:00 play find-a-person
story shizuka
   2026-06-01 09:20  (enter) → arrival  enter  (enter)  because captured
   2026-06-01 09:20  arrival → target  success  (company-only)  because nothing
   2026-11-28 09:20  target → recycle  recycle [no-person]  (no-person)  because moved to target 2026-06-01
   2026-11-28 09:20  owner marketing (queue)  (stage-team)  because moved to recycle
  owner  marketing (queue)
  stage  recycle  since 2026-11-28 09:20  lap 1
  score  0 = fit 0 + behaviour 0
  back   2027-05-28 09:20
  next   2027-05-28 09:20 return
# The switchboard says no for the company.
2027-01-07 10:00 kataku kato call-held outcome=refused
story kataku
   2027-01-07 10:00  target → disqualified  detour lap 2  (refused)  because call-held refused
  owner  inside-sales/kato
  stage  disqualified  since 2027-01-07 10:00  lap 2
  score  55 = fit 55 + behaviour 0: size 40 by described 2026-06-01; industry 15 by described 2026-06-01
  refused by everybody
  next   nothing
2029-06-01 10:00 tick
story shizuka
   2027-05-28 09:20  recycle → target  recycle lap 2  (next-lap-of-target)  because moved to recycle 2026-11-28
   2027-05-28 09:20  owner inside-sales (queue)  (stage-team)  because moved to target
   2027-11-24 09:20  target → recycle  recycle lap 2 [no-person]  (no-person)  because moved to target 2027-05-28
   2027-11-24 09:20  owner marketing (queue)  (stage-team)  because moved to recycle
   2028-05-24 09:20  recycle → target  recycle lap 3  (next-lap-of-target)  because moved to recycle 2027-11-24
   2028-05-24 09:20  owner inside-sales (queue)  (stage-team)  because moved to target
   2028-11-20 09:20  target → recycle  recycle lap 3 [no-person]  (no-person)  because moved to target 2028-05-24
   2028-11-20 09:20  owner marketing (queue)  (stage-team)  because moved to recycle
   2029-05-20 09:20  recycle → disqualified  detour lap 3  (last-lap)  because moved to recycle 2028-11-20
  owner  marketing (queue)
  stage  disqualified  since 2029-05-20 09:20  lap 3
  score  0 = fit 0 + behaviour 0
  next   nothing
gaps
  none
