# ---- 名寄せ ----
help-merge = 重複した会社を1社にまとめます(名寄せ)
help-merge-account = まとめられる会社
help-merge-into = 残る会社
help-unmerge = 名寄せを取り消します
help-unmerge-account = 元どおり独立させる会社
merge-done = { $account } を { $into } にまとめました(事実 { $facts }件)。takt unmerge { $account } で元に戻せます。
unmerge-done = { $account } を { $from } から外し、元のステージに戻しました(事実 { $facts }件)。
account-part-of = まとめ先
account-off = ステージにいません(残っている事実がありません)
account-in-whole = まとめ先の会社で対応します
account-parts = まとめた会社
fault-merge-itself = 会社 { $account } を、自分自身や自分にまとめた会社にまとめることはできません。
fault-merge-itself-help = 別々の2社を指定してください: takt merge 重複した会社 残る会社。
fault-merge-is-part = 会社 { $account } はまとめられません。どちらかがすでに { $whole } にまとめられています。
fault-merge-is-part-help = { $whole } とまとめるか、先に takt unmerge でその名寄せを取り消してください。
fault-merge-no-part = 会社 { $account } は、ほかの会社にまとめられていません。
fault-merge-no-part-help = takt account { $account } で状態を確認できます。
fault-merge-has-business = 会社 { $account } には進行中の商談か契約があるため、こちらを残す必要があります。
fault-merge-has-business-help = 逆の向きにまとめるか、先に商談を終えてください。
fault-merge-off-the-line = 会社 { $account } について有効な情報が何も残っていないため、ラインから外れています。まとめることはできません。
fault-merge-off-the-line-help = この会社の情報をもう一度取り込むか、別の会社とまとめてください。
fault-merge-too-many = すでに { $most }社がまとめられており、これ以上はまとめられません。
fault-merge-too-many-help = { $account } を別の会社にまとめるか、以前の名寄せを取り消してください。
fault-merge-refused = 会社 { $account } をまとめられません。
fault-merge-refused-help = takt account で両方の番号を確認してください。

# ---- 取り込みの取り消し ----
help-import-undo = 取り込みを丸ごと取り消します(記録は残ります)
help-import-undo-import = 取り込みの番号(takt import が表示したもの)
undo-done = 取り込み { $import } を取り消しました。事実 { $voided }件が数えられなくなり、{ $gone }社がなくなり、{ $kept }社は今のステージに残ります。書き込んだ事実は { $facts }件です。
fault-import-unknown = 取り込み { $import } はありません。
fault-import-unknown-help = 番号は 1 から始まります。takt import --json で番号がわかります。
fault-import-undone-before = 取り込み { $import } はすでに取り消されています。
fault-import-undone-before-help = 取り消すものは残っていません。同じファイルをもう一度取り込むことはできます。

# ---- ステージ定義の採用 ----
help-model-adopt = ステージ定義を採用します(理由とともに記録されます)
help-model-adopt-file = ステージ定義ファイル、または同梱の定義の名前
help-model-adopt-reason = 採用の理由(ひとこと)
adopt-done = ステージ定義 { $model } を採用しました。すぐに動いた位置は { $moved }件、書き込んだ事実は { $facts }件です。
adopt-as-before = これまでの記録は変わりません。takt verify で、それぞれの時点の定義による判断と一致することを確かめられます。
fault-adopt-stages-gone = このステージ定義には、次のステージにいる会社の行き先がありません: { $stages }。
fault-adopt-stages-gone-help = 引き継ぐ [[stage]] に was = ["{ $example }"] と書いてください。履歴は残り、期限もそのまま進みます。
fault-adopt-same = このステージ定義({ $model })はすでに使われています。
fault-adopt-same-help = 先にファイルを変更してください。takt model diff で違いを確認できます。

# ---- flow --as-known ----
help-flow-as_known = この日の終わりまでに記録された事実だけで集計します
flow-as-known = { $day } の終わりに知られていた範囲です。

# ---- 試算 ----
help-whatif = 記録された事実を別のステージ定義に通した試算を、実際の記録と並べます(何も書き込みません)
help-whatif-model = ステージ定義ファイル、または同梱の定義の名前
help-whatif-since = この日の初めから(省略時は最初から)
help-whatif-accounts = --json に載せる会社の数(100)
help-shadow = 本番と並べて試算し続けるステージ定義(何も実行しません)
help-shadow-add = ステージ定義を並走に加えます
help-shadow-add-name = 呼び名(英小文字・数字・-)
help-shadow-add-file = ステージ定義ファイル、または同梱の定義の名前
help-shadow-add-since = この日の初めから(省略時は今日から)
help-shadow-list = 並走している定義をすべて記録と並べます
help-shadow-drop = 並走をやめます
help-shadow-drop-name = 呼び名
whatif-title = { $model } による試算({ $from } から { $to } まで)
whatif-recorded = 記録された移動
whatif-whatif = 試算での移動
whatif-same = 一致
whatif-only-recorded = 記録だけ
whatif-only-whatif = 試算だけ
whatif-elsewhere = 別のステージになる会社
whatif-orphans = 起こらなかったはずの行動
whatif-equal = この定義は、記録とまったく同じ判断をします。
whatif-slots = { $team }: 記録では { $recorded }コマ、この定義では { $whatif }コマの作業です。
whatif-accounts = 別のステージになる会社と、最初に異なる移動:
whatif-account = { $account }: 記録では{ $recorded }、試算では{ $whatif }
whatif-because-whatif = 試算 { $day }: { $from } → { $to }({ $rule })
whatif-because-recorded = 記録 { $day }: { $from } → { $to }({ $rule })
whatif-more = ほか { $count }社(--json で確認できます)
column-whatif-stage = ステージ
column-whatif-stock = 残高
column-whatif-whatif = 試算
column-whatif-in = 流入
column-whatif-overdue = 期限超過
column-whatif-days = 滞留日数(中央値)
column-whatif-shadow = 並走
column-whatif-since = 開始日
column-whatif-moves = 移動
column-whatif-same = 一致
column-whatif-only-recorded = 記録だけ
column-whatif-only-whatif = 試算だけ
column-whatif-elsewhere = 別のステージ
column-whatif-orphans = 起こらない行動
shadow-added = { $name } を { $since } から並走させます。何も実行しません。takt shadow list で試算を確認できます。
shadow-dropped = { $name } の並走をやめました。
shadow-none = 並走しているステージ定義はありません。takt shadow add 呼び名 ファイル で加えられます。
shadow-legend = 別のステージ: 試算では違うステージにいる会社。起こらない行動: 試算では起こらなかったはずの人の行動。
fault-whatif-parted = 記録された事実をもう一度たどれません。
fault-whatif-parted-help = takt verify を実行してください。記録と判断がどこで違うかがわかります。
fault-shadow-name = 「{ $name }」は並走の呼び名に使えません。
fault-shadow-name-help = 英小文字・数字・- を使ってください(例: score-40)。
fault-shadow-unknown = 「{ $name }」という並走はありません。
fault-shadow-unknown-help = takt shadow list で一覧を確認できます。

# ---- model diff ----
help-model-diff = 2つのステージ定義の違いを、意味で比べます
help-model-diff-old = 古い定義: ファイル、同梱の定義の名前、または live(フォルダーで使われている定義)
help-model-diff-new = 新しい定義(指定のしかたは同じ)
diff-none = 2つの定義は同じ意味です。
diff-count = 違いは { $count }件です。
diff-added = + { $of }: { $to }
diff-removed = − { $of }: { $from }
diff-taken-over = → { $of } は { $to } が引き継ぎます
diff-changed = ~ { $of } { $key }: { $from } → { $to }
diff-reordered = ~ { $of } の遷移を試す順: { $from } → { $to }
diff-nobody = 今そこにいる会社はありません。
diff-standing = 今 { $standing }件がそこにあり、うち { $limits }件は期限が進んでいます。引き継ぎ先のステージで、期限もそのまま続きます。
diff-stranded = 今 { $standing }件がそこにあり、うち { $limits }件は期限が進んでいますが、新しい定義に行き先がありません。引き継ぐステージに was = を書かないと採用できません。
