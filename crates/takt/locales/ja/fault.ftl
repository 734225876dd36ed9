# コマンドを実行できなかった理由と、次にすることです。

# ---- ファイル ----
fault-file-missing = ファイル { $file } がありません。
fault-file-missing-help = ファイル名と、現在のフォルダーからのパスを確認してください。
fault-file-is-folder = { $file } はフォルダーです。ファイルではありません。
fault-file-is-folder-help = フォルダーの中のファイルを指定してください。
fault-file-unreadable = { $file } を読み込めません({ $cause })。
fault-file-unreadable-help = 読み取りの権限とディスクの状態を確認して、もう一度実行してください。
fault-file-unwritable = { $file } に書き込めません({ $cause })。
fault-file-unwritable-help = フォルダーの有無、書き込みの権限、ディスクの空きを確認して、もう一度実行してください。

# ---- データフォルダー ----
fault-folder-missing = データフォルダー { $folder } がありません。
fault-folder-missing-help = takt --data { $folder } init で作成するか、--data または TAKT_DATA で別のフォルダーを指定してください。
fault-folder-in-use = { $folder } には既に記録があります。このフォルダーは変更していません。
fault-folder-in-use-help = --data に空のフォルダーか、まだないフォルダーを指定してください。続きから使う場合は init は不要です。
fault-folder-not-ours = { $folder } は Takt のデータフォルダーではありません({ $cause ->
        [not-empty] ほかのファイルが入っています
        [not-sqlite] 記録のファイルが壊れているか、別の形式です
        [other-application] 記録のファイルが別のプログラムのものです
        [earlier] 最初の公開版より前の Takt で作られた記録です
        [later] より新しい版の Takt で作られた記録です
       *[other] { $cause }
    })。
fault-folder-not-ours-help = { $cause ->
        [not-sqlite] 以前はデータフォルダーだった場合は、そのまま保管し、最後の書き出しかバックアップを新しいフォルダーに復元してください。
        [earlier] 別のフォルダーに、元のファイルを取り込み直してください。
        [later] 新しい版の Takt を使うか、新しい版で書き出してから、ここで復元してください。
       *[other] --data に空のフォルダーか、まだないフォルダーを指定してください。{ $folder } の中は変更していません。
    }
fault-folder-busy = { $folder } はプロセス { $pid }({ $doing })が使用中です。
fault-folder-busy-help = 1つのフォルダーに書き込めるのは同時に 1つのプログラムだけです。終了を待つか停止してから、もう一度実行してください。
fault-folder-busy-unknown = { $folder } は別のプロセスが使用中です。
fault-folder-busy-unknown-help = 1つのフォルダーに書き込めるのは同時に 1つのプログラムだけです。終了を待つか停止してから、もう一度実行してください。

# ---- 記録の保存 ----
fault-store-conflict = 途中で別の書き込みがありました。このコマンドでは何も書き込んでいません。
fault-store-conflict-help = もう一度実行してください。
fault-store-unknown = 最後の書き込みが保存されたか確認できません({ $cause })。
fault-store-unknown-help = 同じコマンドをもう一度実行してください。保存済みの分は判別され、二重にはなりません。
fault-store-broken = 直前の失敗のため、記録を使えない状態です。
fault-store-broken-help = もう一度実行してください。それでも失敗する場合は takt verify で原因を確認できます。
fault-store-full = ディスクの空きがありません。最後の書き込みは行われていません。それ以前の記録は無事です。
fault-store-full-help = ディスクの空きを作って、同じコマンドをもう一度実行してください。続きから再開します。
fault-store-disk = { $step ->
        [create] フォルダーの作成中
        [lock] フォルダーのロック中
        [open] 記録を開く途中
        [read] 記録の読み込み中
        [write] 記録の書き込み中
        [commit] 書き込みの確定中
        [checkpoint] 記録の整理中
       *[other] { $step } の途中
    }にディスクの処理が失敗しました({ $cause })。
fault-store-disk-help = ディスクの状態とフォルダーの権限を確認して、同じコマンドをもう一度実行してください。
fault-store-corrupt = 記録が壊れています: { corruption }
fault-store-corrupt-help = このフォルダーには書き込まないでください。フォルダーを複製して保管し、最後の書き出しかバックアップを新しいフォルダーに復元してください。
fault-store-corrupt-frame = 記録 { $seq } から始まる部分が壊れています: { damage }
fault-store-corrupt-frame-help = このフォルダーには書き込まないでください。フォルダーを複製して保管し、最後の書き出しかバックアップを新しいフォルダーに復元してください。
fault-store-program = Takt の内部で問題が起きました({ $cause })。
fault-store-program-help = 何も書き込んでいません。この文と実行したコマンドを添えてお知らせください。

fault-picture-broken = 図の数字が合いません(ステージ { $stage }、{ $what ->
    [balance] 期首+流入−流出が残高と違います
    [in] 移動の合計が流入と違います
    [out] 移動の合計が流出と違います
    [bars] 再アプローチ月の合計が残高と違います
    [shares] 時間の割合の合計が100%ではありません
   *[unknown] 数字のないステージへの移動があります
 })。
fault-picture-broken-help = Takt の誤りのため、図は描きませんでした。この文と takt verify の結果を添えてお知らせください。

# フレームと、その周りの異常です。
damage = { $what ->
        [checksum] 内容が書き込んだ時のものと異なります(チェックサム不一致)。
        [undecodable] この版の記録として読めません({ $detail })。
        [chain] 直前のフレームとハッシュがつながりません。変更または差し替えられています。
        [missing] フレームがありません。次は記録 { $detail } から続いています。
        [overlap] 直前のフレームが終わる記録 { $detail } より前から始まっています。
        [strayed] 記録 { $detail } が、別の会社の記録を指しています。
        [unreadable] 読み込めません({ $detail })。
       *[other] { $what } { $detail }
    }
corruption = { $what ->
        [head] 控えてある末尾と実際の末尾が異なります。
        [word] 辞書の語 { $detail } の並びが飛んでいます。
        [model-changed] 適用したステージ定義の本文が変更されています。
        [model-missing] 記録 { $detail } で適用したステージ定義の本文がありません。
        [key] 重複防止キーが、存在しない記録 { $detail } を指しています。
        [outside] { $detail } の外部キーの登録に誤りがあり、検索で見つかりません。
        [row] { $detail } の行を読み込めません。
        [log] 書き込みログの途中が壊れていて、その後のコミット { $detail } 件を読み込めません。
        [file] データベースがファイルの破損を検出しました({ $detail })。
       *[other] { $what } { $detail }
    }

# ---- ステージ定義とマッピング ----
fault-model-unsound = { GIVEN($file) ->
        [yes] { $file } は適用できません
       *[no] ステージ定義を適用できません
    }(問題 { $count }件)。
fault-model-unsound-help = 示した行を直し、takt model check { $file } で問題がなくなることを確認してください。
fault-model-unknown = 「{ $name }」という名前のステージ定義もファイルもありません。
fault-model-unknown-help = 標準のステージ定義({ $known })か、ステージ定義のファイルを指定してください。
fault-mapping-missing = { $file }: このファイルの見出しに合うマッピングがありません。列名と最初の行から作った案を下に示します。
fault-mapping-missing-help = 下の内容を mapping.toml として保存し、コメントを確認してから、--mapping mapping.toml を付けてもう一度実行してください。キーの説明は docs/mapping.md にあります。
fault-intake-refused = 何も取り込んでいません(問題 { $count }件)。
fault-intake-refused-help = 上に示した箇所を直して、同じコマンドをもう一度実行してください。

# ---- 指定の誤り ----
fault-account-unknown = 会社「{ $account }」は見つかりません。
fault-account-unknown-help = 会社の番号か、olist:dac32a… のような外部キーを指定してください。takt export フォルダー で accounts.csv に全社の一覧を書き出せます。
fault-account-ambiguous = 「{ $account }」に当てはまる会社が複数あります: { $candidates }
fault-account-ambiguous-help = 一覧にある、システム名の付いた外部キーを指定してください。
fault-stage-unknown = ステージ定義に「{ $stage }」というステージはありません。
fault-stage-unknown-help = 使えるステージ: { $known }
fault-team-unknown = ステージ定義に「{ $team }」というチームはありません。
fault-team-unknown-help = 使えるチーム: { $known }
fault-grouping-unknown = 「{ $by }」は集計の区分として使えません。
fault-grouping-unknown-help = source、segment、month、owner:チーム のいずれかを指定してください。例: --by owner:inside-sales
fault-date-bad = 「{ $text }」は日付として読めません。
fault-date-bad-help = 2026-05-01 のように、年-月-日 で指定してください。
fault-period-turned = 期間の終わりが始まりより前です: { $from } 〜 { $to }
fault-period-turned-help = 早いほうの日を先に指定してください。期間には両端の日を含みます。

# ---- 書き出し、復元、デモ、検証 ----
fault-restore-used = { $folder } は既に使われています。復元できるのは、作成したばかりのフォルダーだけです。
fault-restore-used-help = takt --data フォルダー init で新しく作成し、そこに復元してください。
fault-restore-broken = { $file } の { $line }行目が、書き出しの内容と一致しません。何も復元していません。
fault-restore-broken-help = 書き出したままのファイルを使ってください。内容を変える場合は、書き出しからやり直してください。
fault-restore-incomplete = { $file } の書き出しに { $missing } がありません。何も復元していません。
fault-restore-incomplete-help = 書き出したファイルをすべて同じフォルダーに置き、その journal.jsonl を指定してください。
fault-demo-not-ours = { $folder } はデモが作成したフォルダーではありません。このフォルダーは変更していません。
fault-demo-not-ours-help = まだないフォルダーを指定してください: takt --data フォルダー demo
fault-export-not-empty = { $folder } は空ではありません。このフォルダーは変更していません。
fault-export-not-empty-help = 空のフォルダーか、まだないフォルダーを指定してください。
fault-verify-unequal = 一致しません。同じ事実を判定し直すと、記録と異なる状態になります。
fault-verify-unequal-help = 記録された移動かステージ定義の本文が、事実から決まる内容と異なります。このフォルダーはそのまま保管し、最後の書き出しかバックアップを新しいフォルダーに復元してください。
fault-verify-broken = 壊れています。記録が書き込んだ時のものと異なります。
fault-verify-broken-help = このフォルダーはそのまま保管し、最後の書き出しかバックアップを新しいフォルダーに復元してください。

fault-facts-alone = { $file } はすでに JSON の記録です。マッピングや他のファイルと一緒には取り込めません。
fault-facts-alone-help = このファイルだけを takt import に渡し、ほかのファイルは別に取り込んでください。
fault-mappings-differ = ファイルごとに使うマッピングが違います: { $list }
fault-mappings-differ-help = 同じマッピングのファイルごとに takt import を実行してください。

fault-restore-changed = { $file } は書き出したときの内容と異なります。このファイルか、同じフォルダーのファイルが変更されています。
fault-restore-changed-help = データフォルダーは元のままです。もう一度書き出すか、編集していない控えを使ってください。
