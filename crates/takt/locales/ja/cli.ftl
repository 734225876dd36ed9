# コマンドが画面に出す文です。

label-error = エラー:

# ---- init, tick, export, restore, verify ----
init-done = データフォルダー { $data } を作成しました(ステージ定義 { $model })。次は takt --data { $data } import ファイル… で取り込みます。
tick-done =
    { COUNT($facts) ->
        [0] 期限の来た処理はありませんでした。
       *[other] 期限の来た処理を実行しました(記録 { $facts }件)。
    }
export-done = 記録 { $facts }件を { $folder } に書き出しました: { $files }
restore-done = 記録 { $facts }件を { $folder } に復元しました。通し番号とハッシュは元のままです。
verify-facts = 記録 { $facts }件を確認しました。
verify-state = 現在の状態
verify-replay = 再判定
verify-frame = 記録 { $seq } から始まるフレーム: { damage }
verify-finding = { corruption }
verify-sound = 問題ありません。記録のつながりに欠けはなく、同じ事実を判定し直しても状態は一致しました。

# ---- demo ----
demo-done = サンプル企業「{ $company }」: { $months }か月分、{ $accounts }社、記録 { $facts }件を { $seconds }秒で { $folder } に作成しました。
demo-story-lost-then-won = 5月に失注し、8月の再アプローチから受注した会社: takt --data { $folder } account { $account }
demo-story-good-handover = カスタマーサクセスへの引き継ぎがうまくいった会社: takt --data { $folder } account { $account }
demo-story-bad-handover = お約束の内容が引き継がれず、解約になった会社: takt --data { $folder } account { $account }
demo-season = 展示会({ $first } 〜 { $last })の名刺は { $cards }枚、値上げは { $rise } です。{ $push } から、インサイドセールスが架電しきれない量の流入が続いています。
demo-next = 続けて見る: takt --data { $folder } funnel --from-stage lead --to-stage won

# ---- import ----
import-done =
    受け取り { $received }行: 記録 { $journalled }行、変更なし { $unchanged }行、取り込み不可 { $rejected }行。
    { $dry ->
        [yes] 書き込む予定の記録
       *[no] 書き込んだ記録
    } { $facts }件。会社: 新規 { $created }社、更新 { $updated }社。
import-lookup = 参照ファイル { $file }: { $rows }行のうち { $used }行を使用しました。
import-more-rejections = … ほか { $more }行も取り込めませんでした。--errors ファイル を付けると、すべて書き出します。
import-dry = 試し読みです。何も書き込んでいません。
progress-history = 履歴の取り込み: { $of }社中 { $accounts }社、記録 { $facts }件
progress-going-live = 運用開始: { $of }社中 { $accounts }社、記録 { $facts }件
doubt-before-contact = 要確認 { $rows }行: 結果の日付が最初の接触より前です。受注までの日数は 0日として数えます。日付の誤りであれば、ファイルを直してもう一度取り込んでください。
doubt-which-opportunity = 要確認 { $rows }行: 進行中の商談が複数あり、どの商談のことか分かりません。マッピングに opportunity = {"{"} key = … {"}"} を加えて番号を指定してください。
doubt-which-subscription = 要確認 { $rows }行: 契約が複数あり、どの契約のことか分かりません。マッピングに subscription = {"{"} key = … {"}"} を加えて番号を指定してください。
doubt-outside-subscription = 要確認 { $rows }行: 契約期間の外の日付です。書かれているとおりに取り込みました。行の日付か、契約の開始日・終了日を確認してください。
doubt-before-start = 要確認 { $rows }行: 会社の最初の接触より前の日付です。書かれているとおりに取り込みました。どちらかの日付を確認してください。
doubt-id-repeats = 要確認 { $rows }行: 別の内容の行と番号が同じです。両方とも取り込みました。同じ行の訂正であれば、二重に数えられています。
import-more-doubtful = {"    "}ほか { $more }行。--errors ファイル を付けるとすべて書き出します。

# ---- flow, funnel ----
flow-title = 流入・流出と残高 { $from } 〜 { $to }
flow-empty = まだ流れはありません。会社の記録が 1件もないためです。takt import ファイル… で取り込んでください。
flow-group = { $key }
sketch-overdue = (期限超過 { $count })
sketch-constraint = ◀ボトルネック +{ $grows }
sketch-and = 、
sketch-leaves = 終了
sketch-fast = (ファストパス)
flow-legend =
    前進率(対流出): 期間中の流出のうち、先のステージへ進んだ割合です(失注・見送り、リードリサイクル、終了は含みません)。
    日数: 期間中に終えた滞在の日数です。
column-stage = ステージ
column-opening = 期首残高
column-in = 流入
column-out = 流出
column-closing = 残高
column-side = うち利用拡大
column-overdue = 期限超過
column-conversion = 前進率(対流出)
column-days-p50 = 日数 中央値
column-days-p90 = 日数 90%点
column-channel = チャネル
column-visits = サイト訪問者数
column-cost = 費用
funnel-title = { $from }→{ $to }: 進入した会社のうち到達した会社と、かかった日数
column-group = 区分
column-entered = 進入
column-reached = 到達
column-rate = 到達率(対進入)
column-p25 = 日数 25%点
column-p50 = 日数 中央値
column-p75 = 日数 75%点
column-p90 = 日数 90%点
total = 合計
group-blank = (空欄)
as-of = 記録 { $seq } まで({ $at } 時点)

# ---- diagram ----
diagram-done = { $from } 〜 { $to } のレベニューモデルを { $file } に書き出しました。

# ---- account, why ----
account-stage = 顧客ステージ
account-since = { $stage }({ $since } から)
account-owner = 主担当
account-co-owners = 副担当
account-lap = アプローチ
account-lap-value = { $lap }回目のアプローチ
account-score = スコア
account-score-value = { $total }点(適合 { $fit }点、行動 { $behaviour }点)
account-side = 並行商談
account-side-begins = 利用拡大の商談を開始
account-next = 次の予定
account-gap = 切れ目(次の予定なし)
account-over = 終了(予定は不要です)
column-seq = 記録
column-at = 日時
column-fact = 内容
column-detail = 詳細
inferred-at = { $at }(推定)
next-answer = { $of } が引き継ぎに回答
next-meet = 商談を実施
next-work = { $of } の対応期限
next-play = 施策 { $of }
next-step = 導入支援 { $of }
next-return = 再アプローチ
next-window = ステージ定義による再判定
why-score-part = { $points }点: { $rule }(記録 { $facts })
why-inferred = 推定(この日時の記録はありません)
why-rule = ルール: { $rule }({ $model }番目に適用したステージ定義)
why-because = 根拠: 記録 { $seq } { $kind }({ $at })
why-absent = { $from } 〜 { $to } に{ $what }がなかったため
path-success = 前進
path-fast = ファストパス
path-detour = 失注・見送り経路
path-recycle = リードリサイクル
path-loop = 契約更新
path-enter = 最初の接触
path-jump = 結果による移動
path-override = 手動の変更
path-merge = 別の会社への統合
path-adopt = ステージ定義の変更による移し替え

# ---- model check ----
model-sound = { $file }: 問題は見つかりませんでした。
model-findings = 問題が { $count }件あります。直すまで、このステージ定義は適用できません。

# ---- 事実の種類 ----
fact-model-adopted = ステージ定義の適用
fact-member-joined = チームへの参加
fact-member-left = チームからの離脱
fact-hours-set = 勤務時間の設定
fact-leave-taken = 休暇
fact-leave-cancelled = 休暇の取り消し
fact-closure-set = 休業日の設定
fact-counted = サイト訪問者数の集計
fact-import-begun = 取り込み開始
fact-import-ended = 取り込み終了
fact-import-undone = 取り込みの取り消し
fact-clock-accepted = 時計の確認
fact-doubted = 名寄せ候補
fact-distinct = 別の相手と判断
fact-same-person = 同一人物と判断
fact-belongs = 法人の拠点
fact-captured = 最初の接触
fact-described = 項目の記入
fact-contact-named = コンタクトの登録
fact-contact-left = コンタクトの退職・異動
fact-consented = 連絡の同意・拒否
fact-bounced = メール不達
fact-erased = 個人情報の消去
fact-assigned = 担当の割り当て
fact-handoff-accepted = 引き継ぎの受け取り
fact-handoff-returned = 引き継ぎの差し戻し
fact-slot-reserved = 商談枠の予約
fact-slot-released = 商談枠の取り消し
fact-touched = 接点
fact-call-held = 架電
fact-appointment-made = アポ設定
fact-meeting-held = 商談の実施
fact-meeting-missed = 未実施(連絡なし)
fact-opened = 商談の開始
fact-proposal-sent = 提案・見積の提出
fact-won = 受注
fact-lost = 失注
fact-rested = 見送り
fact-disqualified = 対象外
fact-subscription-started = 契約開始
fact-step-done = 導入支援の完了項目
fact-activated = 活用の開始
fact-used = 利用状況
fact-ticket-seen = 問い合わせ
fact-subscription-changed = 契約変更
fact-renewed = 契約更新
fact-ended = 契約終了
fact-overridden = ステージの手動変更
fact-went-live = 運用開始
fact-voided = 取り込みの取り消し(この会社の分)
fact-merged = 名寄せ(別の会社へまとめた)
fact-absorbed = 名寄せ(別の会社をまとめた)
fact-unmerged = 名寄せの解除
fact-released = 名寄せの解除(まとめた側)
fact-moved = ステージの移動
fact-owner-changed = 担当の変更
fact-handoff-offered = 引き継ぎ
fact-handoff-lapsed = 引き継ぎの期限切れ
fact-reopened = 履歴の再計算

# ---- 起こらなかったこと ----
event-touched = 接点
event-called = 架電
event-appointment-made = アポ設定
event-meeting-held = 商談の実施
event-meeting-missed = 未実施(連絡なし)
event-slot-reserved = 商談枠の予約
event-offered = 引き継ぎ
event-accepted = 引き継ぎの受け取り
event-returned = 引き継ぎの差し戻し
event-lapsed = 引き継ぎの期限切れ
event-opened = 商談の開始
event-proposal-sent = 提案・見積の提出
event-won = 受注
event-lost = 失注
event-rested = 見送り
event-disqualified = 対象外の判断
event-step-done = 導入支援の完了項目
event-activated = 活用の開始
event-used = 利用
event-ticket-seen = 問い合わせ
event-subscription-started = 契約開始
event-renewed = 契約更新
event-ended = 契約終了
event-bounced = メール不達
event-contact-left = コンタクトの退職・異動
event-refused = お断り

# ---- Takt 自身のルール ----
rule-enter = どの会社もここから始まります
rule-jump = 結果の記録に合う遷移がないため、結果のステージへ移動
rule-override = 手動の変更
rule-side-opened = 並行商談の開始
rule-side-closed = 並行商談の終了
rule-first-contact = 新しい担当の最初の接触
rule-stage-team = ステージの担当チームへの変更
rule-offer = ステージからの引き継ぎ
rule-offer-limit = 期限内に回答なし
rule-history = 過去の事実が後から届いたため
rule-adoption = ステージ定義の変更
rule-merge = 名寄せ

restore-dry = 試し読みです。記録 { $facts }件を { $folder } に復元できます。何も書き込んでいません。
why-default = ゲートのほかの条件に当てはまりませんでした
import-unused = { $file }: マッピングにない列は取り込んでいません: { $columns }
import-passed = 変更なしのうち { $count }行は、登録のない会社のため取り込んでいません。
import-undeclared = ステージ定義にない項目です。文字として保存しましたが、条件やスコアには使われません: { $names }

# ---- help and wrong use ----
help-heading-usage = 使い方:
help-heading-commands = コマンド
help-heading-arguments = 引数
help-heading-options = オプション
help-takt = サブスクリプション事業のレベニューモデルを、最初の接触から契約更新まで一本の線で動かします。
help-takt-help = この説明を表示します
help-takt-version = バージョンを表示します
help-takt-data = データフォルダー(省略時は ./takt-data)
help-takt-lang = 表示する言語。ja か en(省略時は LANG に従います)
help-takt-json = プログラム向けに JSON で出力します
help-takt-progress = 進み具合を標準エラーに出す形: json、text、none
help-demo = サンプル企業を作り、流入・流出と残高を表示します
help-init = 新しい空のデータフォルダーを作ります
help-init-model = 付属のステージ定義({ $models })、またはファイル
help-tick = 期限の来た処理を実行します(サーバーを動かしていない場合)
help-import = ファイルを取り込みます
help-import-files = CSV、事実の JSONL、または書き出した journal.jsonl
help-import-mapping = 列から事実へのマッピング
help-import-dry_run = 何が取り込まれるかを示すだけで、何も書き込みません
help-import-errors = 取り込めなかった行を元の形のまま理由を付けて書き出すファイル。直してそのまま取り込めます
help-flow = すべての顧客ステージの流入・流出と残高を表示します
help-flow-from = 最初の日(この日を含みます)
help-flow-to = 最後の日(この日を含みます)
help-flow-by = 区分: source、segment、month、owner:チーム
help-diagram = レベニューモデルを図(SVG)にします
help-diagram-out = 書き出す SVG ファイル(省略すると takt-diagram.svg)
help-diagram-at = この日の時点の図(流入・流出はその月の初日からこの日まで)
help-diagram-from = 最初の日(この日を含みます)
help-diagram-to = 最後の日(この日を含みます)
help-diagram-theme = 配色: auto、light、dark
help-diagram-width = 幅: wide(1360px)、narrow(390px)
help-funnel = あるステージに進入した会社のうち、別のステージに到達した会社と、かかった日数を表示します
help-funnel-from_stage = 進入するステージ
help-funnel-to_stage = 到達するステージ
help-funnel-by = 区分: source、segment、month、owner:チーム
help-funnel-cohort_from = この日以降に進入した会社だけ
help-funnel-cohort_to = この日以前に進入した会社だけ
help-funnel-within = この日数以内に到達したものだけ
help-account = 1社のステージ、担当、スコア、次の予定、記録を表示します
help-account-account = 当社の番号、または取り込み元のキー
help-why = その会社がなぜそのステージにいるのかを表示します
help-why-account = 当社の番号、または取り込み元のキー
help-verify = 記録のつながりを確かめ、同じ事実を判定し直して比べます
help-model = ステージ定義のファイル
help-model-check = ステージ定義のどこに問題があるかを示します
help-model-check-file = ステージ定義のファイル
help-export = すべてを文字のファイルとして新しいフォルダーに書き出します
help-export-dir = 空の、またはまだないフォルダー
usage-unknown-command = 「{ $what }」というコマンドはありません。
usage-unknown-option = 「{ $what }」というオプションや引数はありません。
usage-missing = 必要な指定がありません: { $what }
usage-bad-value = { $what } に「{ $value }」は指定できません。
usage-other = コマンドの書き方が正しくありません。
usage-nearest = 近いもの: { $nearest }
usage-help = takt --help、または takt コマンド --help で書き方を確かめられます。
