# Dwell is elapsed time ÷ 24 h of visits completed in the period, one decimal, half up; a visit that begins or ends at a
# time nobody stated is left out. Contacting: 36 h = 1.5 days (kita), 60 h = 2.5 (minami): median 2.0, ninth decile 2.4.
# Nishi's visit to nurture is left by a stated win, but began by a timer of history: no dwell.
model the-model
import 2026-07-01 09:00
2026-05-11 09:00 kita call-held outcome=talked
2026-05-12 21:00 kita meeting-held
2026-05-11 09:00 minami call-held outcome=talked
2026-05-13 21:00 minami meeting-held
2026-05-01 09:00 nishi captured
2026-05-20 09:00 nishi won
end
flow 2026-05-01 2026-05-31
  lead          0 + 3 - 3 = 0  dwell 0.0 0.0
  nurture       0 + 1 - 1 = 0
  contacting    0 + 2 - 2 = 0  dwell 2.0 2.4
  meeting       0 + 2 - 0 = 2  overdue 2
  won           0 + 1 - 0 = 1  overdue 1
  · → lead enter 3
  lead → nurture success 1
  lead → contacting success 2
  nurture → won jump 1
  contacting → meeting success 2
flow 2026-05-13 2026-05-31 month
  nurture       1 + 0 - 1 = 0
  contacting    1 + 0 - 1 = 0  dwell 2.5 2.5
  meeting       1 + 1 - 0 = 2  overdue 2
  won           0 + 1 - 0 = 1  overdue 1
  nurture → won jump 1
  contacting → meeting success 1
  by 2026-05
  nurture       1 + 0 - 1 = 0
  contacting    1 + 0 - 1 = 0  dwell 2.5 2.5
  meeting       1 + 1 - 0 = 2  overdue 2
  won           0 + 1 - 0 = 1  overdue 1
  nurture → won jump 1
  contacting → meeting success 1
