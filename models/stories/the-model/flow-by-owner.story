# Flow by the member of a team at the time: a change of owner inside a stage goes out of one group and in to the other.
# kita is kato's from the 11th to the 14th, then sato's; minami is sato's; nishi is nobody's. In every group opening +
# in − out = closing, and the groups add up to the whole but for changes of owner, counted once out and once in.
model the-model
member kato inside-sales
member sato inside-sales

2026-05-11 09:00 kita captured source=form
2026-05-11 09:01 kita assigned team=inside-sales member=kato
2026-05-11 09:02 minami captured source=fair
2026-05-11 09:03 minami assigned team=inside-sales member=sato
2026-05-11 09:04 nishi captured
2026-05-11 10:00 kita kato call-held outcome=talked
2026-05-11 10:01 minami sato call-held outcome=talked
2026-05-14 10:00 kita assigned team=inside-sales member=sato
2026-05-15 10:00 kita sato meeting-held
flow 2026-05-12 2026-05-31 owner inside-sales
  lead          1 + 0 - 1 = 0  dwell 3.0 3.0
  nurture       0 + 1 - 0 = 1
  contacting    2 + 0 - 1 = 1  dwell 4.0 4.0  overdue 1
  meeting       0 + 1 - 0 = 1
  lead → nurture success 1
  contacting → meeting success 1
  by sato
  contacting    1 + 1 - 1 = 1  dwell 4.0 4.0  overdue 1
  meeting       0 + 1 - 0 = 1
  · → contacting owner 1
  contacting → meeting success 1
  by kato
  contacting    1 + 0 - 1 = 0
  contacting → · owner 1
  by (none)
  lead          1 + 0 - 1 = 0  dwell 3.0 3.0
  nurture       0 + 1 - 0 = 1
  lead → nurture success 1
flow 2026-05-01 2026-05-31 source
  lead          0 + 3 - 3 = 0  dwell 0.0 2.4
  nurture       0 + 1 - 0 = 1
  contacting    0 + 2 - 1 = 1  dwell 4.0 4.0  overdue 1
  meeting       0 + 1 - 0 = 1
  · → lead enter 3
  lead → nurture success 1
  lead → contacting success 2
  contacting → meeting success 1
  by fair
  lead          0 + 1 - 1 = 0  dwell 0.0 0.0
  contacting    0 + 1 - 0 = 1  overdue 1
  · → lead enter 1
  lead → contacting success 1
  by form
  lead          0 + 1 - 1 = 0  dwell 0.0 0.0
  contacting    0 + 1 - 1 = 0  dwell 4.0 4.0
  meeting       0 + 1 - 0 = 1
  · → lead enter 1
  lead → contacting success 1
  contacting → meeting success 1
  by (none)
  lead          0 + 1 - 1 = 0  dwell 3.0 3.0
  nurture       0 + 1 - 0 = 1
  · → lead enter 1
  lead → nurture success 1
# Last member of the team before the meeting: sato for both; nobody met minami.
funnel contacting meeting owner inside-sales
  sato       1 of 2  rate 5000  days 400 400 400 400
  total      1 of 2  rate 5000  days 400 400 400 400
funnel contacting meeting owner field-sales
  (none)     1 of 2  rate —  days 400 400 400 400
  total      1 of 2  rate 5000  days 400 400 400 400
flow 2026-05-14 2026-05-14 owner inside-sales
  lead          1 + 0 - 1 = 0  dwell 3.0 3.0
  nurture       0 + 1 - 0 = 1
  contacting    2 + 0 - 0 = 2  overdue 2
  lead → nurture success 1
  by sato
  contacting    1 + 1 - 0 = 2  overdue 2
  · → contacting owner 1
  by kato
  contacting    1 + 0 - 1 = 0
  contacting → · owner 1
  by (none)
  lead          1 + 0 - 1 = 0  dwell 3.0 3.0
  nurture       0 + 1 - 0 = 1
  lead → nurture success 1
