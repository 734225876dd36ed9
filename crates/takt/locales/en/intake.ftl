# What is wrong with a file, a row or a mapping. The place stands before each sentence.

# ---- a whole file ----
intake-file-unreadable = The file cannot be read: { $error }.
intake-file-unreadable-help = Check its name and that you may read it.
intake-file-empty = The file is empty.
intake-file-empty-help = Export it again with a header and at least one row.
intake-file-no-header = No row of the file has names of columns.
intake-file-no-header-help = Put the names of the columns into the first row; they say what the file is.
intake-file-not-text = The file holds bytes that are no text.
intake-file-not-text-help = Save it as CSV in UTF-8 (in Excel: "CSV UTF-8") and import that.
intake-file-encoding = The file seems to be in { $seems }; Takt reads UTF-8, Shift_JIS (CP932), EUC-JP and UTF-16.
intake-file-encoding-help = Save it as CSV in UTF-8 (in Excel: "CSV UTF-8") and import that.
intake-header-repeats = The column "{ $column }" stands twice in the header, as number { $first } and as number { $second }.
intake-header-repeats-help = Give one of the two another name, or remove it.
intake-file-unknown = { GIVEN($nearest) ->
        [yes] No [[file]] of the mapping has these columns. The nearest is "{ $nearest }"; this file lacks { $missing }.
       *[no] No [[file]] of the mapping has these columns.
    }
intake-file-unknown-help = Export the file with all columns, or name the columns it has in the mapping.
intake-file-ambiguous = Several [[file]] of the mapping fit this header: { $files }.
intake-file-ambiguous-help = Name more columns in the mapping, so that each file is told by its header.
intake-lookup-alone = The lookup file "{ $lookup }" is only looked up in; alone it says nothing about any company.
intake-lookup-alone-help = Give it together with the file it belongs to: { $owner }.
intake-lookup-missing = "{ $owner }" needs the lookup file "{ $lookup }", which was not given.
intake-lookup-missing-help = Give "{ $lookup }" in the same command, or write optional = true into the join of the mapping.
intake-import-too-large = This is more than one import can hold.
intake-import-too-large-help = Split the file, for example by month, and import the parts one after the other.

# ---- a row ----
intake-row-ragged = The row has { COUNT($cells) ->
        [one] { $cells } cell
       *[other] { $cells } cells
    }, the header has { $header }.
intake-row-ragged-help = Put cells that contain commas or line breaks into double quotes, and correct what is missing or too much.
intake-cell-too-long = The cell is longer than { byte-limit }.
intake-cell-too-long-help = Shorten it, or leave its column out of the file.
intake-row-too-long = The row is longer than { byte-limit }.
intake-row-too-long-help = Shorten it; if it swallowed other rows, a quote may be missing.
intake-quote-unclosed = A quote opens here and is never closed; everything from this line on is lost.
intake-quote-unclosed-help = Close the quote with ". A quote inside a cell is written twice: "".
intake-quote-misplaced = Text follows a closing quote.
intake-quote-misplaced-help = Write a quote inside a cell twice (""), and the comma right behind the closing one.
intake-row-encoding = Byte { $byte } at place { $at } is no { $encoding }{ $seems ->
        [unknown] {""}
       *[other] ; the row seems to be { $seems }
    }.
intake-row-encoding-help = Save the whole file in one encoding, best UTF-8, and import it again; the other rows stay as they are.

# ---- a cell ----
intake-key-blank = The key is blank, so nobody can say whom the row is about.
intake-key-blank-help = Fill the key in, or name another column as the key in the mapping.
intake-key-too-long = The key is longer than { byte-limit }.
intake-key-too-long-help = Choose a shorter column as the key.
intake-key-shape = "{ $value }" is no outside key.
intake-key-shape-help = Write system:key, for example crm:A-17.
intake-key-without-number = The key "{ $value }" is not known of this company.
intake-key-without-number-help = Import the row that opened it first, or give its number.
intake-required-blank = The cell is blank, and "{ $kind }" cannot be stated without it.
intake-required-blank-help = Fill it in, or give a default or optional = true in the mapping.
intake-word-too-long = The word is longer than { byte-limit }.
intake-word-too-long-help = Shorten it; long texts belong to texts or free in the mapping.
intake-not-a-number = "{ $value }" is no number.
intake-not-a-number-help = Write digits, with - or ▲ before a negative number; commas may stand between thousands.
intake-number-out-of-range = "{ $value }" is not between { $from } and { $to }.
intake-number-out-of-range-help = Correct the number.
intake-not-a-date = "{ $value }" is no day or time of the form { date-format }.
date-format = { SLUG($format) ->
        [iso] 2026-05-01 or 2026-05-01 09:30
       *[other] { $format }
    }
byte-limit = { COUNT($limit) ->
        [1048576] 1 MiB
        [8388608] 8 MiB
       *[other] { $limit } bytes
    }
intake-not-a-date-help = Correct it if there is no such day; if the file writes dates in another way, give its format in the mapping.
intake-date-out-of-range = "{ $value }" is not between { $from } and { $to }.
intake-date-out-of-range-help = Correct the year.
intake-not-yes-no = "{ $value }" is neither yes nor no.
intake-not-yes-no-help = Write yes or no, true or false, 1 or 0, or map your words in the mapping.
intake-not-money = "{ $value }" is no amount of money.
intake-not-money-help = Write a number, with the sign or the letters of its currency: 1,200, ¥1,200, 1200 JPY.
intake-money-too-fine = "{ $value }" has more decimals than { $currency } has.
intake-money-too-fine-help = Round it in the file: Takt never rounds money by itself.
intake-not-a-currency = "{ $value }" is no currency.
intake-not-a-currency-help = Write three capital letters: JPY, USD, EUR.
intake-not-a-rate = "{ $value }" is no rate.
intake-not-a-rate-help = Write 12.5%, or a number with its unit given in the mapping.
intake-not-hours = "{ $value }" are no hours.
intake-not-hours-help = Write 09:00-12:00 13:00-18:00, the earlier first and without overlap.
intake-unknown-code = "{ $value }" is none of the words that may stand here.
intake-unknown-code-help = { GIVEN($nearest) ->
        [yes] Did you mean "{ $nearest }"?{" "}
       *[no] {""}
    }Known: { $known }. Other words can be translated with map in the mapping.
intake-unknown-word = The model has no { word-kind } "{ $value }".
intake-unknown-word-help = { GIVEN($nearest) ->
        [yes] Did you mean "{ $nearest }"?{" "}
       *[no] {""}
    }Known: { $known }. Other words can be translated with map in the mapping.
intake-unknown-choice = "{ $value }" is no choice of "{ $choice }".
intake-unknown-choice-help = { GIVEN($nearest) ->
        [yes] Did you mean "{ $nearest }"?{" "}
       *[no] {""}
    }Known: { $known }. Other words can be translated with map in the mapping, or added to the model.
word-kind = { $kind ->
        [stage] stage
        [team] team
        [field] field
        [choice] choice
        [source] source
        [reason] reason
        [touch] touch
        [page] page
        [play] play
        [step] onboarding step
        [channel] channel
        [signal] signal
       *[other] { $kind }
    }
intake-join-without-partner = "{ $key }" does not stand in the lookup file "{ $lookup }".
intake-join-without-partner-help = Add the row to "{ $lookup }", correct the key, or write optional = true into the join of the mapping.

# ---- a line of facts ----
intake-json-broken = The line is no JSON: { $error }.
intake-json-broken-help = Write one whole JSON object a line; docs/mapping.md shows the form.
intake-json-not-object = The line is JSON, but no object.
intake-json-not-object-help = Write one object a line, in braces, with kind and at.
intake-key-repeats = The key "{ $key }" stands twice.
intake-key-repeats-help = Keep one of the two.
intake-account-missing = "{ $kind }" is about a company, and none is named.
intake-account-missing-help = Add "account": "system:key".
intake-account-not-taken = "{ $kind }" is about your own house and takes no account and no contact.
intake-account-not-taken-help = Remove account and contact from the line.
intake-unknown-attribute = The model has no field "{ $attribute }".
intake-unknown-attribute-help = Declare it with [[field]] in the model, or keep the value as a text (texts or free in a mapping).
intake-journal-line = The line cannot be put back: it is not what an export writes.
intake-journal-line-help = Use the export as it was written.

# ---- a mapping ----
intake-mapping-not-utf8 = The mapping is not UTF-8.
intake-mapping-not-utf8-help = Save it as UTF-8.
intake-mapping-not-toml = The mapping is no TOML: { $error }.
intake-mapping-not-toml-help = Correct the line; a text needs both quotes, a list both brackets.
intake-mapping-too-long = The mapping is longer than { byte-limit }.
intake-mapping-too-long-help = Split it into one mapping for each source.
intake-unknown-format = Format { $format } is not one this Takt reads.
intake-unknown-format-help = Write format = { $known }. A later format needs a later Takt.
intake-unknown-key = There is no key "{ $key }" here.
intake-unknown-key-help = { GIVEN($nearest) ->
        [yes] Did you mean "{ $nearest }"? Else remove
       *[no] Remove
    } it; docs/mapping.md lists the keys.
intake-missing-key = The key "{ $key }" is missing.
intake-missing-key-help = Add "{ $key }"; docs/mapping.md shows an example.
intake-type-expected = { SLUG($expected) ->
        [string] a text
        [boolean] true or false
        [integer] a whole number
        [object] an object in braces
        [object-with-minor-and-currency] an amount like {"{"}"minor": 1200, "currency": "JPY"{"}"}
        [array] a list
        [table] a table
        [array-of-strings] a text or a list of texts
        [array-of-tables] a list of tables
        [string-integer-boolean-date-or-table-with-column] a text, a whole number, true or false, a date, or a table with column
        [nothing] nothing at all
        [choice] a text
        [open-choice] a text
        [money] an amount
        [rate] a rate
        [date] a date
        [yes-no] true or false
       *[other] { $expected }
    }
intake-type-found = { SLUG($found) ->
        [string] a text
        [boolean] true or false
        [integer] a whole number
        [number] a number
        [float] a number with a fraction
        [datetime] a date
        [object] an object
        [array] a list
        [table] a table
        [inline-table] a table
        [array-of-tables] a list of tables
        [null] null
        [none] nothing
       *[other] { $found }
    }
intake-wrong-type = The value has the wrong type: here stands { intake-type-found }.
intake-wrong-type-help = Write { intake-type-expected }.
intake-bad-name = { GIVEN($value) ->
        [yes] "{ $value }" is no good name.
       *[no] The name is blank.
    }
intake-bad-name-help = Write a name that is not blank and not longer than 200 bytes; for system and id small letters, digits, - and _.
intake-name-repeats = "{ $name }" stands twice.
intake-name-repeats-help = Keep one of the two, or give one another name.
intake-unknown-zone = "{ $zone }" is no time zone.
intake-unknown-zone-help = Write "model", or a zone of the IANA list like "Asia/Tokyo".
intake-unknown-kind = There is no kind of fact called "{ $kind }".
intake-unknown-kind-help = { GIVEN($nearest) ->
        [yes] Did you mean "{ $nearest }"?{" "}
       *[no] {""}
    }docs/mapping.md lists the kinds.
intake-kind-acted = "{ $kind }" is what the model does itself; no file can state it.
intake-kind-acted-help = State what was seen (captured, won, lost …); the moves follow from it.
intake-kind-reserved = "{ $kind }" is written by Takt itself; no file can state it.
intake-kind-reserved-help = Remove it; docs/mapping.md lists the kinds a file can state.
intake-unknown-field = "{ $kind }" has no field "{ $field }".
intake-unknown-field-help = { GIVEN($nearest) ->
        [yes] Did you mean "{ $nearest }"?{" "}
       *[no] {""}
    }docs/mapping.md lists the fields of each kind.
intake-missing-field = "{ $kind }" needs the field "{ $field }".
intake-missing-field-help = Add "{ $field }", as a constant or from a column.
intake-unknown-file = There is no [[file]] with the id "{ $file }".
intake-unknown-file-help = { GIVEN($nearest) ->
        [yes] Did you mean "{ $nearest }"?
       *[no] Name one of the ids under [[file]].
    }
intake-not-joined = "{ $owner }" does not join "{ $file }".
intake-not-joined-help = Add join = {"{"} file = "{ $file }", on = "…" {"}"} to [[file]] "{ $owner }".
intake-lookup-with-facts = "{ $file }" is a lookup file: it gives no facts and has no keys of its own.
intake-lookup-with-facts-help = Remove lookup = true, or move what stands here to the file that joins it.
intake-file-without-account = "{ $kind }" is about a company, and [[file]] "{ $file }" names none.
intake-file-without-account-help = Add account = {"{"} key = "…" {"}"} to [[file]] "{ $file }".
intake-bad-format = "{ $format }" is no format of dates.
intake-bad-format-help = Write for example "%Y-%m-%d" or "%Y/%m/%d %H:%M"; docs/mapping.md lists the letters.
intake-bad-condition = The condition must ask exactly one thing.
intake-bad-condition-help = Write one of is, in, blank, yes, at_least, at_most, joined; join several with all, any or not.
intake-blank-word = "{ $value }" counts as blank in "{ $file }": no cell ever says it.
intake-blank-word-help = Ask for blank = true, or take the word out of the file's blank.
intake-bad-check = The check must ask exactly one thing.
intake-bad-check-help = Write one of within, not_before and unique; every further one is a [[check]] of its own.
intake-check-without-fact = No [[fact]] gives "{ $kind }": there is nothing to check.
intake-check-without-fact-help = Correct the kind, or remove the check.
intake-check-without-field = No [[fact]] of the kind "{ $kind }" states "{ $field }": nothing could ever fail this check.
intake-check-without-field-help = Add { $field } = {"{"} key = "…" {"}"} to the [[fact]], or remove the check.
intake-check-without-key = The rows of "{ $file }" have no keys that could repeat.
intake-check-without-key-help = Add row = {"{"} key = "…" {"}"} to [[file]] "{ $file }", or remove the check.
intake-unknown-column = "{ $file }" has no column "{ $column }".
intake-unknown-column-help = { GIVEN($nearest) ->
        [yes] Did you mean "{ $nearest }"? Else correct
       *[no] Correct
    } the name in the mapping, or export the file with this column.
intake-date-in-future = "{ $value }" lies in the future: it has not happened yet.
intake-date-in-future-help = Correct the date; what is only planned is no fact. If the times are of another zone, give it in the mapping.
