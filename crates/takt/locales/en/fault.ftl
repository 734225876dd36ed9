# Why a command could not do what it was asked, and what to do about it.

# ---- files ----
fault-file-missing = There is no file { $file }.
fault-file-missing-help = Check the name and the folder you are in; give the path from there.
fault-file-is-folder = { $file } is a folder, not a file.
fault-file-is-folder-help = Give the file in it by name.
fault-file-unreadable = { $file } cannot be read: { $cause }.
fault-file-unreadable-help = Check that you may read it and that its disk is there, then run the command again.
fault-file-unwritable = { $file } cannot be written: { $cause }.
fault-file-unwritable-help = Check that the folder is there, that you may write in it and that the disk has room, then run the command again.

# ---- the data folder ----
fault-folder-missing = There is no data folder { $folder }.
fault-folder-missing-help = Make one with `takt --data { $folder } init`, or name another with --data or TAKT_DATA.
fault-folder-in-use = { $folder } holds a journal already; it stays as it is.
fault-folder-in-use-help = Name a folder that is empty or not there yet with --data, or go on with the one you have.
fault-folder-not-ours = { $folder } is no data folder of Takt: { $cause ->
        [not-empty] it holds other files
        [not-sqlite] what is called a journal there is none
        [other-application] its journal belongs to another program
        [earlier] its journal was written by a Takt from before the first release
        [later] its journal was written by a later version of Takt
       *[other] { $cause }
    }.
fault-folder-not-ours-help = { $cause ->
        [not-sqlite] If it once was your data folder, keep it as it is and restore your last export or backup into a new one.
        [earlier] Import your files anew into another folder.
        [later] Use that version of Takt, or export there and restore here.
       *[other] Name a folder that is empty or not there yet with --data. Nothing in { $folder } was changed.
    }
fault-folder-busy = { $folder } is in use by process { $pid } ({ $doing }).
fault-folder-busy-help = One program at a time writes to a folder. Wait until it is done, or stop it, then run the command again.
fault-folder-busy-unknown = { $folder } is in use by another process.
fault-folder-busy-unknown-help = One program at a time writes to a folder. Wait until it is done, or stop it, then run the command again.

# ---- the store ----
fault-store-conflict = Somebody else wrote to the journal in between; nothing of this command was written.
fault-store-conflict-help = Run the command again.
fault-store-unknown = Whether the last write landed is not known: { $cause }.
fault-store-unknown-help = Run the same command again: what landed is recognised and not doubled.
fault-store-broken = The journal cannot be used any more since an earlier failure.
fault-store-broken-help = Run the command again. If it fails again, `takt verify` says what is wrong.
fault-store-full = The disk is full; the last write was not made, everything before it is safe.
fault-store-full-help = Make room on the disk and run the same command again: it goes on where it stopped.
fault-store-disk = The disk failed while { $step ->
        [create] making the folder
        [lock] locking the folder
        [open] opening the journal
        [read] reading the journal
        [write] writing the journal
        [commit] making the write durable
        [checkpoint] tidying up the journal
       *[other] { $step }
    }: { $cause }.
fault-store-disk-help = Check the disk and your rights on the folder, then run the same command again.
fault-store-corrupt = The journal is damaged: { corruption }
fault-store-corrupt-help = Do not write to this folder. Keep a copy of it, and restore your last export or backup into a new folder.
fault-store-corrupt-frame = The journal is damaged at fact { $seq }: { damage }
fault-store-corrupt-frame-help = Do not write to this folder. Keep a copy of it, and restore your last export or backup into a new folder.
fault-store-program = Takt itself is at fault: { $cause }.
fault-store-program-help = Nothing was written. Please report this sentence with the command you ran.

fault-picture-broken = The numbers of the picture do not add up (stage { $stage }: { $what ->
    [balance] opening + in − out is not the stock
    [in] the moves in are not what came in
    [out] the moves out are not what went out
    [bars] the months of return are not the stock
    [shares] the shares of the time are not one whole
   *[unknown] a move goes to a stage without numbers
 }).
fault-picture-broken-help = Takt itself is at fault, so nothing was drawn. Please report this sentence with what takt verify says.

# What is wrong with a frame, and with what lies beside the frames.
damage = { $what ->
        [checksum] its bytes are not those that were written (the checksum does not fit).
        [undecodable] its bytes are no facts of this version ({ $detail }).
        [chain] its hash does not follow from the frame before it: a frame was changed or exchanged.
        [missing] it is not there; the journal goes on at fact { $detail }.
        [overlap] it begins before fact { $detail }, where the frame before it ends.
        [strayed] fact { $detail } belongs to another account than the one that points to it.
        [unreadable] it cannot be read ({ $detail }).
       *[other] { $what } { $detail }
    }
corruption = { $what ->
        [head] the end it has noted is not the end it has.
        [word] word { $detail } of the dictionary is not the next one of its kind.
        [model-changed] the text of an adopted model was changed.
        [model-missing] the text of the model adopted by fact { $detail } is not there.
        [key] an idempotency key names fact { $detail }, which does not exist.
        [outside] the outside key of { $detail } is filed wrongly and would not be found.
        [row] a row of { $detail } cannot be read.
        [log] the log of the latest writes is broken in its middle; { $detail } commits behind the break are not read.
        [file] the database finds its file damaged ({ $detail }).
       *[other] { $what } { $detail }
    }

# ---- models and mappings ----
fault-model-unsound = { GIVEN($file) ->
        [yes] { $file } cannot be put into force
       *[no] The model cannot be put into force
    }: { COUNT($count) ->
        [one] { $count } finding.
       *[other] { $count } findings.
    }
fault-model-unsound-help = Correct the lines named and run `takt model check { $file }` until nothing is found.
fault-model-unknown = There is no model and no file called "{ $name }".
fault-model-unknown-help = Name a shipped model ({ $known }) or a model file that is there.
fault-mapping-missing = { $file }: no mapping fits the header of this file. One is proposed from its columns and its first rows.
fault-mapping-missing-help = Save the text below as mapping.toml, look at its comments, then run the command again with --mapping mapping.toml. docs/mapping.md explains every key.
fault-intake-refused = Nothing was taken: { COUNT($count) ->
        [one] { $count } finding.
       *[other] { $count } findings.
    }
fault-intake-refused-help = Correct what is named above and run the same command again.

# ---- what was asked ----
fault-account-unknown = There is no company "{ $account }".
fault-account-unknown-help = Give its number, or its outside key like olist:dac32a…; `takt export DIR` lists all of them in accounts.csv.
fault-account-ambiguous = "{ $account }" may be one of several companies: { $candidates }
fault-account-ambiguous-help = Give the outside key with its system, as in the list.
fault-stage-unknown = The model has no stage "{ $stage }".
fault-stage-unknown-help = Its stages: { $known }
fault-team-unknown = The model has no team "{ $team }".
fault-team-unknown-help = Its teams: { $known }
fault-grouping-unknown = "{ $by }" is nothing to group by.
fault-grouping-unknown-help = Give source, segment, month or owner:TEAM, for example --by owner:inside-sales.
fault-date-bad = "{ $text }" is no day.
fault-date-bad-help = Write year, month and day: 2026-05-01.
fault-period-turned = The period ends before it begins: { $from } to { $to }.
fault-period-turned-help = Give the earlier day first. Both days are part of the period.

# ---- export, restore, demo, verify ----
fault-restore-used = { $folder } is in use; a journal can be restored into a fresh folder only.
fault-restore-used-help = Make a fresh one with `takt --data DIR init` and restore into it.
fault-restore-broken = { $file }, line { $line }: this is not what an export writes. Nothing was restored.
fault-restore-broken-help = Use the export as it was written; after any change, export again.
fault-restore-incomplete = The export in { $file } is not whole: { $missing } is missing. Nothing was restored.
fault-restore-incomplete-help = Keep all files of an export together and give its journal.jsonl.
fault-demo-not-ours = { $folder } was not made by the demo; it stays as it is.
fault-demo-not-ours-help = Name a folder that is not there yet: takt --data DIR demo.
fault-export-not-empty = { $folder } is not empty; it stays as it is.
fault-export-not-empty-help = Name a folder that is empty or not there yet.
fault-verify-unequal = Not equal: the seen facts, decided anew, lead to another state than the journal has.
fault-verify-unequal-help = A recorded move, or a model's text, is not what the facts lead to. Keep this folder as it is, and restore your last export or backup into a new one.
fault-verify-broken = Broken: the journal is not what was written.
fault-verify-broken-help = Keep this folder as it is, and restore your last export or backup into a new one.

fault-facts-alone = { $file } holds facts in JSON already: it is imported alone, without a mapping and without other files.
fault-facts-alone-help = Run takt import with this file only, then again for the others.
fault-mappings-differ = These files go in through different mappings: { $list }.
fault-mappings-differ-help = Run takt import once for the files of each mapping.

fault-restore-changed = { $file } is not what was exported: something in it, or in the files beside it, was changed.
fault-restore-changed-help = The folder stays as it was. Export again, or take the copy that nobody edited.
