# What is said today of last week moves the account today, never then; in scores and charts it counts from its own time.
model the-model
member kato inside-sales

2026-05-11 09:00 kita kato call-held outcome=talked on=2026-05-08T15:00
story kita
   2026-05-11 09:00  (enter) → lead  enter  (enter)  because call-held talked 2026-05-08
   2026-05-11 09:00  lead → contacting  success  (called-early)  because call-held talked 2026-05-08
   2026-05-11 09:00  owner inside-sales (queue)  (stage-team)  because moved to contacting
   2026-05-11 09:00  owner inside-sales/kato  (first-contact)  because call-held talked 2026-05-08
  owner  inside-sales/kato
  stage  contacting  since 2026-05-11 09:00  lap 1
  score  0 = fit 0 + behaviour 0
  next   2026-05-12 18:00 work contacting
2026-05-20 09:00 kita touched touch=form on=2026-05-10T09:00
2026-05-20 09:01 kita described employees=120 on=2026-04-01
2026-05-20 09:02 kita described employees=20 on=2026-03-01
story kita
  owner  inside-sales/kato
  stage  contacting  since 2026-05-11 09:00  lap 1  overdue
  score  71.748 = fit 40 + behaviour 31.748: size 40 by described 2026-04-01; form 31.748 by touched form 2026-05-10
  next   2026-05-12 18:00 work contacting

# A call of February said in April does not make the silence since the call of April longer, nor does it stop its timer:
# contacting is given up thirty days after the last call and sixty after it began.
model the-model
member kato inside-sales
2026-03-02 09:00 minami kato call-held outcome=absent
2026-04-10 09:00 minami kato call-held outcome=absent
2026-04-20 09:00 minami kato call-held outcome=absent on=2026-02-20T09:00
2026-05-09 09:00 tick
story minami
   2026-03-02 09:00  (enter) → lead  enter  (enter)  because call-held absent
   2026-03-02 09:00  lead → contacting  success  (called-early)  because call-held absent
   2026-03-02 09:00  owner inside-sales (queue)  (stage-team)  because moved to contacting
   2026-03-02 09:00  owner inside-sales/kato  (first-contact)  because call-held absent
  owner  inside-sales/kato
  stage  contacting  since 2026-03-02 09:00  lap 1  overdue
  score  0 = fit 0 + behaviour 0
  next   2026-03-03 18:00 work contacting
2026-05-11 09:00 tick
story minami
   2026-05-10 09:00  contacting → recycle  recycle [unreachable]  (given-up)  because moved to contacting 2026-03-02, call-held absent 2026-04-10, not called 2026-04-10 09:00 to 2026-05-10 09:00
  owner  inside-sales/kato
  stage  recycle  since 2026-05-10 09:00  lap 1
  score  0 = fit 0 + behaviour 0
  back   2026-08-10 09:00
  next   2026-08-10 09:00 return
