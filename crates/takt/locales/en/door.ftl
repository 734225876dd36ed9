# Commands done by the process that has the folder.

help-takt-request = What a command that writes is known by: run again under the same name, it is not done twice
request-landed = This was done before, as fact { $seq }.

fault-holder-lost = The process that has { $folder } went away while it was asked. Whether the command was done is not known.
fault-holder-lost-help = Run the same command again with --request { $request }. What was done is not done twice.
fault-holder-silent = The process that has { $folder } does not answer. Whether the command will be done is not known.
fault-holder-silent-help = Run the same command again with --request { $request }. What was done is not done twice.
fault-holder-other = { $folder } is in use by another version of this program.
fault-holder-other-help = Wait until it is done, or use the same version. Nothing was changed.
fault-request-bad = { $request } cannot be the name of a request.
fault-request-bad-help = Use up to 64 letters from a to z, digits, - and _.
fault-adopt-in-import = A model cannot be put into force while process { $pid } imports into { $folder }.
fault-adopt-in-import-help = The rows of the import are read by the model in force now. Wait until the import is done, then run the command again.
fault-undo-in-import = An import cannot be taken back while process { $pid } imports into { $folder }.
fault-undo-in-import-help = The import under way has counted what is known already. Wait until it is done, then run the command again.
fault-restore-in-import = A journal cannot be put back while process { $pid } imports into { $folder }.
fault-restore-in-import-help = A journal is put back into a new folder. Name another one with --data.
fault-import-in-import = An import runs in { $folder }, and these files are too large to be taken in between.
fault-import-in-import-help = Up to { $kilobytes } KB are taken at once. Wait until the import is done, then run the command again.
