# 図の言葉です。

draw-days = { $days }日
draw-empty = まだ数字がありません。記録が入ると、ここに表示されます。

# ---- 図と同じ内容の表 ----
draw-column-when = 時期
draw-column-what = 項目
draw-column-of = 件数
draw-column-day = 経過日数
draw-column-at-risk = 直前の残り
draw-column-events = 終了
draw-column-censored = 観察終了
draw-column-left = 残りの割合
draw-column-began = 開始
draw-column-size = 開始時
draw-column-date = 日付
draw-column-time = 時刻
draw-column-kind = 種類
draw-column-company = 会社
draw-column-outcome = 結果

# ---- 小さな図の説明 ----
draw-spark-told = { $from }の{ $first }から{ $to }の{ $last }まで。最小は{ $low }、最大は{ $high }です。
draw-bars-told = { $n }項目のうち、最大は{ $label }の{ $value }です。
draw-heat-told = 最も高いのは{ $best }の{ $high }、最も低いのは{ $worst }の{ $low }です。
draw-axis-days = 日
draw-survival-at-risk = その日にまだ残っている件数
draw-survival-curve = { $label } { $n }件、中央値 { $median }。
draw-survival-curve-above = { $label } { $n }件、期間内に半数を切っていません。
draw-cohort-told = { $n }組の推移です。{ $low }から{ $high }までの間にあります。
draw-cohort-beyond = 右の{ $n }列は表にあります。

# ---- 週のコマ ----
draw-date = { $year }/{ $month }/{ $day }({ $weekday })
draw-date-short = { $month }/{ $day }({ $weekday })
draw-week-title = 今週のコマ
draw-week-subtitle = { $from }〜{ $to } ・ { $member } ・ { $all }コマ − 休み{ $closed } = { $open }コマ
draw-week-subtitle-open = { $from }〜{ $to } ・ { $member } ・ { $open }コマ
draw-week-told = { $member }の{ $from }から{ $to }までの週です。{ $open }コマのうち実施{ $done }、アポ設定{ $appointments }、空き{ $free }です。
draw-week-day = { $weekday } { $month }/{ $day }
draw-week-now = いま { $time }
draw-week-pause = 昼休み { $from }〜{ $to }
draw-week-done = 実施
draw-week-meeting = 会議
draw-week-free = 空き
draw-week-away = 休み
draw-week-aim = アポ設定 { $made } / 目標 { $target }
draw-week-made = アポ設定 { $made }
draw-week-expected = 週末着地見込 { $n }件
draw-week-connected = 接続率 { $rate }({ $connected }/{ $done }) ・ 1コマ当たりアポ { $yield }
draw-week-next = 次の一手
draw-week-order = 並び: 期待値/コマ
draw-week-no-action = いま連絡すべき会社はありません。空きコマには新しいリードを入れられます。
draw-week-more = ほか { $n }件
draw-slot-hot = ホット
draw-slot-new = 新規
draw-slot-follow = フォロー
draw-slot-recycle = 再アプローチ
draw-outcome-appointment = ✓ アポ設定
draw-outcome-talked = 接続
draw-outcome-absent = 不在
draw-outcome-reception = 受付止まり
draw-outcome-call-back = 折り返し
draw-outcome-material = 資料送付希望
draw-outcome-not-now = 見送り(時期)
draw-outcome-no-fit = 対象外
draw-outcome-left = 退職・異動
draw-outcome-wrong-number = 番号違い
draw-outcome-refused = お断り
draw-weekday-mon = 月
draw-weekday-tue = 火
draw-weekday-wed = 水
draw-weekday-thu = 木
draw-weekday-fri = 金
draw-weekday-sat = 土
draw-weekday-sun = 日
