# Rates and days by hand. Five leads of May, three won, after 3, 10 and 20 calendar days: 6000 bp, quartiles 6.5, 10 and
# 15, ninth decile 18. Those of the fair: 2 of 3 after 3 and 10; of the web 1 of 1; without source 0 of 1.
model the-model
import 2026-07-01 09:00
2026-05-01 23:00 kita captured source=fair
2026-05-04 01:00 kita won
2026-05-01 minami captured source=fair
2026-05-11 minami won
2026-05-05 nishi captured source=web
2026-05-25 nishi won
2026-05-05 higashi captured source=fair
2026-05-05 naka captured
end
funnel lead won
  total      3 of 5  rate 6000  days 650 1000 1500 1800
funnel lead won source
  fair       2 of 3  rate 6667  days 475 650 825 930
  web        1 of 1  rate 10000  days 2000 2000 2000 2000
  (none)     0 of 1  rate 0  days —
  total      3 of 5  rate 6000  days 650 1000 1500 1800
# Within so many days: day 10 is inside 10, not inside 9.
funnel lead won within 10
  total      2 of 5  rate 4000  days 475 650 825 930
funnel lead won within 9 source
  fair       1 of 3  rate 3333  days 300 300 300 300
  web        0 of 1  rate 0  days —
  (none)     0 of 1  rate 0  days —
  total      1 of 5  rate 2000  days 300 300 300 300
funnel lead won month
  2026-05    3 of 5  rate 6000  days 650 1000 1500 1800
  total      3 of 5  rate 6000  days 650 1000 1500 1800

# Only winners have a segment: in every group the rate says nothing, so there is none. The whole has one.
model the-model
import 2026-07-01 09:00
2026-05-01 kita captured
2026-05-11 kita won
2026-05-11 kita described segment=mid
2026-05-01 minami captured
end
funnel lead won segment
  mid        1 of 1  rate —  days 1000 1000 1000 1000
  (none)     0 of 1  rate —  days —
  total      1 of 2  rate 5000  days 1000 1000 1000 1000

# One loser with a segment is enough.
model the-model
import 2026-07-01 09:00
2026-05-01 kita captured
2026-05-11 kita won
2026-05-11 kita described segment=mid
2026-05-01 minami captured
2026-05-01 minami described segment=small
end
funnel lead won segment
  mid        1 of 1  rate 10000  days 1000 1000 1000 1000
  small      0 of 1  rate 0  days —
  total      1 of 2  rate 5000  days 1000 1000 1000 1000

# An inferred date: the win counts, its days do not.
model the-model
import 2026-07-01 09:00
2026-05-01 kita captured
~2026-05-11 kita won
2026-05-01 minami captured
2026-05-08 minami won
end
funnel lead won
  total      2 of 2  rate 10000  days 700 700 700 700
funnel lead won within 30
  total      1 of 2  rate —  days 700 700 700 700
flow 2026-05-01 2026-05-31
  lead          0 + 2 - 2 = 0
  nurture       0 + 2 - 2 = 0
  won           0 + 2 - 0 = 2  overdue 2
  · → lead enter 2
  lead → nurture success 2
  nurture → won jump 2
