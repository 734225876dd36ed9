# Whom inside sales returned has to do more than open a mail to be hot again in the same approach.
model exhibition-led
member kato inside-sales
member sato inside-sales
member takahashi field-sales
member suzuki customer-success

2026-10-15 10:00 kita/mori captured source=exhibition-autumn
2026-10-15 10:00 kita/mori described rank=C employees=240 industry=manufacturing
2026-10-15 10:00 kita/mori touched touch=booth
2026-10-20 10:00 kita/mori touched touch=form
2026-10-21 10:00 kita/mori touched touch=pricing-page
story kita
   2026-10-15 10:00  (enter) → arrival  enter  (enter)  because captured
   2026-10-15 10:00  arrival → lead  success  (with-a-person)  because captured
   2026-10-15 10:00  owner marketing (queue)  (stage-team)  because moved to lead
   2026-10-15 10:00  lead → nurture  success  (to-nurture)  because described
   2026-10-21 10:00  nurture → hot  success  (over-the-line)  because described 2026-10-15, touched form 2026-10-20, touched pricing-page
   2026-10-21 10:00  offered to inside-sales until 2026-10-22 10:00  because moved to hot
  owner  marketing (queue)
  stage  hot  since 2026-10-21 10:00  lap 1
  score  141.497 = fit 60 + behaviour 81.497: size 40 by described 2026-10-15; industry 20 by described 2026-10-15; booth 17.411 by touched booth 2026-10-15; form 39.086 by touched form 2026-10-20; pricing-page 25 by touched pricing-page
  next   2026-10-22 10:00 answer inside-sales
2026-10-21 11:00 kita kato handoff-returned team=inside-sales reason=timing
2026-10-22 09:00 kita/mori touched touch=mail-open
story kita
   2026-10-21 11:00  hot → nurture  detour  (not-accepted)  because handoff-returned
  owner  marketing (queue)
  stage  nurture  since 2026-10-21 11:00  lap 1
  score  141.998 = fit 60 + behaviour 81.998: size 40 by described 2026-10-15; industry 20 by described 2026-10-15; booth 17.013 by touched booth 2026-10-15; form 38.193 by touched form 2026-10-20; mail-open 3 by touched mail-open; pricing-page 23.792 by touched pricing-page 2026-10-21
  next   2026-11-21 09:00 play monthly-mail
2026-10-23 09:00 kita/mori touched touch=form
story kita
   2026-10-23 09:00  nurture → hot  success  (over-the-line)  because described 2026-10-15, touched form 2026-10-20, touched form
   2026-10-23 09:00  offered to inside-sales until 2026-10-23 18:00  because moved to hot
  owner  marketing (queue)
  stage  hot  since 2026-10-23 09:00  lap 1
  score  179.443 = fit 60 + behaviour 119.443: size 40 by described 2026-10-15; industry 20 by described 2026-10-15; booth 16.624 by touched booth 2026-10-15; form 77.321 by touched form 2026-10-20, touched form; mail-open 2.855 by touched mail-open 2026-10-22; pricing-page 22.643 by touched pricing-page 2026-10-21
  next   2026-10-23 18:00 answer inside-sales
