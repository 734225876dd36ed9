# What cannot be worked cannot be reserved; what is taken is taken.
model the-model
member kato inside-sales
member sato inside-sales

2026-05-01 09:00 house leave-taken member=kato from=2026-05-14T00:00 to=2026-05-15T00:00
2026-05-01 09:00 house closure-set from=2026-05-22 to=2026-05-22
2026-05-01 09:00 house hours-set member=sato weekday=0 openings=13:00-17:00
2026-05-11 09:00 kita captured
2026-05-11 09:00 minami captured
free kato 2026-05-12
  16: 09:00 09:30 10:00 10:30 11:00 11:30 13:00 13:30 14:00 14:30 15:00 15:30 16:00 16:30 17:00 17:30
2026-05-11 09:10 kita slot-reserved member=kato for=2026-05-12T10:00
2026-05-11 09:11 minami slot-reserved member=kato for=2026-05-12T10:00
  refused: the slot cannot be reserved: the slot is taken
2026-05-11 09:12 minami slot-reserved member=kato for=2026-05-12T12:00
  refused: the slot cannot be reserved: outside working hours
2026-05-11 09:13 minami slot-reserved member=kato for=2026-05-12T18:00
  refused: the slot cannot be reserved: outside working hours
2026-05-11 09:14 minami slot-reserved member=kato for=2026-05-12T17:45
  refused: the slot cannot be reserved: outside working hours
2026-05-11 09:15 minami slot-reserved member=kato for=2026-05-12T10:45
  refused: the slot cannot be reserved: off the grid of slots
2026-05-11 09:16 minami slot-reserved member=kato for=2026-05-16T10:00
  refused: the slot cannot be reserved: the day is closed
2026-05-11 09:17 minami slot-reserved member=kato for=2026-05-06T10:00
  refused: the slot cannot be reserved: the slot is past
2026-05-11 09:18 minami slot-reserved member=kato for=2026-05-14T10:00
  refused: the slot cannot be reserved: the member is away
2026-05-11 09:19 minami slot-reserved member=kato for=2026-05-22T10:00
  refused: the slot cannot be reserved: the day is closed
2026-05-11 09:20 minami slot-reserved member=nobody for=2026-05-12T11:00
  refused: the slot cannot be reserved: the member is in no team
2026-05-11 09:21 minami slot-reserved member=sato for=2026-05-18T10:00
  refused: the slot cannot be reserved: outside working hours
2026-05-11 09:22 minami slot-reserved member=sato for=2026-05-18T13:00
free kato 2026-05-12
  15: 09:00 09:30 10:30 11:00 11:30 13:00 13:30 14:00 14:30 15:00 15:30 16:00 16:30 17:00 17:30
free kato 2026-05-14
  0:
free kato 2026-05-22
  0:
free sato 2026-05-18
  7: 13:30 14:00 14:30 15:00 15:30 16:00 16:30
# Only who reserved a slot can give it back.
2026-05-11 10:00 minami slot-released member=kato for=2026-05-12T10:00
  refused: no such slot is reserved for it
free kato 2026-05-12
  15: 09:00 09:30 10:30 11:00 11:30 13:00 13:30 14:00 14:30 15:00 15:30 16:00 16:30 17:00 17:30
2026-05-11 10:00 kita slot-released member=kato for=2026-05-12T10:00
2026-05-11 10:01 minami slot-reserved member=kato for=2026-05-12T10:00
2026-05-11 10:02 house leave-cancelled member=kato from=2026-05-14T00:00
free kato 2026-05-14
  16: 09:00 09:30 10:00 10:30 11:00 11:30 13:00 13:30 14:00 14:30 15:00 15:30 16:00 16:30 17:00 17:30
