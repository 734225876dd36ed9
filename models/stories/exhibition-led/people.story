# Two people are known. When one leaves, the other is still there; when nobody is left, the company is a target company
# again, and the next person known brings it back.
model exhibition-led
member kato inside-sales
member sato inside-sales
member takahashi field-sales
member suzuki customer-success

2026-10-15 10:00 kita/mori captured source=exhibition-autumn
2026-10-15 10:00 kita/mori described rank=A employees=240 industry=manufacturing
2026-10-15 10:00 kita/mori touched touch=booth
2026-10-15 10:01 kita/hara contact-named
2026-10-16 09:30 kita/mori kato call-held outcome=left
story kita
   2026-10-15 10:00  (enter) → arrival  enter  (enter)  because captured
   2026-10-15 10:00  arrival → lead  success  (with-a-person)  because captured
   2026-10-15 10:00  owner marketing (queue)  (stage-team)  because moved to lead
   2026-10-15 10:00  lead → hot  success  (rank-a)  because described
   2026-10-15 10:00  offered to inside-sales until 2026-10-16 10:00  because moved to hot
   2026-10-16 09:30  owner inside-sales/kato  (first-contact)  because handoff-offered 2026-10-15, call-held left
   2026-10-16 09:30  hot → contacting  success  (accepted)  because call-held left
  owner  inside-sales/kato
  stage  contacting  since 2026-10-16 09:30  lap 1
  score  79.543 = fit 60 + behaviour 19.543: size 40 by described 2026-10-15; industry 20 by described 2026-10-15; booth 19.543 by touched booth 2026-10-15
  next   2026-10-19 09:30 play contact-calls
2026-10-20 11:00 kita/hara kato call-held outcome=left
story kita
   2026-10-20 11:00  contacting → target  detour  (nobody-left)  because call-held left
  owner  inside-sales/kato
  stage  target  since 2026-10-20 11:00  lap 1
  score  77.817 = fit 60 + behaviour 17.817: size 40 by described 2026-10-15; industry 20 by described 2026-10-15; booth 17.817 by touched booth 2026-10-15
  next   2026-10-25 11:00 play find-a-person
2026-10-27 11:00 kita/ueno kato call-held outcome=talked
story kita
   2026-10-27 11:00  target → contacting  success  (person-found)  because call-held talked
  owner  inside-sales/kato
  stage  contacting  since 2026-10-27 11:00  lap 1
  score  75.157 = fit 60 + behaviour 15.157: size 40 by described 2026-10-15; industry 20 by described 2026-10-15; booth 15.157 by touched booth 2026-10-15
  next   2026-10-29 11:00 work contacting
# Who left one post and is named again is there again.
2026-11-02 11:00 kita/ueno contact-left
story kita
   2026-11-02 11:00  contacting → target  detour  (nobody-left)  because contact-left
  owner  inside-sales/kato
  stage  target  since 2026-11-02 11:00  lap 1
  score  73.195 = fit 60 + behaviour 13.195: size 40 by described 2026-10-15; industry 20 by described 2026-10-15; booth 13.195 by touched booth 2026-10-15
  next   2026-11-07 11:00 play find-a-person
2026-11-09 11:00 kita/mori contact-named
story kita
   2026-11-09 11:00  target → contacting  success  (person-found)  because contact-named
  owner  inside-sales/kato
  stage  contacting  since 2026-11-09 11:00  lap 1
  score  71.224 = fit 60 + behaviour 11.224: size 40 by described 2026-10-15; industry 20 by described 2026-10-15; booth 11.224 by touched booth 2026-10-15
  next   2026-11-11 11:00 work contacting
