# Workbooks, vCards, JSON: problems of the files that hold rows. The place is shown before the sentence.

intake-file-kind = This is a file of the kind { $seems }; there are no rows to read in it.
intake-file-kind-help = Save it as Excel (.xlsx, .xls), ODS, CSV or vCard, and import that.
intake-file-encrypted = The workbook is protected by a password.
intake-file-encrypted-help = Open it in your spreadsheet program, take the password away, save it, and import that.
intake-file-damaged = The workbook is damaged ({ $error }).
intake-file-damaged-help = Export it again, or open it in your spreadsheet program and save it anew.
intake-file-unpacked = Unpacked, the workbook is larger than { byte-limit }.
intake-file-unpacked-help = Keep only the sheets you need, or split it into several files and import one after the other.
intake-sheet-unknown = There is no sheet "{ $sheet }". The sheets are: { $known }
intake-sheet-unknown-help = { GIVEN($nearest) ->
        [yes] Did you mean "{ $nearest }"? Write FILE#SHEET.
       *[no] Write FILE#SHEET with the name of one of them.
    }
intake-sheet-none = No sheet has a header with rows below it.
intake-sheet-none-help = Put the header and the rows below it into one sheet, or name the sheet: FILE#SHEET.
intake-sheet-too-large = The sheet is too large: at most { $limit } rows, or as many cells.
intake-sheet-too-large-help = Remove cells far away from the table, or split the sheet and import the parts.
intake-columns-too-many = There are too many columns; { $limit } is the most.
intake-columns-too-many-help = Export only the fields you need.
intake-card-unclosed = This vCard is not closed by END:VCARD.
intake-card-unclosed-help = Export it again, or put END:VCARD where the card ends.
