# Use that falls out of its span by time alone moves at that very instant, the oldest report first; people likewise. The
# same conditions the other way round do not swing to and fro.
model tests/used
member kato sales

2026-04-06 10:00 kita/mori captured
2026-04-06 10:30 kita/mori used signal=report amount=10
2026-04-08 11:00 kita/hara used signal=log-in amount=15
2026-04-08 12:00 kita/hara used amount=8
story kita
   2026-04-06 10:00  (enter) → lead  enter  (enter)  because captured
   2026-04-08 12:00  lead → busy  success  (busy)  because used 2026-04-06, used 2026-04-08, used
  owner  sales (queue)
  stage  busy  since 2026-04-08 12:00  lap 1
  score  0 = fit 0 + behaviour 0
  next   nothing: a gap
# Ten of the 33 fall out on the 13th at 10:30: a minute before it is busy, at the instant it is not.
2026-04-13 10:29 tick
story kita
  owner  sales (queue)
  stage  busy  since 2026-04-08 12:00  lap 1
  score  0 = fit 0 + behaviour 0
  next   nothing: a gap
2026-04-13 10:30 tick
story kita
   2026-04-13 10:30  busy → lead  detour  (no-longer-busy)  because used 2026-04-08, not used 2026-04-08 12:00 to 2026-04-13 10:30
  owner  sales (queue)
  stage  lead  since 2026-04-13 10:30  lap 1
  score  0 = fit 0 + behaviour 0
  next   nothing: a gap
2026-04-14 09:00 kita/mori used signal=report amount=7
story kita
   2026-04-14 09:00  lead → busy  success  (busy)  because used 2026-04-08, used 2026-04-08, used
  owner  sales (queue)
  stage  busy  since 2026-04-14 09:00  lap 1
  score  0 = fit 0 + behaviour 0
  next   nothing: a gap
# A third person known is a deal.
2026-04-14 10:00 kita/ueno contact-named
story kita
   2026-04-14 10:00  busy → deal  success  (many)  because captured 2026-04-06, used 2026-04-08, contact-named
  owner  sales (queue)
  stage  deal  since 2026-04-14 10:00  lap 1
  score  0 = fit 0 + behaviour 0
  next   nothing: a gap
2026-05-11 10:00 kita kato won
2026-05-11 10:00 kita kato activated
story kita
   2026-05-11 10:00  owner sales/kato  (first-contact)  because won
   2026-05-11 10:00  deal → customer  success  (won)  because won
   2026-05-11 10:00  customer → use  success  (activated)  because activated
   2026-05-11 10:00  use → quiet  detour  (quieter)  because used 2026-04-14, not used 2026-04-14 09:00 to 2026-05-11 10:00
  owner  sales/kato
  stage  quiet  since 2026-05-11 10:00  lap 1
  score  0 = fit 0 + behaviour 0
  next   nothing: a gap
2026-05-20 10:00 kita/mori used amount=1
2026-05-21 10:00 kita/hara used amount=1
2026-05-28 10:00 kita used amount=1
story kita
   2026-05-21 10:00  quiet → use  loop  (louder)  because used 2026-05-20, used
  owner  sales/kato
  stage  use  since 2026-05-21 10:00  lap 1
  score  0 = fit 0 + behaviour 0
  next   2026-06-19 10:00 window
# Use that nobody is named for is by nobody: mori's falls out on the 19th.
2026-06-19 10:00 tick
story kita
   2026-06-19 10:00  use → quiet  detour  (quieter)  because used 2026-05-28, not used 2026-05-28 10:00 to 2026-06-19 10:00
  owner  sales/kato
  stage  quiet  since 2026-06-19 10:00  lap 1
  score  0 = fit 0 + behaviour 0
  next   nothing: a gap

# A hundred within eight hours of business: 60 on Friday at 17:00 and 40 on Monday before 17:00, not after.
2026-07-03 17:00 doyo/abe used signal=report amount=60
2026-07-03 17:00 getsu/ito used signal=report amount=60
2026-07-06 16:59 doyo/abe used signal=report amount=40
2026-07-06 17:01 getsu/ito used signal=report amount=40
story doyo
   2026-07-03 17:00  (enter) → lead  enter  (enter)  because used
   2026-07-03 17:00  lead → busy  success  (busy)  because used
   2026-07-06 16:59  busy → deal  fast  (at-once)  because used 2026-07-03, used
  owner  sales (queue)
  stage  deal  since 2026-07-06 16:59  lap 1
  score  0 = fit 0 + behaviour 0
  next   nothing: a gap
story getsu
   2026-07-03 17:00  (enter) → lead  enter  (enter)  because used
   2026-07-03 17:00  lead → busy  success  (busy)  because used
  owner  sales (queue)
  stage  busy  since 2026-07-03 17:00  lap 1
  score  0 = fit 0 + behaviour 0
  next   nothing: a gap

# Two people known, and a hand raised by one of them; one alone is not enough.
2026-07-06 17:10 hitori/ota touched touch=hand-raise
2026-07-06 17:10 futari/kudo captured
2026-07-06 17:12 futari/mita contact-named
2026-07-06 17:15 futari/kudo touched touch=hand-raise
story hitori
   2026-07-06 17:10  (enter) → lead  enter  (enter)  because touched hand-raise
  owner  sales (queue)
  stage  lead  since 2026-07-06 17:10  lap 1
  score  0 = fit 0 + behaviour 0
  next   nothing: a gap
story futari
   2026-07-06 17:10  (enter) → lead  enter  (enter)  because captured
   2026-07-06 17:15  lead → deal  success  (two-and-a-hand)  because captured 2026-07-06, contact-named 2026-07-06, touched hand-raise
  owner  sales (queue)
  stage  deal  since 2026-07-06 17:15  lap 1
  score  0 = fit 0 + behaviour 0
  next   nothing: a gap

# Ten days of an approach, over the stages and not of them; the second approach, on the first of October, is young again.
2026-07-07 10:00 wakai/endo used amount=40
2026-07-07 10:00 furui/ono used amount=40
2026-07-17 09:59 wakai bounced
2026-07-17 10:01 furui bounced
story wakai
   2026-07-07 10:00  (enter) → lead  enter  (enter)  because used
   2026-07-07 10:00  lead → busy  success  (busy)  because used
   2026-07-14 10:00  busy → lead  detour  (no-longer-busy)  because used 2026-07-07, not used 2026-07-07 10:00 to 2026-07-14 10:00
   2026-07-17 09:59  lead → out  detour  (young)  because bounced
  owner  sales (queue)
  stage  out  since 2026-07-17 09:59  lap 1
  score  0 = fit 0 + behaviour 0
  next   nothing
story furui
   2026-07-07 10:00  (enter) → lead  enter  (enter)  because used
   2026-07-07 10:00  lead → busy  success  (busy)  because used
   2026-07-14 10:00  busy → lead  detour  (no-longer-busy)  because used 2026-07-07, not used 2026-07-07 10:00 to 2026-07-14 10:00
   2026-07-17 10:01  lead → recycle  recycle [timing]  (old)  because moved to lead 2026-07-07, bounced
  owner  sales (queue)
  stage  recycle  since 2026-07-17 10:01  lap 1
  score  0 = fit 0 + behaviour 0
  back   2026-10-01 00:00
  next   2026-10-01 00:00 return
2026-10-01 00:00 tick
2026-10-05 10:00 furui bounced
story furui
   2026-10-01 00:00  recycle → lead  recycle lap 2  (next-lap)  because moved to recycle 2026-07-17
   2026-10-05 10:00  lead → out  detour lap 2  (young)  because bounced
  owner  sales (queue)
  stage  out  since 2026-10-05 10:00  lap 2
  score  0 = fit 0 + behaviour 0
  next   nothing
gaps
  kita doyo getsu futari
