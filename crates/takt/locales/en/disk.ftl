# What a disk that fails comes to.
fault-answer-unwritable = The command came to its end, but its answer could not be written: { $cause }.
fault-answer-unwritable-help = What it wrote is in the journal. Make sure that there is room where the answer goes, and ask again.
