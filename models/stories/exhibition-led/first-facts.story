# What an account begins with counts behind the gate too: a call that made an appointment, a hand raised, a meeting held.
# Without a person it is a target company all the same.
model exhibition-led
member kato inside-sales
member sato inside-sales
member takahashi field-sales
member suzuki customer-success

2026-06-01 10:00 kita/mori kato call-held outcome=appointment
2026-06-01 10:10 minami/abe touched touch=hand-raise
2026-06-01 10:20 nishi/ito meeting-held
2026-06-01 10:30 higashi kato call-held outcome=not-now reason=next-exhibition
2026-06-01 10:40 naka touched touch=visit
2026-06-01 10:50 kado opened amount=500000
story kita
   2026-06-01 10:00  (enter) → arrival  enter  (enter)  because call-held appointment
   2026-06-01 10:00  owner inside-sales/kato  (first-contact)  because call-held appointment
   2026-06-01 10:00  arrival → lead  success  (with-a-person)  because call-held appointment
   2026-06-01 10:00  lead → appointment  success  (appointment-made)  because call-held appointment
  owner  inside-sales/kato
  stage  appointment  since 2026-06-01 10:00  lap 1
  score  0 = fit 0 + behaviour 0
  next   2026-06-08 10:00 play appointment-reminder
story minami
   2026-06-01 10:10  (enter) → arrival  enter  (enter)  because touched hand-raise
   2026-06-01 10:10  arrival → lead  success  (with-a-person)  because touched hand-raise
   2026-06-01 10:10  lead → hot  success  (over-the-line)  because touched hand-raise
   2026-06-01 10:10  owner marketing (queue)  (stage-team)  because moved to hot
   2026-06-01 10:10  offered to inside-sales until 2026-06-02 10:10  because moved to hot
  owner  marketing (queue)
  stage  hot  since 2026-06-01 10:10  lap 1
  score  120 = fit 0 + behaviour 120: hand-raise 120 by touched hand-raise 2026-06-01
  next   2026-06-02 10:10 answer inside-sales
story nishi
   2026-06-01 10:20  (enter) → arrival  enter  (enter)  because meeting-held
   2026-06-01 10:20  arrival → lead  success  (with-a-person)  because meeting-held
   2026-06-01 10:20  lead → meeting  success  (meeting-held)  because meeting-held
   2026-06-01 10:20  owner field-sales (queue)  (stage-team)  because moved to meeting
   2026-06-01 10:20  offered to field-sales until 2026-06-03 10:20  because moved to meeting
  owner  field-sales (queue)
  stage  meeting  since 2026-06-01 10:20  lap 1
  score  0 = fit 0 + behaviour 0
  next   2026-06-03 10:20 answer field-sales
story higashi
   2026-06-01 10:30  (enter) → arrival  enter  (enter)  because call-held not-now
   2026-06-01 10:30  owner inside-sales/kato  (first-contact)  because call-held not-now
   2026-06-01 10:30  arrival → target  success  (company-only)  because nothing
   2026-06-01 10:30  target → recycle  recycle [next-exhibition]  (not-now)  because call-held not-now
  owner  inside-sales/kato
  stage  recycle  since 2026-06-01 10:30  lap 1
  score  0 = fit 0 + behaviour 0
  back   2026-09-01 00:00
  next   2026-09-01 00:00 return
story naka
   2026-06-01 10:40  (enter) → arrival  enter  (enter)  because touched visit
   2026-06-01 10:40  arrival → target  success  (company-only)  because nothing
  owner  inside-sales (queue)
  stage  target  since 2026-06-01 10:40  lap 1
  score  2 = fit 0 + behaviour 2: visit 2 by touched visit 2026-06-01
  next   2026-06-06 10:40 play find-a-person
story kado
   2026-06-01 10:50  (enter) → arrival  enter  (enter)  because opened
   2026-06-01 10:50  arrival → meeting  jump  (jump)  because opened
   2026-06-01 10:50  owner field-sales (queue)  (stage-team)  because moved to meeting
   2026-06-01 10:50  offered to field-sales until 2026-06-03 10:50  because moved to meeting
  owner  field-sales (queue)
  stage  meeting  since 2026-06-01 10:50  lap 1
  score  0 = fit 0 + behaviour 0
  next   2026-06-03 10:50 answer field-sales
gaps
  none
