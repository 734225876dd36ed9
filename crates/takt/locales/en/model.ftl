# What is wrong with a model file. The place stands before each sentence.

model-not-utf8 = The file is not UTF-8: byte { $byte } is no character here.
model-not-utf8-help = Save the file as UTF-8 and check it again.
model-not-toml = The file is cut or no TOML: { $message }.
model-not-toml-help = Correct the line, or take the whole file from where you have it; a text needs both quotes, a list both brackets.
model-format = Format { $format } is not one this Takt reads.
model-format-help = Write format = { $supported }. A file of a later format needs a later Takt.
model-section = { $section ->
        [model] the top of the file
       *[other] "{ $section }"
    }
model-unknown-key = There is no key "{ $key }" in { model-section }.
model-unknown-key-help = { GIVEN($nearest) ->
        [yes] Did you mean "{ $nearest }"? Else remove the key;
       *[no] Remove the key;
    } docs/model.md lists the keys of { model-section }.
model-missing-key = The key "{ $key }" is missing in { model-section }.
model-missing-key-help = Add "{ $key }"; docs/model.md shows an example of { model-section }.
model-misplaced-key = "{ $key }" has no meaning in "{ $id }": { $kind ->
        [default] a default holds always
        [transition] only a transition out of a gate may say default = true
        [count] a stage of kind count has none
        [gate] a stage of kind gate has none
        [inventory] a stage of kind inventory has none
        [shelf] a stage of kind shelf has none
       *[other] a field of type { $kind } has none
    }.
model-misplaced-key-help = Remove "{ $key }", or change { $kind ->
        [default] default = true into a condition (when)
        [transition] the stage it leaves into a gate
        [count] the kind of the stage
        [gate] the kind of the stage
        [inventory] the kind of the stage
        [shelf] the kind of the stage
       *[other] the type of the field
    }.
model-type-expected = { $expected ->
        [text] a text in quotes
        [whole-number] a whole number
        [yes-no] true or false
        [list] a list in brackets
        [table] a table in braces
        [tables] a list of tables
        [day] a day like 2026-04-01
        [texts] a text or a list of texts
       *[other] { $expected }
    }
model-type-found = { $found ->
        [text] a text
        [whole-number] a whole number
        [yes-no] true or false
        [list] a list
        [table] a table
        [day] a day
        [fraction] a number with a fraction
       *[other] { $found }
    }
model-wrong-type = "{ $key }" has the wrong type: here stands { model-type-found }.
model-wrong-type-help = Write "{ $key }" as { model-type-expected }.
model-bad-value = { GIVEN($value) ->
        [yes] "{ $key }" cannot be "{ $value }".
       *[no] { $expected ->
            [one-of-keys] A value for "{ $key }" is missing.
            [one-condition] "{ $key }" must say exactly one thing.
           *[other] The value of "{ $key }" means nothing here.
        }
    }
model-bad-value-help = { $expected ->
        [text] Write a text that is not blank.
        [one-of] Write one of: { $words }.
        [between] Write a number in { $words }.
        [id] Write small letters, digits, - and _, a letter first, at most 64 of them.
        [span] Write a span longer than nothing, like 4h, 30d or 6mo{ GIVEN($words) ->
                [yes] , or one of: { $words }
               *[no] {""}
            }.
        [span-of-days] Write a span of whole days or months, like 30d or 6mo.
        [currency] Write the three capital letters of a currency, like JPY.
        [zone] Write a time zone of the IANA list, like Asia/Tokyo.
        [openings] Write pairs of times like ["09:00", "12:00"], the earlier first, in order and without overlap.
        [open-hours] Open at least one day of the week: days with hours.
        [closure] Write both days as 2026-08-13, the earlier first, or both as 12-29, which comes back every year.
        [choice-field] Name a field of type choice or open-choice.
        [number-field] Name a field of type integer, money, rate or date: only these have an order.
        [value-of-field] Write one of the words of the field: { $words }.
        [distinct] Give each band its own beginning; this one stands twice.
        [one-condition] Keep one of: { $words }. Join several with all or any.
        [one-of-keys] Add one of: { $words }.
        [day] Write a day that there is, like 2026-04-01.
       *[other] docs/model.md shows an example of "{ $key }".
    }
model-name-missing = "{ $key }" has no text in { $language ->
        [ja] Japanese (ja)
        [en] English (en)
       *[other] { $language }
    }.
model-name-missing-help = Write both: { $key } = {"{"} ja = "…", en = "…" {"}"}.
model-duplicate-id = "{ $id }" stands twice among "{ $section }"; the first is on line { $line }.
model-duplicate-id-help = Give one of the two another name, or remove it.
model-too-many = { $section ->
        [bytes] The file has { $count } bytes; { $most } are the most.
        [when] The condition has more than { $most } parts.
       *[other] There are { $count } of "{ $section }"; { $most } are the most.
    }
model-too-many-help = { $section ->
        [bytes] Keep names and definitions short, and measures that are over out of the file.
        [when] Split it into several transitions.
       *[other] Remove those that are not needed.
    }
model-unknown-stage = There is no stage "{ $id }".
model-unknown-stage-help = { GIVEN($nearest) ->
        [yes] Did you mean "{ $nearest }"? Else declare
       *[no] Declare
    } it with [[stage]], or name one that is declared.
model-unknown-team = There is no team "{ $id }".
model-unknown-team-help = { GIVEN($nearest) ->
        [yes] Did you mean "{ $nearest }"? Else declare
       *[no] Declare
    } it with [[team]], or name one that is declared.
model-unknown-field = There is no field "{ $id }".
model-unknown-field-help = { GIVEN($nearest) ->
        [yes] Did you mean "{ $nearest }"? Else declare
       *[no] Declare
    } it with [[field]], or name one that is declared.
model-unknown-reason = There is no recycle clock for the reason "{ $id }".
model-unknown-reason-help = { GIVEN($nearest) ->
        [yes] Did you mean "{ $nearest }"? Else declare
       *[no] Declare
    } it with [[recycle]], or name a reason that is declared.
model-owner-missing = { GIVEN($team) ->
        [yes] Stage "{ $id }" has no owner: there is no team "{ $team }".
       *[no] Stage "{ $id }" has no owner: no team is named.
    }
model-owner-missing-help = { GIVEN($nearest) ->
        [yes] Did you mean team = "{ $nearest }"?
       *[no] Add team = "…" with a team that is declared with [[team]].
    } Every stage belongs to a team.
model-start-not-courting = The line cannot begin in "{ $id }", which is { $standing }.
model-start-not-courting-help = Let start name a stage with standing = "courting", or a gate.
model-sla-without-limit = Stage "{ $id }" is of kind sla and has no limit.
model-sla-without-limit-help = Add limit = "8h" (business time), or choose kind = "inventory".
model-was-still-there = The stage "{ $id }" is still one of this model ({ $name }), so no other stage can take its accounts.
model-was-still-there-help = Take "{ $id }" out of was, or remove the stage "{ $id }".
model-outcome-taken-twice = The outcome "{ $outcome }" is taken by "{ $id }" and by "{ $other }".
model-outcome-taken-twice-help = Leave outcome = "{ $outcome }" in one of the two stages only.
model-outcome-without-stage = Nothing takes the outcome "{ $outcome }": when it is seen, there is nowhere to go.
model-outcome-without-stage-help = Write outcome = "{ $outcome }" into the stage it leads to{ GIVEN($standing) ->
        [yes] , or add a stage with standing = "{ $standing }".
       *[no] .
    }
model-unreachable-stage = Nothing leads to stage "{ $id }".
model-unreachable-stage-help = Add a transition to = "{ $id }", or remove the stage.
model-no-exit = Nothing leads out of stage "{ $id }": who comes in never leaves.
model-no-exit-help = Add a transition from = "{ $id }", or choose standing = "gone" if it is an end.
model-shelf-without-return = { GIVEN($lap) ->
        [yes] Nobody comes back from shelf "{ $id }" in approach { $lap }.
       *[no] Nobody comes back from shelf "{ $id }".
    }
model-shelf-without-return-help = Add a transition from = "{ $id }" with when = {"{"} returned = true {"}"}{ GIVEN($lap) ->
        [yes] {" "}that holds in approach { $lap } too: look at its laps.
       *[no] .
    }
model-gate-without-default = Gate "{ $id }" has no default: who fits none of its conditions would be stuck.
model-gate-without-default-help = Add a last transition from = "{ $id }" with default = true.
model-gate-cycle = These moves can go round in a circle at one instant: { $stages }.
model-gate-cycle-help = Let one of them wait: after = "1d", a fact seen since the visit began, or conditions that exclude each other.
model-no-fact-can-carry = Transition "{ $rule }" can never happen: { $because ->
        [unknown-event] "{ $what }" is nothing that happens.
        [unknown-step] there is no onboarding step "{ $what }".
        [no-steps] there are no onboarding steps.
        [nothing-listed] "{ $what }" lists nothing.
        [contradiction] its conditions exclude each other.
        [always-before] a transition before it in the file holds always.
        [same-stage] it leads from "{ $what }" to "{ $what }" itself.
        [count-stage] "{ $what }" only counts; no company stands there.
        [gone] "{ $what }" is left by a seen outcome only.
        [gate] a gate holds nobody, so "{ $what }" cannot be waited for there.
        [not-a-shelf] "{ $what }" is no shelf, so nobody comes back from it.
        [not-offered] nothing is offered to that team there, so "{ $what }" is never seen.
        [never-lapses] the offer has no limit, so it never lapses.
        [side-position] after the win, "{ $what }" moves the side deal and not the company.
        [no-subscription] before the win there is no subscription, so "{ $what }" is never seen.
        [above-cap] the score cannot pass { $what } points.
        [above-laps] there are at most { $what } approaches.
       *[other] { $because } "{ $what }"
    }
model-no-fact-can-carry-help = { $because ->
        [unknown-event] { GIVEN($nearest) ->
                [yes] Did you mean "{ $nearest }"?
               *[no] docs/model.md lists what can be waited for.
            }
        [unknown-step] { GIVEN($nearest) ->
                [yes] Did you mean "{ $nearest }"? Else declare the step with [[onboarding]].
               *[no] Declare the step with [[onboarding]].
            }
        [no-steps] Declare the steps with [[onboarding]], or take this condition out.
        [nothing-listed] List at least one, or take this condition out.
        [contradiction] Take one of them out, or join them with any.
        [always-before] Move it in front of that transition, or remove it.
        [same-stage] Name another stage, or remove the transition.
        [count-stage] Name a stage that holds companies.
        [gone] Wait for an outcome: when = {"{"} happened = "won" {"}"}, for example.
        [gate] Ask in a gate for what is known: score, attribute, source. Wait in the stage before it.
        [not-a-shelf] Leave out returned, or make the stage a shelf.
        [not-offered] Let a stage before it offer: offers = "…" with that team.
        [never-lapses] Give the offering stage a limit.
        [side-position] Wait for renewed or ended instead.
        [no-subscription] Use this condition in stages behind the win.
        [above-cap] Lower the line, or raise the cap of the score.
        [above-laps] Lower the number, or raise laps_max.
       *[other] Change the condition or remove the transition.
    }
model-play-without-move = Play "{ $id }" serves "{ $serves }" and aims at "{ $aims }", but nothing leads from the one to the other.
model-play-without-move-help = Add a transition from = "{ $serves }" to = "{ $aims }", or aim at a stage that "{ $serves }" leads to.
