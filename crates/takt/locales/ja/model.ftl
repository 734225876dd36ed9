# ステージ定義の問題です。場所は文の前に表示します。

model-not-utf8 = ファイルが UTF-8 ではありません(バイト { $byte } を文字として読めません)。
model-not-utf8-help = UTF-8 で保存し直して、もう一度確認してください。
model-not-toml = ファイルが途中で切れているか、TOML として読めません({ $message })。
model-not-toml-help = この行を直すか、元のファイルを取り直してください。引用符と括弧は、開いたら必ず閉じます。
model-format = 形式 { $format } には対応していません。
model-format-help = format = { $supported } と書いてください。新しい形式のファイルには、新しい版の Takt が必要です。
model-section = { $section ->
        [model] ファイルの最上位
       *[other] 「{ $section }」
    }
model-unknown-key = { model-section }に「{ $key }」というキーはありません。
model-unknown-key-help = { GIVEN($nearest) ->
        [yes] 「{ $nearest }」の誤りではありませんか。そうでなければ、
       *[no] {""}
    }このキーを削除してください。{ model-section }のキーの一覧は docs/model.md にあります。
model-missing-key = { model-section }に必要なキー「{ $key }」がありません。
model-missing-key-help = 「{ $key }」を加えてください。{ model-section }の例は docs/model.md にあります。
model-misplaced-key = 「{ $id }」に「{ $key }」は書けません。{ $kind ->
        [default] default は常に成り立つためです。
        [transition] default = true を書けるのは、ゲートから出る遷移だけです。
        [count] 種類が count のステージでは使いません。
        [gate] 種類が gate のステージでは使いません。
        [inventory] 種類が inventory のステージでは使いません。
        [shelf] 種類が shelf のステージでは使いません。
       *[other] 型が { $kind } の項目では使いません。
    }
model-misplaced-key-help = 「{ $key }」を削除するか、{ $kind ->
        [default] default = true を条件(when)に変えてください。
        [transition] 遷移元をゲートに変えてください。
        [count] ステージの種類(kind)を変えてください。
        [gate] ステージの種類(kind)を変えてください。
        [inventory] ステージの種類(kind)を変えてください。
        [shelf] ステージの種類(kind)を変えてください。
       *[other] 項目の型(type)を変えてください。
    }
model-type-expected = { $expected ->
        [text] 引用符で囲んだ文字列
        [whole-number] 整数
        [yes-no] true か false
        [list] 角括弧のリスト
        [table] 波括弧のテーブル
        [tables] テーブルのリスト
        [day] 2026-04-01 のような日付
        [texts] 文字列か文字列のリスト
       *[other] { $expected }
    }
model-type-found = { $found ->
        [text] 文字列
        [whole-number] 整数
        [yes-no] true か false
        [list] リスト
        [table] テーブル
        [day] 日付
        [fraction] 小数
       *[other] { $found }
    }
model-wrong-type = 「{ $key }」の型が違います({ model-type-found }が書かれています)。
model-wrong-type-help = 「{ $key }」は次の型で書いてください: { model-type-expected }
model-bad-value = { GIVEN($value) ->
        [yes] 「{ $key }」に「{ $value }」は使えません。
       *[no] { $expected ->
            [one-of-keys] 「{ $key }」の値がありません。
            [one-condition] 「{ $key }」に書ける条件は 1つだけです。
           *[other] 「{ $key }」の値が正しくありません。
        }
    }
model-bad-value-help = { $expected ->
        [text] 空でない文字列を書いてください。
        [one-of] 次のいずれかを書いてください: { $words }
        [between] { $words } の数を書いてください。
        [id] 英小文字で始まる、英小文字・数字・-・_ の 64文字以内で書いてください。
        [span] 4h、30d、6mo のように、0 より長い期間を書いてください{ GIVEN($words) ->
                [yes] (次の語も使えます: { $words })
               *[no] {""}
            }。
        [span-of-days] 30d や 6mo のように、日か月の単位で書いてください。
        [currency] JPY のような、通貨の英大文字 3文字を書いてください。
        [zone] Asia/Tokyo のような、IANA のタイムゾーン名を書いてください。
        [openings] ["09:00", "12:00"] のような時刻の組を、早い順に、重ならないように書いてください。
        [open-hours] 営業時間のある曜日を 1日以上書いてください。
        [closure] 両端を 2026-08-13 の形で早い順に書くか、毎年なら両端とも 12-29 の形で書いてください。
        [choice-field] 型が choice か open-choice の項目を指定してください。
        [number-field] 型が integer、money、rate、date の項目を指定してください。大小を比べられるのはこれらだけです。
        [value-of-field] 項目の選択肢から選んでください: { $words }
        [distinct] 同じ開始値が 2回あります。区間ごとに別の値にしてください。
        [one-condition] 次のうち 1つだけにしてください: { $words }。複数の条件は all か any でまとめます。
        [one-of-keys] 次のいずれかを加えてください: { $words }
        [day] 2026-04-01 のような、実在する日付を書いてください。
       *[other] 「{ $key }」の例は docs/model.md にあります。
    }
model-name-missing = 「{ $key }」の{ $language ->
        [ja] 日本語(ja)
        [en] 英語(en)
       *[other] { $language }
    }の表記がありません。
model-name-missing-help = { $key } = {"{"} ja = "…", en = "…" {"}"} のように両方を書いてください。
model-duplicate-id = 「{ $section }」に「{ $id }」が 2つあります(最初は { $line }行目です)。
model-duplicate-id-help = どちらかの名前を変えるか、削除してください。
model-too-many = { $section ->
        [bytes] ファイルが大きすぎます({ $count }バイト、上限 { $most }バイト)。
        [when] 条件が多すぎます(上限 { $most }個)。
       *[other] 「{ $section }」が多すぎます({ $count }個、上限 { $most }個)。
    }
model-too-many-help = { $section ->
        [bytes] 名称や定義文を短くし、終わった施策を削除してください。
        [when] 複数の遷移に分けてください。
       *[other] 使わないものを削除してください。
    }
model-unknown-stage = 「{ $id }」というステージはありません。
model-unknown-stage-help = { GIVEN($nearest) ->
        [yes] 「{ $nearest }」の誤りではありませんか。そうでなければ、
       *[no] {""}
    }[[stage]] で定義するか、定義済みのステージを指定してください。
model-unknown-team = 「{ $id }」というチームはありません。
model-unknown-team-help = { GIVEN($nearest) ->
        [yes] 「{ $nearest }」の誤りではありませんか。そうでなければ、
       *[no] {""}
    }[[team]] で定義するか、定義済みのチームを指定してください。
model-unknown-field = 「{ $id }」という項目はありません。
model-unknown-field-help = { GIVEN($nearest) ->
        [yes] 「{ $nearest }」の誤りではありませんか。そうでなければ、
       *[no] {""}
    }[[field]] で定義するか、定義済みの項目を指定してください。
model-unknown-reason = 理由「{ $id }」のリードリサイクルの設定がありません。
model-unknown-reason-help = { GIVEN($nearest) ->
        [yes] 「{ $nearest }」の誤りではありませんか。そうでなければ、
       *[no] {""}
    }[[recycle]] で定義するか、定義済みの理由を指定してください。
model-owner-missing = { GIVEN($team) ->
        [yes] ステージ「{ $id }」に担当チームがありません(「{ $team }」というチームは定義されていません)。
       *[no] ステージ「{ $id }」に担当チームがありません。
    }
model-owner-missing-help = どのステージにも担当チームが必要です。{ GIVEN($nearest) ->
        [yes] team = "{ $nearest }" の誤りではありませんか。
       *[no] [[team]] で定義したチームを team = "…" と書いてください。
    }
model-start-not-courting = 「{ $id }」からは始められません({ $standing } のステージです)。
model-start-not-courting-help = start には standing = "courting" のステージか、分岐(kind = "gate")を指定してください。
model-sla-without-limit = ステージ「{ $id }」の種類は sla ですが、期限がありません。
model-sla-without-limit-help = limit = "8h"(営業時間)のように期限を書くか、kind = "inventory" にしてください。
model-was-still-there = ステージ「{ $id }」はこの定義にもあるため({ $name })、ほかのステージに引き継げません。
model-was-still-there-help = was から「{ $id }」を消すか、ステージ「{ $id }」を削除してください。
model-outcome-taken-twice = 結果「{ $outcome }」を「{ $id }」と「{ $other }」の両方が受け取っています。
model-outcome-taken-twice-help = outcome = "{ $outcome }" は、どちらか一方のステージだけに書いてください。
model-outcome-without-stage = 結果「{ $outcome }」の行き先となるステージがありません。
model-outcome-without-stage-help = 行き先のステージに outcome = "{ $outcome }" と書{ GIVEN($standing) ->
        [yes] くか、standing = "{ $standing }" のステージを加えてください。
       *[no] いてください。
    }
model-unreachable-stage = ステージ「{ $id }」に入る経路がありません。
model-unreachable-stage-help = to = "{ $id }" の遷移を加えるか、このステージを削除してください。
model-no-exit = ステージ「{ $id }」から出る経路がありません。入った会社が出られなくなります。
model-no-exit-help = from = "{ $id }" の遷移を加えるか、終点であれば standing = "gone" にしてください。
model-shelf-without-return = { GIVEN($lap) ->
        [yes] 「{ $id }」に入った会社は、{ $lap }回目のアプローチでは戻れません。
       *[no] 「{ $id }」に入った会社は、再アプローチに戻れません。
    }
model-shelf-without-return-help = { GIVEN($lap) ->
        [yes] from = "{ $id }" で when = {"{"} returned = true {"}"} の遷移が、{ $lap }回目でも成り立つようにしてください(laps の条件を確認してください)。
       *[no] from = "{ $id }" で when = {"{"} returned = true {"}"} の遷移を加えてください。
    }
model-gate-without-default = ゲート「{ $id }」に default がありません。どの条件にも合わない会社が行き場を失います。
model-gate-without-default-help = 最後に、from = "{ $id }" で default = true の遷移を加えてください。
model-gate-cycle = 同じ瞬間に移動が一巡してしまいます: { $stages }
model-gate-cycle-help = いずれかの移動に待ちを入れてください。after = "1d"、そのステージに入った後の事実、または両立しない条件にします。
model-no-fact-can-carry = 遷移「{ $rule }」は決して起こりません。{ $because ->
        [unknown-event] 「{ $what }」という出来事はありません。
        [unknown-step] 「{ $what }」という導入支援の手順はありません。
        [no-steps] 導入支援の手順が定義されていません。
        [nothing-listed] 「{ $what }」に何も書かれていません。
        [contradiction] 条件が互いに矛盾しています。
        [always-before] ファイルのこれより前にある遷移が常に成り立ちます。
        [same-stage] 遷移元と遷移先が同じ「{ $what }」です。
        [count-stage] 「{ $what }」は件数だけを数えるステージで、会社は入りません。
        [gone] 「{ $what }」から出られるのは、結果の記録があったときだけです。
        [gate] ゲートには留まらないため、「{ $what }」を待てません。
        [not-a-shelf] 「{ $what }」は再アプローチ待ちのステージではないため、戻ることがありません。
        [not-offered] ここではそのチームへの引き継ぎがないため、「{ $what }」は起こりません。
        [never-lapses] 引き継ぎに期限がないため、期限切れになりません。
        [side-position] 受注後の「{ $what }」は利用拡大の商談を動かし、会社のステージは動かしません。
        [no-subscription] 受注前には契約がないため、「{ $what }」は起こりません。
        [above-cap] スコアの上限は { $what }点です。
        [above-laps] アプローチは { $what }回までです。
       *[other] { $because } 「{ $what }」
    }
model-no-fact-can-carry-help = { $because ->
        [unknown-event] { GIVEN($nearest) ->
                [yes] 「{ $nearest }」の誤りではありませんか。
               *[no] 待つことのできる出来事の一覧は docs/model.md にあります。
            }
        [unknown-step] { GIVEN($nearest) ->
                [yes] 「{ $nearest }」の誤りではありませんか。そうでなければ、[[onboarding]] で定義してください。
               *[no] [[onboarding]] で定義してください。
            }
        [no-steps] [[onboarding]] で手順を定義するか、この条件を外してください。
        [nothing-listed] 1つ以上書くか、この条件を外してください。
        [contradiction] どれかを外すか、any でまとめてください。
        [always-before] その遷移より前に移すか、削除してください。
        [same-stage] 別のステージを指定するか、この遷移を削除してください。
        [count-stage] 会社が入るステージを指定してください。
        [gone] when = {"{"} happened = "won" {"}"} のように、結果を条件にしてください。
        [gate] ゲートではスコア・項目・流入元など、分かっていることを条件にします。待つ条件は手前のステージに書いてください。
        [not-a-shelf] returned を外すか、ステージの種類を shelf にしてください。
        [not-offered] 手前のステージに offers = "…" でそのチームへの引き継ぎを書いてください。
        [never-lapses] 引き継ぐ側のステージに limit を書いてください。
        [side-position] 代わりに renewed か ended を条件にしてください。
        [no-subscription] この条件は受注後のステージで使ってください。
        [above-cap] 基準の点数を下げるか、スコアの上限を上げてください。
        [above-laps] 回数を減らすか、laps_max を増やしてください。
       *[other] 条件を直すか、この遷移を削除してください。
    }
model-play-without-move = 施策「{ $id }」は「{ $serves }」から「{ $aims }」を目指していますが、その経路がありません。
model-play-without-move-help = from = "{ $serves }"、to = "{ $aims }" の遷移を加えるか、「{ $serves }」から進めるステージを aims に指定してください。
