# What the commands print for people.

label-error = Error:

# ---- init, tick, export, restore, verify ----
init-done = New data folder { $data } with the model { $model }. Next: takt --data { $data } import FILE…
tick-done =
    { COUNT($facts) ->
        [0] Nothing was due.
        [one] Done what was due: { $facts } fact.
       *[other] Done what was due: { $facts } facts.
    }
export-done = Exported { COUNT($facts) ->
        [one] { $facts } fact
       *[other] { $facts } facts
    } to { $folder }: { $files }
restore-done = Restored { COUNT($facts) ->
        [one] { $facts } fact
       *[other] { $facts } facts
    } to { $folder }, with the sequence and the hashes they had.
verify-facts = Read { COUNT($facts) ->
        [one] { $facts } fact
       *[other] { $facts } facts
    }.
verify-state = state
verify-replay = replay
verify-frame = Frame { $seq }: { damage }
verify-finding = { corruption }
verify-sound = Sound: the chain is whole, and the seen facts, decided anew, lead to the same state.

# ---- demo ----
demo-done = Sample company { $company }: { $months } months, { $accounts } companies, { $facts } facts, made in { $seconds } s in { $folder }.
demo-story-lost-then-won = A deal lost in May that came back in August and was won: takt --data { $folder } account { $account }
demo-story-good-handover = A handover to customer success that went well: takt --data { $folder } account { $account }
demo-story-bad-handover = A handover whose promise was lost, and that ended in a churn: takt --data { $folder } account { $account }
demo-season = { $cards } cards at the exhibition from { $first } to { $last }; a price rise on { $rise }; since { $push } more comes in than inside sales can call.
demo-next = Look further: takt --data { $folder } funnel --from-stage lead --to-stage won

# ---- import ----
import-done =
    Received { COUNT($received) ->
        [one] { $received } row
       *[other] { $received } rows
    }: { $journalled } journalled, { $unchanged } unchanged, { $rejected } rejected.
    { $dry ->
        [yes] Facts that would be written
       *[no] Facts written
    }: { $facts }. Companies: { $created } new, { $updated } updated.
import-lookup = Lookup { $file }: { $used } of { $rows } rows used.
import-more-rejections = … and { $more } more rejected. --errors FILE writes them all.
import-dry = Dry run: nothing was written.
progress-history = History: { $accounts } of { $of } companies, { $facts } facts
progress-going-live = Going live: { $accounts } of { $of } companies, { $facts } facts
doubt-before-contact =
    Doubtful: { COUNT($rows) ->
        [one] { $rows } row. Its outcome is
       *[other] { $rows } rows. Their outcomes are
    } dated before the first contact; a win counts as won after 0 days. If the date is a slip, correct the file and import it again.
doubt-which-opportunity =
    Doubtful: { COUNT($rows) ->
        [one] { $rows } row does
       *[other] { $rows } rows do
    } not say which of several open opportunities is meant. Give the number: opportunity = {"{"} key = … {"}"} in the mapping.
doubt-which-subscription =
    Doubtful: { COUNT($rows) ->
        [one] { $rows } row does
       *[other] { $rows } rows do
    } not say which of several subscriptions is meant. Give the number: subscription = {"{"} key = … {"}"} in the mapping.
doubt-outside-subscription =
    Doubtful: { COUNT($rows) ->
        [one] { $rows } row says something
       *[other] { $rows } rows say something
    } of a time at which the subscription did not run. Everything was taken as it stands; correct the dates of whichever is wrong.
doubt-before-start =
    Doubtful: { COUNT($rows) ->
        [one] { $rows } row is
       *[other] { $rows } rows are
    } dated before the company's first contact. Everything was taken as it stands; correct the dates of whichever is wrong.
doubt-id-repeats =
    Doubtful: { COUNT($rows) ->
        [one] { $rows } row has the number
       *[other] { $rows } rows have the numbers
    } of another row that says something else. Both were taken: if it is one row corrected, the two count double.
import-more-doubtful = {"    "}… and { $more } more. --errors FILE writes them all.

# ---- flow and funnel ----
flow-title = Flow { $from } to { $to }
flow-empty = No flow yet: the journal holds no company. Take a file in: takt import FILE…
flow-group = { $key }
sketch-overdue = { " " }({ $count } overdue)
sketch-constraint = { " " }◀ constraint, +{ $grows }
sketch-and = { ", " }
sketch-leaves = over
sketch-fast = { " " }(fast pass)
flow-legend =
    on/out: of those who went out in the period, the share that led on (not lost, recycled or ended).
    days: of the visits completed in the period, median and 90th percentile.
column-stage = stage
column-opening = opening
column-in = in
column-out = out
column-closing = stock
column-side = expansion
column-overdue = overdue
column-conversion = on/out
column-days-p50 = days median
column-days-p90 = days p90
column-channel = channel
column-visits = visits
column-cost = cost
funnel-title = { $from } → { $to }: of those who entered, how many reached, and in how many days
column-group = group
column-entered = entered
column-reached = reached
column-rate = reached/entered
column-p25 = days p25
column-p50 = days median
column-p75 = days p75
column-p90 = days p90
total = total
group-blank = (blank)
as-of = As of fact { $seq }, { $at }

# ---- diagram ----
diagram-done = The revenue model of { $from } to { $to } is in { $file }.

# ---- account and why ----
account-stage = stage
account-since = { $stage }, since { $since }
account-owner = owner
account-co-owners = co-owners
account-lap = approach
account-lap-value = { ORDINAL($lap) ->
        [one] { $lap }st
        [two] { $lap }nd
        [few] { $lap }rd
       *[other] { $lap }th
    } approach
account-score = score
account-score-value = { $total } (fit { $fit }, behaviour { $behaviour })
account-side = side deal
account-side-begins = expansion begins
account-next = next
account-gap = Gap: nothing planned
account-over = over, nothing to plan
column-seq = fact
column-at = when
column-fact = what
column-detail = details
inferred-at = { $at } (inferred)
next-answer = { $of } answers the handover
next-meet = meeting
next-work = work on { $of } inside its limit
next-play = play { $of }
next-step = onboarding step { $of }
next-return = back from recycle
next-window = the model looks at it again
why-score-part = { $points } points by { $rule } (facts { $facts })
why-inferred = inferred: nobody stated this time
why-rule = rule { $rule } of the model adopted as number { $model }
why-because = because of fact { $seq }, { $kind } on { $at }
why-absent = and no { $what } from { $from } to { $to }
path-success = success
path-fast = fast pass
path-detour = detour
path-recycle = recycle
path-loop = renewal
path-enter = first contact
path-jump = by its outcome
path-override = set by a person
path-merge = merged into another company
path-adopt = the stage is another in the new model

# ---- model check ----
model-sound = { $file }: nothing wrong found.
model-findings =
    { COUNT($count) ->
        [one] { $count } finding. Until it is corrected, the model cannot be put into force.
       *[other] { $count } findings. Until they are corrected, the model cannot be put into force.
    }

# ---- kinds of facts ----
fact-model-adopted = model put into force
fact-member-joined = member joined a team
fact-member-left = member left a team
fact-hours-set = hours set
fact-leave-taken = leave
fact-leave-cancelled = leave cancelled
fact-closure-set = closed days set
fact-counted = visits counted
fact-import-begun = import begun
fact-import-ended = import ended
fact-import-undone = import taken back
fact-clock-accepted = the clock was accepted
fact-doubted = possible duplicates
fact-distinct = found to be two
fact-same-person = found to be one person
fact-belongs = office of a legal entity
fact-captured = first contact
fact-described = described
fact-contact-named = contact named
fact-contact-left = contact left the company
fact-consented = consent
fact-bounced = mail bounced
fact-erased = personal data erased
fact-assigned = assigned
fact-handoff-accepted = handover accepted
fact-handoff-returned = handover returned
fact-slot-reserved = slot reserved
fact-slot-released = slot released
fact-touched = touch
fact-call-held = call
fact-appointment-made = appointment made
fact-meeting-held = meeting held
fact-meeting-missed = no-show
fact-opened = opportunity opened
fact-proposal-sent = proposal sent
fact-won = won
fact-lost = lost
fact-rested = put to rest
fact-disqualified = disqualified
fact-subscription-started = subscription started
fact-step-done = onboarding step done
fact-activated = uses the product
fact-used = use reported
fact-ticket-seen = ticket
fact-subscription-changed = subscription changed
fact-renewed = renewed
fact-ended = subscription ended
fact-overridden = stage set by a person
fact-went-live = went live
fact-voided = an import was taken back
fact-merged = became part of another account
fact-absorbed = another account became part of it
fact-unmerged = is no part of another account any more
fact-released = another account is no part of it any more
fact-moved = moved
fact-owner-changed = owner changed
fact-handoff-offered = handed over
fact-handoff-lapsed = handover lapsed
fact-reopened = history reopened

# ---- what did not happen ----
event-touched = touch
event-called = call
event-appointment-made = appointment
event-meeting-held = meeting
event-meeting-missed = no-show
event-slot-reserved = slot reserved
event-offered = handover
event-accepted = acceptance
event-returned = return
event-lapsed = lapsed handover
event-opened = opportunity
event-proposal-sent = proposal
event-won = win
event-lost = loss
event-rested = rest
event-disqualified = disqualification
event-step-done = onboarding step
event-activated = own use
event-used = use
event-ticket-seen = ticket
event-subscription-started = subscription
event-renewed = renewal
event-ended = end of a subscription
event-bounced = bounced mail
event-contact-left = departure of a contact
event-refused = refusal

# ---- rules of Takt's own ----
rule-enter = every company begins here
rule-jump = a seen outcome that no transition waits for
rule-override = a person set it
rule-side-opened = a side deal opened
rule-side-closed = a side deal closed
rule-first-contact = the new owner's first contact
rule-stage-team = the stage belongs to another team
rule-offer = the stage hands over
rule-offer-limit = nobody answered inside the limit
rule-history = a fact of the past arrived
rule-adoption = another model came into force
rule-merge = accounts were merged

restore-dry = Dry run: { $facts } facts would be restored to { $folder }; nothing was written.
why-default = no other way out of the gate held
import-unused = { $file }: these columns are not in the mapping and were not kept: { $columns }
import-passed = Passed over, since nobody knows their company: { $count } of the unchanged rows.
import-undeclared = Attributes the model does not declare; they are kept as texts, no rule reads them: { $names }

# ---- help and wrong use ----
help-heading-usage = Usage:
help-heading-commands = Commands
help-heading-arguments = Arguments
help-heading-options = Options
help-takt = Takt runs a subscription vendor's revenue model: one line from the first touch to the renewal.
help-takt-help = Print this help
help-takt-version = Print the version
help-takt-data = The data folder (./takt-data without it)
help-takt-lang = The language: ja or en; by LANG without it
help-takt-json = Print JSON for programs
help-takt-progress = How progress is told on standard error
help-demo = Make the sample vendor and show its flow
help-init = Make a new, empty data folder
help-init-model = A shipped model ({ $models }), or a model file
help-tick = Fire what is due now, where no server runs
help-import = Take files into the journal
help-import-files = CSV files, a facts JSONL, or an exported journal.jsonl
help-import-mapping = The mapping from columns to facts
help-import-dry_run = Say what would happen, write nothing
help-import-errors = Write the rejected rows as they were, with the reason, to this file, to be corrected and imported
help-flow = Flow and balance of every stage
help-flow-from = First day, inclusive
help-flow-to = Last day, inclusive
help-flow-by = source, segment, month or owner:TEAM
help-diagram = The revenue model as a picture (SVG)
help-diagram-out = The SVG to write (takt-diagram.svg without it)
help-diagram-at = As it stood on this day; in and out are of its month up to the day
help-diagram-from = First day, inclusive
help-diagram-to = Last day, inclusive
help-diagram-theme = auto, light or dark
help-diagram-width = wide (1360 px) or narrow (390 px)
help-funnel = Of those who entered one stage, how many reached another, and how fast
help-funnel-from_stage = The stage that is entered
help-funnel-to_stage = The stage that may be reached
help-funnel-by = source, segment, month or owner:TEAM
help-funnel-cohort_from = Only those who entered on or after this day
help-funnel-cohort_to = Only those who entered on or before this day
help-funnel-within = Only reached within so many days
help-account = One account: stage, owners, score, next action, timeline
help-account-account = Our number or an outside key
help-why = Why an account stands where it stands
help-why-account = Our number or an outside key
help-verify = Check the folder: the chain, and the same facts decided anew
help-model = Model files
help-model-check = Say what is wrong with a model file, and where
help-model-check-file = The model file
help-export = Write everything as text into a new folder
help-export-dir = The folder, empty or not there yet
usage-unknown-command = There is no command "{ $what }".
usage-unknown-option = There is no option or argument "{ $what }" here.
usage-missing = Something is missing: { $what }
usage-bad-value = { $what } cannot be "{ $value }".
usage-other = The command is not written as it can be read.
usage-nearest = Near it: { $nearest }
usage-help = See takt --help, or takt COMMAND --help.
