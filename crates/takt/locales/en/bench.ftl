# What `takt bench` measures, and how it says so.

help-bench = Measure what the program costs on this machine
help-bench-size = full, or small: a hundredth or less, only to see that all of it runs
help-bench-job = Only this job

bench-measuring = Measuring { $job }
column-bench-job = what
column-bench-rate = measured
column-bench-limit = limit
column-bench-tight = tight pass
column-bench-ratio = ratio
column-bench-unit = unit
column-bench-kept = kept
bench-kept = yes
bench-missed = no

bench-unit-facts-per-cpu-second = facts a CPU second
bench-unit-rows-per-cpu-second = rows a CPU second
bench-unit-moves-per-cpu-second = moves a CPU second
bench-unit-accounts-per-cpu-second = companies a CPU second
bench-unit-megabytes = MB
bench-unit-wall-milliseconds = ms by the clock
bench-unit-cpu-milliseconds = ms of CPU time
bench-unit-basis-points = hundredths of a percent

bench-job-append-10000 = Append in commits of 10,000, with keys
bench-job-append-100 = Append in commits of 100, with keys
bench-job-flow-cube = The flow report by month, source and segment, with exact medians
bench-job-flow-more = The same after 10,000 moves more, of the whole
bench-job-replay = Decide the seen facts of a million companies anew
bench-job-replay-why = the same, with the proof of every move
bench-job-snapshot-write = Write a snapshot of a million companies
bench-job-restart = Restart a million companies from it
bench-job-whatif-first = What-if over the sample's 18 months, the first time
bench-job-whatif = The same again, with the facts in memory
bench-job-import-cp932-dry = Try a CP932 list of 100,000 rows without writing
bench-job-import-cp932 = Import it, durably
bench-job-import-csv = Import a CSV of a million rows, durably
bench-job-import-csv-memory = The same, most memory held
bench-job-matching = Match a CSV of a million rows with a million known companies, durably
bench-job-matching-memory = The same, most memory held
bench-job-search-file = File a million companies and a million contacts for searching
bench-job-search-file-size = The same, size of the files
bench-job-search-p50 = Search them, half of all searches take at most
bench-job-search-p99 = Search them, 99 of 100 take at most
bench-job-search-slowest = Search them, the slowest of these and of those chosen to be hard
bench-job-search-gone = Search them, the slowest where nobody is on the line
bench-job-search-opened = Search them, the folder and its files opened first

fault-bench-job-unknown = There is no job { $job } to measure.
fault-bench-job-unknown-help = Jobs: { $known }
fault-bench-failed = The job { $job } could not be measured.
fault-bench-failed-help = What went wrong is said above. Data are made in the folder for temporary files (TMPDIR): look whether there is room.
