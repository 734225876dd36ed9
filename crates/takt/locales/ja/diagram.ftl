# レベニューモデルの図の言葉です。

diagram-title = レベニューモデル
diagram-dot = {" ・ "}
diagram-and = 、
diagram-month = { $year }年{ $month }月
diagram-from-to = { $from }〜{ $to }
diagram-business-days = { $days }営業日
diagram-model = { $name }・ステージ定義 v{ $version }
diagram-members = { $count }名
diagram-slots = { $count }コマ/週
diagram-former = 以前のステージ
diagram-entering = (新規)
diagram-buying = (顧客)
diagram-leaving = (終了)

# 駅
diagram-in = 流入 { $count }
diagram-out = 流出 { $count }
diagram-through = 通過 { $count }
diagram-median = 中央値 { $days }
diagram-overdue = 期限超過 { $count }
diagram-side = うち利用拡大 { $count }
diagram-side-short = 利用拡大 { $count }
diagram-people = コンタクト { $count }名
diagram-people-short = { $count }名
diagram-people-label = {""}
diagram-amount = 商談金額 { $money }
diagram-amount-label = 金額
diagram-recurring = MRR { $money }
diagram-recurring-label = MRR
diagram-visits = サイト訪問者数
diagram-cost = 費用 { $money }
diagram-tell-stage = { $stage }: 期首 { $opening } + 流入 { $in } − 流出 { $out } = 残高 { $closing }
diagram-tell-median = 滞留の中央値 { $days }
diagram-tell-overdue = 期限超過 { $count }件
diagram-tell-side = うち利用拡大 { $count }件
diagram-tell-limit = 上限 { $count }
diagram-tell-visits = { $stage }: サイト訪問者数 { $count }
diagram-tell-bar = { $when }: { $count }件
diagram-tell-rung = { $stage }: 受注までの時間の{ $share }

# 再アプローチの月
diagram-return-past = 超過
diagram-return-none = 未定
diagram-return-month = { $month }月
diagram-return-later = { $month }月〜

# 線
diagram-move = { $from }→{ $to } { $count }件({ $from }の流出{ $out }件の{ $rate }、{ $path })
diagram-move-away = { $from }で終了 { $count }件
diagram-move-in = 新規→{ $to } { $count }件
diagram-move-beside = 顧客の利用拡大→{ $to } { $count }件
diagram-path-success = 通常の経路
diagram-path-fast = ファストパス
diagram-path-detour = 失注・見送り経路
diagram-path-recycle = リードリサイクル
diagram-path-loop = 契約更新
diagram-path-enter = 新規
diagram-path-jump = 結果による移動
diagram-path-override = 手動での変更
diagram-path-merge = 統合
diagram-path-adopt = 定義の変更
diagram-path-crew = 担当者の変更
diagram-handover = 引き継ぎ
diagram-expansion = 利用拡大
diagram-again = 再アプローチ
diagram-to = →{ $name }
diagram-out-of = { $name }→
diagram-new-to = 新規→{ $name }
diagram-more-to = 利用拡大→{ $name }
diagram-ends = { $from }→{ $to } { $count }
diagram-count-action = { $count } { $action }
diagram-with-rate = { $label }({ $rate })
diagram-action-count = { $action } { $count }

# タイル
diagram-won = 受注
diagram-before = 前期間 { $value }
diagram-shorter = 前期間 { $value }から短縮
diagram-longer = 前期間 { $value }から長期化
diagram-pace = 受注ペース
diagram-pace-value = { $count }件/営業日
diagram-new-recurring = 新規MRR
diagram-recurring-all = MRR合計 { $money }
diagram-lead-time = リードタイム
diagram-lead-time-of = { $from }→{ $to } 中央値
diagram-retention = 継続率(社数)
diagram-kept = { $kept }/{ $customers }社
diagram-net-gross = NRR { $net } GRR { $gross }

# ボトルネック
diagram-constraint = ボトルネックは「{ $stage }」
diagram-constraint-grows = この期間に{ $grows }件たまりました(流入 { $in } − 流出 { $out })。
diagram-constraint-overdue = 期限超過は{ $count }件です。

# 下の段
diagram-support = サポート
diagram-support-opened = 新規 { $count }
diagram-support-closed = 解決 { $count }
diagram-support-open = 未解決 { $count }
diagram-ladder-title = 時間の内訳
diagram-ladder = { $from }→{ $to } 中央値 { $days }({ $accounts }社の経路)
diagram-ladder-work = {" "}= 待ち { $wait } + 対応 { $worked }
diagram-ladder-noted = 、対応の記録 { $worked }
diagram-legend-width = 太さ=件数(√)
diagram-legend-gauge = 柱=残高、横線=上限
diagram-legend-overdue = 期限超過
diagram-legend-detour = 失注・見送り
diagram-legend-recycle = 再アプローチ待ちへ
diagram-legend-fast = ファストパス
diagram-legend-jump = 結果による移動
diagram-legend-due = 次に戻る月
diagram-legend-constraint = ボトルネック
diagram-legend-pale = 期間中の移動なし
diagram-legend-worked = 濃い部分=対応
diagram-rest = ほか{ $count }本の数字は表にあります。

# 文章
diagram-describe = { $period }の「{ $model }」です。{ $lanes }つのチームのレーンに{ $stages }個の顧客ステージを駅として並べ、移動を線で示しています。
diagram-describe-tile = { $label }は{ $value }です。
diagram-describe-constraint = { $title }です。{ $sentence }
diagram-describe-overdue = 期限を超過しているのは全体で{ $count }件です。
diagram-describe-shelf = { $stage }の残高は{ $count }件で、次の月に{ $due }件が戻ります。
diagram-describe-table = 同じ数字は表でも読めます。

# 表
diagram-table-tiles = 全体の数字
diagram-table-stages = 顧客ステージ
diagram-table-moves = 移動
diagram-table-visits = サイト訪問
diagram-shelf-table = { $stage }: 再アプローチの月
diagram-table-figure = 項目
diagram-table-value = 値
diagram-table-note = 補足
diagram-table-stage = 顧客ステージ
diagram-table-team = チーム
diagram-table-opening = 期首
diagram-table-in = 流入
diagram-table-out = 流出
diagram-table-closing = 残高
diagram-table-side = うち利用拡大
diagram-table-limit = 上限
diagram-table-overdue = 期限超過
diagram-table-median = 中央値
diagram-table-p90 = 90%点
diagram-table-beside = 人数・金額
diagram-table-from = どこから
diagram-table-to = どこへ
diagram-table-path = 経路
diagram-table-count = 件数
diagram-table-of = 元のステージの流出
diagram-table-rate = 割合
diagram-table-cost = 費用
diagram-table-return = 戻る月
diagram-table-share = 時間の割合
diagram-table-worked = うち対応
diagram-table-opened = 新規の問い合わせ
diagram-table-closed = 解決
diagram-table-open = 未解決
