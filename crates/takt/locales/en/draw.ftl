# Words on pictures.

draw-days = { $days } d
draw-empty = No numbers yet. They appear here once something is recorded.

# ---- the same as a table ----
draw-column-when = When
draw-column-what = What
draw-column-of = Of
draw-column-day = Day
draw-column-at-risk = Before
draw-column-events = Ended
draw-column-censored = Out of sight
draw-column-left = Left
draw-column-began = Began
draw-column-size = At start
draw-column-date = Date
draw-column-time = Time
draw-column-kind = Kind
draw-column-company = Company
draw-column-outcome = Outcome

# ---- what small charts show ----
draw-spark-told = From { $first } in { $from } to { $last } in { $to }. Lowest { $low }, highest { $high }.
draw-bars-told = { COUNT($n) ->
        [one] { $n } bar
       *[other] { $n } bars
    }. The greatest is { $label } with { $value }.
draw-heat-told = Highest at { $best } with { $high }, lowest at { $worst } with { $low }.
draw-axis-days = days
draw-survival-at-risk = Still there on that day
draw-survival-curve = { $label }: { $n } at the start, median { $median }.
draw-survival-curve-above = { $label }: { $n } at the start, more than half still there.
draw-cohort-told = { COUNT($n) ->
        [one] { $n } cohort
       *[other] { $n } cohorts
    }, between { $low } and { $high }.
draw-cohort-beyond = { COUNT($n) ->
        [one] { $n } column
       *[other] { $n } columns
    } to the right are in the table.

# ---- the slots of a week ----
draw-date = { $weekday } { $year }/{ $month }/{ $day }
draw-date-short = { $weekday } { $month }/{ $day }
draw-week-title = Slots of the week
draw-week-subtitle = { $from } to { $to } · { $member } · { $all } slots − { $closed } closed = { $open }
draw-week-subtitle-open = { $from } to { $to } · { $member } · { COUNT($open) ->
        [one] { $open } slot
       *[other] { $open } slots
    }
draw-week-told = The week of { $member } from { $from } to { $to }. Of { COUNT($open) ->
        [one] { $open } slot
       *[other] { $open } slots
    }: done { $done }, appointments { $appointments }, free { $free }.
draw-week-day = { $weekday } { $month }/{ $day }
draw-week-now = now { $time }
draw-week-pause = Lunch { $from }–{ $to }
draw-week-done = Done
draw-week-meeting = Meeting
draw-week-free = Free
draw-week-away = Away
draw-week-aim = Appointments { $made } of { $target }
draw-week-made = Appointments { $made }
draw-week-expected = expected by week's end { $n }
draw-week-connected = Connected { $rate } ({ $connected } of { $done }) · { $yield } appointments a slot
draw-week-next = Next
draw-week-order = By value of a slot
draw-week-no-action = Nobody needs a call right now. Free slots can take new leads.
draw-week-more = { $n } more
draw-slot-hot = Hot
draw-slot-new = New
draw-slot-follow = Follow-up
draw-slot-recycle = 2nd approach
draw-outcome-appointment = ✓ appointment
draw-outcome-talked = talked
draw-outcome-absent = absent
draw-outcome-reception = reception
draw-outcome-call-back = call back
draw-outcome-material = send material
draw-outcome-not-now = not now
draw-outcome-no-fit = no fit
draw-outcome-left = left
draw-outcome-wrong-number = wrong number
draw-outcome-refused = refused
draw-weekday-mon = Mon
draw-weekday-tue = Tue
draw-weekday-wed = Wed
draw-weekday-thu = Thu
draw-weekday-fri = Fri
draw-weekday-sat = Sat
draw-weekday-sun = Sun
