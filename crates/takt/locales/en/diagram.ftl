# The words of the picture of the revenue model.

diagram-title = Revenue model
diagram-dot = {" · "}
diagram-and = {", "}
diagram-month = { $month ->
    [m1] January
    [m2] February
    [m3] March
    [m4] April
    [m5] May
    [m6] June
    [m7] July
    [m8] August
    [m9] September
    [m10] October
    [m11] November
   *[m12] December
} { $year }
diagram-from-to = { $from } to { $to }
diagram-business-days = { $days } business days
diagram-model = { $name } v{ $version }
diagram-members = { $count } people
diagram-slots = { $count } slots/wk
diagram-former = Earlier stages
diagram-entering = (new)
diagram-buying = (customer)
diagram-leaving = (over)

# Stations
diagram-in = in { $count }
diagram-out = out { $count }
diagram-through = through { $count }
diagram-median = median { $days }
diagram-overdue = overdue { $count }
diagram-side = of which expansion { $count }
diagram-side-short = expansion { $count }
diagram-people = contacts { $count }
diagram-people-label = contacts
diagram-people-short = { $count }
diagram-amount = amount { $money }
diagram-amount-label = amount
diagram-recurring = MRR { $money }
diagram-recurring-label = MRR
diagram-visits = visits
diagram-cost = cost { $money }
diagram-tell-stage = { $stage }: opening { $opening } + in { $in } − out { $out } = stock { $closing }
diagram-tell-median = median stay { $days }
diagram-tell-overdue = overdue { $count }
diagram-tell-side = of which expansion { $count }
diagram-tell-limit = limit { $count }
diagram-tell-visits = { $stage }: visits { $count }
diagram-tell-bar = { $when }: { $count }
diagram-tell-rung = { $stage }: { $share } of the time to the win

# Months of return
diagram-return-past = late
diagram-return-none = none
diagram-return-month = { $month ->
    [m1] Jan
    [m2] Feb
    [m3] Mar
    [m4] Apr
    [m5] May
    [m6] Jun
    [m7] Jul
    [m8] Aug
    [m9] Sep
    [m10] Oct
    [m11] Nov
   *[m12] Dec
}
diagram-return-later = { $month ->
    [m1] Jan
    [m2] Feb
    [m3] Mar
    [m4] Apr
    [m5] May
    [m6] Jun
    [m7] Jul
    [m8] Aug
    [m9] Sep
    [m10] Oct
    [m11] Nov
   *[m12] Dec
}+

# Tracks
diagram-move = { $from } → { $to }: { $count } ({ $rate } of the { $out } that left { $from }, { $path })
diagram-move-away = over after { $from }: { $count }
diagram-move-in = new → { $to }: { $count }
diagram-move-beside = expansion of customers → { $to }: { $count }
diagram-path-success = the usual way
diagram-path-fast = fast pass
diagram-path-detour = detour
diagram-path-recycle = recycle
diagram-path-loop = renewal
diagram-path-enter = new
diagram-path-jump = by outcome
diagram-path-override = by hand
diagram-path-merge = merged
diagram-path-adopt = by a new model
diagram-path-crew = change of owner
diagram-handover = handed over
diagram-expansion = expansion
diagram-again = 2nd approach
diagram-to = → { $name }
diagram-out-of = { $name } →
diagram-new-to = new → { $name }
diagram-more-to = expansion → { $name }
diagram-ends = { $from } → { $to } { $count }
diagram-count-action = { $count } { $action }
diagram-with-rate = { $label } ({ $rate })
diagram-action-count = { $action } { $count }

# Tiles
diagram-won = Won
diagram-before = was { $value }
diagram-shorter = shorter, was { $value }
diagram-longer = longer, was { $value }
diagram-pace = Pace
diagram-pace-value = { $count } a day
diagram-new-recurring = New MRR
diagram-recurring-all = MRR { $money }
diagram-lead-time = Lead time
diagram-lead-time-of = { $from } → { $to }, median
diagram-retention = Retention
diagram-kept = { $kept } of { $customers }
diagram-net-gross = NRR { $net } GRR { $gross }

# Constraint
diagram-constraint = Constraint: { $stage }
diagram-constraint-grows = Grew by { $grows } in the period (in { $in } − out { $out }).
diagram-constraint-overdue = Overdue: { $count }.

# Below the map
diagram-support = Support
diagram-support-opened = opened { $count }
diagram-support-closed = closed { $count }
diagram-support-open = open { $count }
diagram-ladder-title = Where the time goes
diagram-ladder = { $from } → { $to }, median { $days } (paths of { $accounts } companies)
diagram-ladder-work = {" "}= waiting { $wait } + worked { $worked }
diagram-ladder-noted = , work noted { $worked }
diagram-legend-width = width = moves (√)
diagram-legend-gauge = column = stock, tick = limit
diagram-legend-overdue = overdue
diagram-legend-detour = detour
diagram-legend-recycle = to the shelf
diagram-legend-fast = fast pass
diagram-legend-jump = by outcome
diagram-legend-due = back next
diagram-legend-constraint = constraint
diagram-legend-pale = nobody in the period
diagram-legend-worked = solid = worked
diagram-rest = { COUNT($count) ->
    [one] The number of { $count } more track is in the table.
   *[other] The numbers of { $count } more tracks are in the table.
}

# Sentences
diagram-describe = { $model } in { $period }: { $stages } stages stand as stations in the lanes of { $lanes } teams; the moves between them are the tracks.
diagram-describe-tile = {" "}{ $label }: { $value }.
diagram-describe-constraint = {" "}{ $title }. { $sentence }
diagram-describe-overdue = {" "}Overdue in all: { $count }.
diagram-describe-shelf = {" "}{ $stage } holds { $count }, of which { $due } come back next month.
diagram-describe-table = {" "}The table has the same numbers.

# Tables
diagram-table-tiles = All in all
diagram-table-stages = Stages
diagram-table-moves = Moves
diagram-table-visits = Visits
diagram-shelf-table = { $stage }: month of return
diagram-table-figure = figure
diagram-table-value = value
diagram-table-note = note
diagram-table-stage = stage
diagram-table-team = team
diagram-table-opening = opening
diagram-table-in = in
diagram-table-out = out
diagram-table-closing = stock
diagram-table-side = of which expansion
diagram-table-limit = limit
diagram-table-overdue = overdue
diagram-table-median = median
diagram-table-p90 = p90
diagram-table-beside = people, money
diagram-table-from = from
diagram-table-to = to
diagram-table-path = path
diagram-table-count = count
diagram-table-of = left the stage
diagram-table-rate = rate
diagram-table-cost = cost
diagram-table-return = back in
diagram-table-share = share of the time
diagram-table-worked = of which worked
diagram-table-opened = tickets opened
diagram-table-closed = closed
diagram-table-open = open
