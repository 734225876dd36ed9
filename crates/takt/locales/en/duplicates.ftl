# Possible duplicates.

help-duplicates = Show possible duplicates, companies and people that may be one, and decide about them
help-duplicates-limit = How many to list, at most 1000
help-duplicates-all = List all of them
help-duplicates-same = Say that they are one company, or one person
help-duplicates-same-ids = The numbers of the pairs
help-duplicates-distinct = Say that they are two; they are not asked about again
help-duplicates-distinct-ids = The numbers of the pairs
help-duplicates-distinct-reason = Why

column-pair = id
column-alike = alike
column-later = came later
column-resembles = resembles
column-pair-since = since

likeness-name = one name
likeness-form = one name, another legal form or place of it
likeness-domain = one domain, two names
likeness-several = several known companies fit
likeness-mail = one mail address, two names
likeness-mobile = one mobile telephone, two names
likeness-person = one name in one company, reached otherwise
likeness-successor = merged into it, says the register

duplicates-none = No possible duplicates wait for a decision.
duplicates-waiting = { COUNT($waiting) ->
        [one] 1 pair waits
       *[other] { $waiting } pairs wait
    } for a decision.
duplicates-more = { $waiting } pairs wait for a decision; these are the { $shown } that have waited longest. --all lists all of them.
duplicates-how = If they are one: takt duplicates same ID. If they are two: takt duplicates distinct ID.
duplicates-party = { $name } ({ $key }, { $of })
duplicates-since = { $day }{ GIVEN($import) ->
        [yes] { " " }(import { $import })
       *[no] { "" }
    }
duplicates-made-merged = { $id }: company { $account } is part of { $into } from now on. `takt unmerge { $account }` takes it back.
duplicates-made-person = { $id }: contacts { $contact } and { $person } are one person.
duplicates-made-two = { $id }: they are two. They are not asked about again.
duplicates-none-left = None is left.
duplicates-left = { COUNT($waiting) ->
        [one] 1 pair is left.
       *[other] { $waiting } pairs are left.
    }

account-former-names = formerly
account-entity = legal entity
account-offices = offices
account-offices-more = and { $count } more
account-doubt = possible duplicate
account-doubt-value = { $id } { $why }: { $with }; takt duplicates same { $id }, or distinct { $id }
account-contact-also = { " " }same person as #{ $numbers }
account-contact-formerly = { " " }formerly { $companies }
account-contact-elsewhere = { " " }now at { $companies }

column-entities = entities
flow-entities = The { $accounts } accounts on the line at the end are { $entities } legal entities.

fault-duplicates-unknown = There is no possible duplicate { $id }.
fault-duplicates-unknown-help = `takt duplicates` lists those that wait, with their ids.
fault-duplicates-found-two = Of { $id } it was decided before that they are two.
fault-duplicates-found-two-help = To make the companies one all the same: takt merge.
fault-duplicates-found-one = Of { $id } it was decided before that they are one person.
fault-duplicates-found-one-help = `takt duplicates` lists those that wait.
fault-duplicates-merged = The two companies of { $id } are one already.
fault-duplicates-merged-help = If they are two: `takt unmerge { $account }` takes the merge back, and they are asked about again.
fault-duplicates-elsewhere = The two of { $id } wait under { $other } now.
fault-duplicates-elsewhere-help = Decide { $other }.
fault-duplicates-undone = Import { $import }, which asked about { $id }, was taken back.
fault-duplicates-undone-help = `takt duplicates` lists those that wait now.
fault-duplicates-gone = { $id } does not wait: one of the two was erased or is off the line.
fault-duplicates-gone-help = `takt duplicates` lists those that wait now.
fault-duplicates-both-busy = Companies { $account } and { $other } of { $id } both have an open opportunity or a running subscription, so neither can become part of the other.
fault-duplicates-both-busy-help = Close the opportunity of one and decide again, or, if they are two: takt duplicates distinct { $id }.
