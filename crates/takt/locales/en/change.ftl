# ---- merge, unmerge ----
help-merge = Make one company part of another (duplicates)
help-merge-account = The company that becomes part of the other
help-merge-into = The company that stays
help-unmerge = Take a merge back
help-unmerge-account = The company that stands on its own again
merge-done = { $account } is part of { $into } from now on; { $facts } facts written. `takt unmerge { $account }` takes it back.
unmerge-done = { $account } is no part of { $from } any more, and stands where it stood; { $facts } facts written.
account-part-of = part of
account-off = not on the line: nothing is left of it
account-in-whole = what is to be done is done with the company it is part of
account-parts = with it
fault-merge-itself = Company { $account } cannot become part of itself, or of one of its own parts.
fault-merge-itself-help = Name two different companies: takt merge DUPLICATE STAYS.
fault-merge-is-part = Company { $account } cannot be merged: one of the two is part of { $whole } already.
fault-merge-is-part-help = Merge with { $whole }, or take that merge back first: takt unmerge.
fault-merge-no-part = Company { $account } is part of no other company.
fault-merge-no-part-help = `takt account { $account }` shows what it is.
fault-merge-has-business = Company { $account } has an open opportunity or a running subscription, so it is the one that has to stay.
fault-merge-has-business-help = Merge the other way round, or close the opportunity first.
fault-merge-off-the-line = Company { $account } cannot be merged: it is off the line, since nothing that was said of it counts any more.
fault-merge-off-the-line-help = Import what is known of it again, or merge with another company.
fault-merge-too-many = { $most } companies are part of it already, as many as there may be.
fault-merge-too-many-help = Merge { $account } into another company, or take an older merge back.
fault-merge-refused = Company { $account } cannot be merged.
fault-merge-refused-help = Check both numbers with `takt account`.

# ---- import undo ----
help-import-undo = Take a whole import back, by facts
help-import-undo-import = Its number, as `takt import` told it
undo-done = Import { $import } is taken back: { $voided } facts count no more, { $gone } companies are gone with it, { $kept } stay where they stand. { $facts } facts written.
fault-import-unknown = There is no import { $import }.
fault-import-unknown-help = Imports are numbered from 1; `takt import --json` tells the number of each.
fault-import-undone-before = Import { $import } was taken back before.
fault-import-undone-before-help = Nothing is left to take back. The same files can be imported again.

# ---- model adopt ----
help-model-adopt = Put a model into force: a fact, with its reason
help-model-adopt-file = The model file, or a shipped model's name
help-model-adopt-reason = Why, in a word or two
adopt-done = The model { $model } is in force. { $moved } positions moved at once, { $facts } facts written.
adopt-as-before = What was recorded stays as it is. `takt verify` shows that the models of each time still decide it.
fault-adopt-stages-gone = The model has no place for companies that stand in: { $stages }.
fault-adopt-stages-gone-help = Say in the model file which stage takes them over: was = ["{ $example }"] in that [[stage]]. Their history stays, and their clocks run on.
fault-adopt-same = This very model ({ $model }) is in force already.
fault-adopt-same-help = Change the file first; `takt model diff` shows what changes.

# ---- flow --as-known ----
help-flow-as_known = Only what was recorded by the end of this day
flow-as-known = As it was known at the end of { $day }.

# ---- whatif, shadow ----
help-whatif = The seen facts through another model, beside what was recorded; writes nothing
help-whatif-model = The model file, or a shipped model's name
help-whatif-since = From the beginning of this day on; without it from the beginning
help-whatif-accounts = How many accounts --json lists (100)
help-shadow = Models that run beside the live one and never act
help-shadow-add = Keep a model as a shadow
help-shadow-add-name = What to call it: small letters, digits and -
help-shadow-add-file = The model file, or a shipped model's name
help-shadow-add-since = From the beginning of this day on; without it from today
help-shadow-list = All shadows beside what was recorded
help-shadow-drop = End a shadow
help-shadow-drop-name = Its name
whatif-title = What { $model } would have done, { $from } to { $to }
whatif-recorded = moves recorded
whatif-whatif = moves what-if
whatif-same = the same
whatif-only-recorded = only recorded
whatif-only-whatif = only what-if
whatif-elsewhere = companies that would stand elsewhere
whatif-orphans = deeds that would not have happened
whatif-equal = The model does exactly what was recorded.
whatif-slots = { $team }: { $recorded } slots of work recorded, { $whatif } under this model.
whatif-accounts = Companies that would stand elsewhere, and the first move that is another:
whatif-account = { $account }: { $recorded } recorded, { $whatif } what-if
whatif-because-whatif = what-if { $day }: { $from } → { $to } ({ $rule })
whatif-because-recorded = recorded { $day }: { $from } → { $to } ({ $rule })
whatif-more = and { $count } more; --json lists them
column-whatif-stage = stage
column-whatif-stock = stock
column-whatif-whatif = what-if
column-whatif-in = in
column-whatif-overdue = overdue
column-whatif-days = days median
column-whatif-shadow = shadow
column-whatif-since = since
column-whatif-moves = moves
column-whatif-same = same
column-whatif-only-recorded = only recorded
column-whatif-only-whatif = only what-if
column-whatif-elsewhere = elsewhere
column-whatif-orphans = orphans
shadow-added = { $name } runs beside the live model from { $since } on. It never acts; `takt shadow list` shows what it would do.
shadow-dropped = { $name } is ended.
shadow-none = There is no shadow model. `takt shadow add NAME FILE` keeps one.
shadow-legend = elsewhere: companies that would stand in another stage. orphans: what people did that would not have happened.
fault-whatif-parted = The recorded facts cannot be driven again.
fault-whatif-parted-help = Run `takt verify`: it says where the journal differs from what the model decides.
fault-shadow-name = "{ $name }" is no name for a shadow model.
fault-shadow-name-help = Use small letters, digits and -, as in score-40.
fault-shadow-unknown = There is no shadow model "{ $name }".
fault-shadow-unknown-help = `takt shadow list` shows those there are.

# ---- model diff ----
help-model-diff = What changes from one model to another, by meaning
help-model-diff-old = The old model: a file, a shipped model's name, or live, the one in force in the folder
help-model-diff-new = The new model, named in the same way
diff-none = The two models mean the same.
diff-count = Changes: { $count }.
diff-added = + { $of }: { $to }
diff-removed = − { $of }: { $from }
diff-taken-over = → { $of } is taken over by { $to }
diff-changed = ~ { $of } { $key }: { $from } → { $to }
diff-reordered = ~ { $of }, order in which its transitions are tried: { $from } → { $to }
diff-nobody = Nobody stands there.
diff-standing = { $standing } positions stand there, { $limits } with a limit running: they go on in the other stage, and their clocks run on.
diff-stranded = { $standing } positions stand there, { $limits } with a limit running, and the new model says nothing of them: write was = in the stage that takes them over, or it is not adopted.
