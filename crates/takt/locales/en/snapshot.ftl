# What lies in a folder to begin from.

fault-verify-snapshot = The journal is sound, but the folder's snapshot says something else; commands answered from it.
fault-verify-snapshot-help = Remove the file snapshot from the folder. The next command reads the journal itself. Please report this.
