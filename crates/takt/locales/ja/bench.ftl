# `takt bench` が測るものと、その言い表し方。

help-bench = この機械での処理の速さを測ります
help-bench-size = full、または small(100分の1以下の量で、動くことだけを確かめます)
help-bench-job = この項目だけを測ります

bench-measuring = { $job } を測っています
column-bench-job = 項目
column-bench-rate = 実測
column-bench-limit = 基準
column-bench-tight = 最小限の処理
column-bench-ratio = 比
column-bench-unit = 単位
column-bench-kept = 達成
bench-kept = はい
bench-missed = いいえ

bench-unit-facts-per-cpu-second = 事実/CPU秒
bench-unit-rows-per-cpu-second = 行/CPU秒
bench-unit-moves-per-cpu-second = 移動/CPU秒
bench-unit-accounts-per-cpu-second = 社/CPU秒
bench-unit-megabytes = MB
bench-unit-wall-milliseconds = ミリ秒(経過時間)
bench-unit-cpu-milliseconds = CPUミリ秒
bench-unit-basis-points = 0.01%

bench-job-append-10000 = 1万件ずつの追記(重複防止キーつき)
bench-job-append-100 = 100件ずつの追記(重複防止キーつき)
bench-job-flow-cube = 月×流入元×セグメントのフロー表(中央値は厳密)
bench-job-flow-more = 同上、移動が1万件増えたときの費用(全体に対して)
bench-job-replay = 100万社の事実による再計算
bench-job-replay-why = 同上、すべての移動の理由つき
bench-job-snapshot-write = 100万社のスナップショットの書き込み
bench-job-restart = そのスナップショットからの起動
bench-job-whatif-first = サンプル18か月の試算(初回)
bench-job-whatif = 同上(2回目から、事実は読み込み済み)
bench-job-import-cp932-dry = 10万行のCP932の試し読み
bench-job-import-cp932 = 同じ一覧の取り込み(ディスクへの書き込みまで)
bench-job-import-csv = 100万行のCSVの取り込み(ディスクへの書き込みまで)
bench-job-import-csv-memory = 同上、使用メモリーの最大
bench-job-matching = 100万社を知る中への100万行の取り込みと名寄せ(ディスクへの書き込みまで)
bench-job-matching-memory = 同上、使用メモリーの最大
bench-job-search-file = 100万社とコンタクト100万人の検索用ファイルの作成
bench-job-search-file-size = 同上、ファイルの大きさ
bench-job-search-p50 = その検索、半数がこの時間以内
bench-job-search-p99 = その検索、100回中99回がこの時間以内
bench-job-search-slowest = その検索、難しいものを含めて最も遅いもの
bench-job-search-gone = その検索、ライン上に誰もいないときの最も遅いもの
bench-job-search-opened = その検索、フォルダーを開くところから

fault-bench-job-unknown = { $job } という測定項目はありません。
fault-bench-job-unknown-help = 項目: { $known }
fault-bench-failed = { $job } を測れませんでした。
fault-bench-failed-help = 理由は上に表示しています。データは一時ファイルのフォルダー(TMPDIR)に作ります。空き容量をご確認ください。
