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
