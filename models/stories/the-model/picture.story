# What the diagram shows beside the flow: people, money, months of return, where the time of winners went, who stayed.
model the-model
member kato inside-sales
member sato inside-sales
member takahashi field-sales
member suzuki customer-success

# Two customers from before; each brings something every month, and one of them asks support for help.
2026-03-02 09:00 minami captured
2026-03-02 09:00 minami takahashi won amount=1200000
2026-03-02 10:00 minami suzuki step-done step=contacts
2026-03-02 10:00 minami subscription-started ends=2027-03-02 mrr=100000
2026-03-12 10:00 minami activated
2026-03-12 11:00 nishi captured
2026-03-12 11:00 nishi takahashi won amount=600000
2026-03-12 12:00 nishi subscription-started ends=2027-03-12 mrr=50000
2026-03-13 12:00 nishi activated

# A lead with two persons in it: two days until the first call, six until the meeting, eight until it wins.
2026-04-01 10:00 kita/mori captured source=form
2026-04-03 10:00 kita/mori kato call-held outcome=talked minutes=30
2026-04-06 10:00 kita/hara touched touch=form
2026-04-06 11:00 kita/mori kato call-held outcome=appointment minutes=30
2026-04-09 10:00 kita takahashi meeting-held minutes=60
picture 2026-04-01 2026-04-09
  7 working days
  team   inside-sales 2, 160 slots a week
  team   field-sales 1
  team   customer-success 1
  stage  meeting 1
  stage  adoption 2, 150000 JPY a month
  shelf  recycle 0:
  most   meeting grows by 1, 0 overdue
  money  150000 JPY a month, new nothing
  kept   2 of 2 (10000), gross 10000, net 10000
2026-04-10 10:00 minami ticket-seen ticket=1 severity=2
2026-04-10 10:00 kita takahashi opened amount=900000
picture 2026-04-01 2026-04-10
  8 working days
  team   inside-sales 2, 160 slots a week
  team   field-sales 1
  team   customer-success 1
  stage  qualified 1, may bring 900000 JPY
  stage  adoption 2, 150000 JPY a month
  shelf  recycle 0:
  most   qualified grows by 1, 0 overdue
  money  150000 JPY a month, new nothing
  kept   2 of 2 (10000), gross 10000, net 10000
  support 1 opened, 0 closed, 1 open
2026-04-11 10:00 minami ticket-seen ticket=1 severity=2 closed=yes

# One that is to come back in August, one by the clock of its reason.
2026-04-13 10:00 higashi captured
2026-04-13 10:30 higashi sato call-held outcome=not-now reason=timing until=2026-08-03
2026-04-14 10:00 chuo captured
2026-04-14 10:30 chuo sato call-held outcome=not-now reason=competitor
2026-04-17 10:00 kita takahashi won amount=960000
2026-04-20 10:00 minami ticket-seen ticket=2 severity=3
picture 2026-04-01 2026-04-30
  14 working days
  team   inside-sales 2, 160 slots a week
  team   field-sales 1
  team   customer-success 1
  stage  recycle 2
  stage  handover 1
  stage  adoption 2, 150000 JPY a month
  shelf  recycle 2: 2026-08 1, from 2026-11 1
  most   handover grows by 1, 0 overdue
  time   lead → won of 1: median 16.0 days, lead 1250 (13 worked), contacting 1901 (13 worked), appointment 1849 (26 worked), meeting 625 (0 worked), qualified 4375 (0 worked)
  won    1, of it 0 beside, 7 hundredths a day
  money  150000 JPY a month, new nothing
  kept   2 of 2 (10000), gross 10000, net 10000
  support 2 opened, 1 closed, 1 open

# May: one customer pays more, one leaves, one buys more beside; a third comes that pays in dollars.
2026-05-07 10:00 minami subscription-changed mrr=120000
2026-05-11 10:00 minami takahashi opened opportunity=2 amount=300000
2026-05-12 10:00 nishi ended reason=price
2026-05-13 10:00 kita subscription-started ends=2027-05-13 mrr=USD49000
2026-05-14 10:00 kita activated
picture 2026-05-01 2026-05-31
  7 working days
  team   inside-sales 2, 160 slots a week
  team   field-sales 1
  team   customer-success 1
  stage  recycle 2
  stage  meeting 1, may bring 300000 JPY
  stage  adoption 2, 120000 JPY and 49000 USD a month
  stage  churned 1
  shelf  recycle 2: 2026-08 1, from 2026-12 1
  most   meeting grows by 1, 1 overdue
  time   won → adoption of 1: median 27.0 days, handover 10000
  won    0, of it 0 beside, before 1, 0 hundredths a day
  before it took 16.0 days
  money  120000 JPY and 49000 USD a month, new 49000 USD
  kept   1 of 2 (5000), gross 6667, net 8000
  support 0 opened, 0 closed, 1 open
# A past day is shown as it was.
picture 2026-04-01 2026-04-10
  8 working days
  team   inside-sales 2, 160 slots a week
  team   field-sales 1
  team   customer-success 1
  stage  qualified 1, may bring 900000 JPY
  stage  adoption 2, 150000 JPY a month
  shelf  recycle 0:
  most   qualified grows by 1, 0 overdue
  money  150000 JPY a month, new nothing
  kept   2 of 2 (10000), gross 10000, net 10000
  support 1 opened, 0 closed, 1 open
# August: who was to come back in August is gone from the shelf, who is to come in January is still there.
2026-08-31 00:00 tick
picture 2026-08-01 2026-08-31
  19 working days
  team   inside-sales 2, 160 slots a week
  team   field-sales 1
  team   customer-success 1
  stage  nurture 1
  stage  recycle 2
  stage  meeting 1, may bring 300000 JPY
  stage  adoption 2, 120000 JPY and 49000 USD a month
  shelf  recycle 2: 2026-09 1, 2027-01 1
  most   nurture grows by 1, 0 overdue
  won    0, of it 0 beside, before 0, 0 hundredths a day
  money  120000 JPY and 49000 USD a month, new nothing
  kept   2 of 2 (10000), gross —, net —
  support 0 opened, 0 closed, 1 open
# No month of a year that nothing is known of.
picture 2025-01-01 2025-01-31
  19 working days
  team   inside-sales 2, 160 slots a week
  team   field-sales 1
  team   customer-success 1
  shelf  recycle 0:

# Tuesday, ten past ten: somebody has just asked for us, with four hours for the answer. Nobody is late because the day
# will end, tomorrow is no working day yet, and of January nothing is known.
2026-09-01 10:00 tomi captured
2026-09-01 10:05 tomi touched touch=hand-raise
2026-09-01 10:10 tick
flow 2026-09-01 2026-09-02
  lead          0 + 1 - 1 = 0  dwell 0.0 0.0
  nurture       1 + 0 - 0 = 1
  mql           0 + 1 - 0 = 1
  recycle       2 + 0 - 0 = 2
  meeting       1 + 0 - 0 = 1  overdue 1  of which side 1
  adoption      2 + 0 - 0 = 2
  · → lead enter 1
  lead → mql success 1
picture 2026-09-01 2026-09-02
  1 working days
  team   inside-sales 2, 160 slots a week
  team   field-sales 1
  team   customer-success 1
  stage  nurture 1
  stage  mql 1
  stage  recycle 2
  stage  meeting 1, may bring 300000 JPY
  stage  adoption 2, 120000 JPY and 49000 USD a month
  shelf  recycle 2: 2026-09 1, 2027-01 1
  most   mql grows by 1, 0 overdue
  won    0, of it 0 beside, before 0, 0 hundredths a day
  money  120000 JPY and 49000 USD a month, new nothing
  kept   2 of 2 (10000), gross —, net —
  support 0 opened, 0 closed, 1 open
picture 2027-01-01 2027-01-31
  0 working days
  team   inside-sales 2, 160 slots a week
  team   field-sales 1
  team   customer-success 1
  stage  nurture 1
  stage  mql 1
  stage  recycle 2
  stage  meeting 1, may bring 300000 JPY
  stage  adoption 2, 120000 JPY and 49000 USD a month
  shelf  recycle 2: past 2
  money  120000 JPY and 49000 USD a month, new nothing
  support 0 opened, 0 closed, 1 open
