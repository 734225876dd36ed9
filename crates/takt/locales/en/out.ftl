# Taking out: tables of people, error files, what a dry run shows.

help-export-format = Only the tables of companies and contacts: csv (UTF-8 that Excel knows), cp932, xlsx or jsonl
help-export-replace = What stands for characters that the format does not carry

export-tables = Exported { COUNT($accounts) ->
        [one] { $accounts } company
       *[other] { $accounts } companies
    } and { COUNT($contacts) ->
        [one] { $contacts } contact
       *[other] { $contacts } contacts
    } to { $folder }: { $files }
export-lost = { COUNT($letters) ->
        [one] { $letters } character is
       *[other] { $letters } characters are
    } not in { $format }. Nothing was written.
export-lost-help = Take --format csv or xlsx, which carry them, or say what is to stand for them: --replace 〓
export-letter = { $letter } ({ $code }): { COUNT($count) ->
        [one] once
       *[other] { $count } times
    }, in { $places }
export-more-letters = … and { $more } more
export-replaced = "{ $replace }" was written in the place of:

fault-export-replace = "{ $replace }" cannot stand for other characters in { $format }: it is not in it, or would be computed.
fault-export-replace-help = Give a character that is in it, for example --replace 〓 or --replace "?"
fault-export-too-many-rows = The table { $table } has { $rows } rows; a sheet holds 1,048,576 with its header.
fault-export-too-many-rows-help = Take --format csv or jsonl.
fault-export-too-many-columns = The table { $table } has { $columns } columns; a sheet holds 16,384.
fault-export-too-many-columns-help = Take --format csv or jsonl.
fault-export-cell-too-long = In { $table }, the text "{ $field }" of { $key } is longer than the 32,767 characters of a cell.
fault-export-cell-too-long-help = Take --format csv or jsonl, or shorten the text.

# ---- error files ----
import-errors = Rejected rows of { $given }, with their reasons, are in { $file } ({ $rows }). Correct them there and import that file.
import-doubtful-file = All doubtful rows are listed in { $file }.
fault-errors-over-given = { $file } is a file to be imported; rejected rows are not written over it.
fault-errors-over-given-help = Give --errors another name.

# ---- dry run and progress ----
help-import-diagram = With --dry-run: draw the line as it stands and as it would stand to this SVG
import-contacts = Contacts: { $created } new, { $updated } updated.
import-rate = , { $rate } rows a second, { $left } s left
rehearse-title = The line today and after the import
rehearse-today = Today
rehearse-after = After the import
rehearse-stage = Stage
rehearse-drawn = The line today and after the import: { $file }
rehearse-same = No stage would have another number of companies.
sample-accounts-created = New companies: { $count }
sample-accounts-updated = Companies updated: { $count }
sample-contacts-created = New contacts: { $count }
sample-contacts-updated = Contacts updated: { $count }
sample-unchanged = Rows unchanged: { $count }
