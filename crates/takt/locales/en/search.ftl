# Search.

help-search = Find companies and contacts by any part of what is held of them
help-search-text = Part of a name, reading, mail address, telephone or other number, note or outside key; one character is enough
help-search-limit = How many to list, at most 1000

column-found-account = company
column-found-contact = contact
column-found-field = in
column-found = text
search-former = { $text } (before; now { $now })
search-nothing = Nothing has "{ $text }" in it.
search-more = These are the first { $count }. Give more of the text, or a larger --limit.
