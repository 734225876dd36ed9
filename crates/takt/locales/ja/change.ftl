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
