# ファイル・行・マッピングの問題です。場所は文の前に表示します。

# ---- ファイル全体 ----
intake-file-unreadable = ファイルを読み込めません({ $error })。
intake-file-unreadable-help = ファイル名と読み取りの権限を確認してください。
intake-file-empty = ファイルが空です。
intake-file-empty-help = 見出しと 1行以上のデータを付けて、書き出し直してください。
intake-file-no-header = 列の名前のある行が見つかりません。
intake-file-no-header-help = 1行目に列の名前を書いてください。ファイルの種類は列の名前で見分けます。
intake-file-not-text = 文字として読めないデータです。
intake-file-not-text-help = UTF-8 の CSV(Excel では「CSV UTF-8」)で保存し直して取り込んでください。
intake-file-encoding = 文字コードが { $seems } のようです。読み込めるのは UTF-8、Shift_JIS(CP932)、EUC-JP、UTF-16 です。
intake-file-encoding-help = UTF-8 の CSV(Excel では「CSV UTF-8」)で保存し直して取り込んでください。
intake-header-repeats = 見出しに「{ $column }」が 2回あります({ $first }列目と { $second }列目)。
intake-header-repeats-help = どちらかの名前を変えるか、列を削除してください。
intake-file-unknown = { GIVEN($nearest) ->
        [yes] マッピングの [[file]] に、この見出しに合うものがありません。最も近い「{ $nearest }」に必要な列がありません: { $missing }
       *[no] マッピングの [[file]] に、この見出しに合うものがありません。
    }
intake-file-unknown-help = すべての列を付けて書き出し直すか、マッピングの columns を実際の列に合わせてください。
intake-file-ambiguous = この見出しに合う [[file]] がマッピングに複数あります: { $files }
intake-file-ambiguous-help = マッピングの columns に列を加えて、見出しで見分けられるようにしてください。
intake-lookup-alone = 参照用のファイル「{ $lookup }」だけでは、どの会社のことか分かりません。
intake-lookup-alone-help = 対応するファイルと一緒に指定してください: { $owner }
intake-lookup-missing = 「{ $owner }」に必要な参照ファイル「{ $lookup }」が指定されていません。
intake-lookup-missing-help = 「{ $lookup }」も同じコマンドで指定するか、マッピングの join に optional = true と書いてください。
intake-import-too-large = 1回の取り込みで扱える量を超えています。
intake-import-too-large-help = 月ごとなどにファイルを分けて、順に取り込んでください。

# ---- 行 ----
intake-row-ragged = 列の数が合いません(この行は { $cells }列、見出しは { $header }列)。
intake-row-ragged-help = カンマや改行を含むセルは " で囲み、列の過不足を直してください。
intake-cell-too-long = セルが長すぎます(上限 { byte-limit })。
intake-cell-too-long-help = 短くするか、この列をファイルから外してください。
intake-row-too-long = 行が長すぎます(上限 { byte-limit })。
intake-row-too-long-help = 短くしてください。複数の行がつながっている場合は、" の閉じ忘れがないか確認してください。
intake-quote-unclosed = ここで開いた引用符が閉じていません。この行から後は読み込めません。
intake-quote-unclosed-help = " で閉じてください。セルの中の引用符は "" と 2つ書きます。
intake-quote-misplaced = 引用符を閉じた後に文字が続いています。
intake-quote-misplaced-help = セルの中の引用符は "" と 2つ書き、閉じた直後にカンマを置いてください。
intake-row-encoding = { $at }バイト目の { $byte } は { $encoding } の文字ではありません{ $seems ->
        [unknown] {""}
       *[other] (この行は { $seems } のようです)
    }。
intake-row-encoding-help = ファイル全体を 1つの文字コード(UTF-8 を推奨)で保存し直して、もう一度取り込んでください。ほかの行はそのままで構いません。

# ---- セル ----
intake-key-blank = キーが空欄のため、どの会社の行か分かりません。
intake-key-blank-help = キーを記入するか、マッピングで別の列をキーにしてください。
intake-key-too-long = キーが長すぎます(上限 { byte-limit })。
intake-key-too-long-help = もっと短い列をキーにしてください。
intake-key-shape = 「{ $value }」は外部キーの形ではありません。
intake-key-shape-help = crm:A-17 のように「システム名:キー」で書いてください。
intake-key-without-number = キー「{ $value }」は、この会社の記録にありません。
intake-key-without-number-help = 先にその始まりの行を取り込むか、番号で指定してください。
intake-required-blank = セルが空欄です。「{ $kind }」には必要な値です。
intake-required-blank-help = 記入するか、マッピングに default か optional = true を書いてください。
intake-word-too-long = 語が長すぎます(上限 { byte-limit })。
intake-word-too-long-help = 短くしてください。長い文章はマッピングの texts か free に入れます。
intake-not-a-number = 「{ $value }」は数として読めません。
intake-not-a-number-help = 数字で書いてください。負の数は - か ▲ を付け、桁区切りのカンマは使えます。
intake-number-out-of-range = 「{ $value }」は { $from } 〜 { $to } の範囲にありません。
intake-number-out-of-range-help = 数を直してください。
intake-not-a-date = 「{ $value }」は{ date-format }の形の日付・時刻として読めません。
date-format = { SLUG($format) ->
        [iso] 「2026-05-01」や「2026-05-01 09:30」
       *[other] 「{ $format }」
    }
byte-limit = { COUNT($limit) ->
        [1048576] 1 MiB
        [8388608] 8 MiB
       *[other] { $limit }バイト
    }
intake-not-a-date-help = 実在しない日付であれば直してください。書き方が違う場合は、マッピングの format に指定してください。
intake-date-out-of-range = 「{ $value }」は { $from } 〜 { $to } の範囲にありません。
intake-date-out-of-range-help = 年を確認してください。
intake-not-yes-no = 「{ $value }」は、はい・いいえのどちらか分かりません。
intake-not-yes-no-help = はい・いいえ、true・false、1・0 のいずれかで書くか、マッピングの map で読み替えてください。
intake-not-money = 「{ $value }」は金額として読めません。
intake-not-money-help = 1,200、¥1,200、1200円 のように、数と通貨で書いてください。
intake-money-too-fine = 「{ $value }」は { $currency } の最小単位より細かい金額です。
intake-money-too-fine-help = ファイルの側で丸めてください。Takt が金額を丸めることはありません。
intake-not-a-currency = 「{ $value }」は通貨ではありません。
intake-not-a-currency-help = JPY、USD、EUR のような英大文字 3文字で書いてください。
intake-not-a-rate = 「{ $value }」は率として読めません。
intake-not-a-rate-help = 12.5% のように書くか、数だけを書いてマッピングの unit で単位を指定してください。
intake-not-hours = 「{ $value }」は営業時間として読めません。
intake-not-hours-help = 09:00-12:00 13:00-18:00 のように、早い順に、重ならないように書いてください。
intake-unknown-code = 「{ $value }」はここで使える語ではありません。
intake-unknown-code-help = { GIVEN($nearest) ->
        [yes] 「{ $nearest }」の誤りではありませんか。
       *[no] {""}
    }使える語: { $known }。別の語はマッピングの map で読み替えられます。
intake-unknown-word = ステージ定義に「{ $value }」という{ word-kind }はありません。
intake-unknown-word-help = { GIVEN($nearest) ->
        [yes] 「{ $nearest }」の誤りではありませんか。
       *[no] {""}
    }使える語: { $known }。別の語はマッピングの map で読み替えられます。
intake-unknown-choice = 「{ $value }」は「{ $choice }」の選択肢にありません。
intake-unknown-choice-help = { GIVEN($nearest) ->
        [yes] 「{ $nearest }」の誤りではありませんか。
       *[no] {""}
    }選択肢: { $known }。別の語はマッピングの map で読み替えるか、ステージ定義に加えてください。
word-kind = { $kind ->
        [stage] ステージ
        [team] チーム
        [field] 項目
        [choice] 選択肢
        [source] 流入元
        [reason] 理由
        [touch] 接点
        [page] ページ
        [play] 施策
        [step] 導入支援の手順
        [channel] チャネル
        [signal] 利用指標
       *[other] { $kind }
    }
intake-join-without-partner = 「{ $key }」が参照ファイル「{ $lookup }」にありません。
intake-join-without-partner-help = 「{ $lookup }」に行を加えるか、キーを直すか、マッピングの join に optional = true と書いてください。

# ---- 事実の行(JSONL) ----
intake-json-broken = JSON として読めません({ $error })。
intake-json-broken-help = 1行に 1つの JSON オブジェクトを書いてください。書き方は docs/mapping.md にあります。
intake-json-not-object = JSON ですが、オブジェクトではありません。
intake-json-not-object-help = 1行に 1つ、kind と at のあるオブジェクトを波括弧で書いてください。
intake-key-repeats = キー「{ $key }」が 2回あります。
intake-key-repeats-help = どちらか一方だけにしてください。
intake-account-missing = 「{ $kind }」は会社についての事実ですが、会社が指定されていません。
intake-account-missing-help = "account": "システム名:キー" を加えてください。
intake-account-not-taken = 「{ $kind }」は自社についての事実のため、会社やコンタクトは指定できません。
intake-account-not-taken-help = この行から account と contact を外してください。
intake-unknown-attribute = ステージ定義に「{ $attribute }」という項目はありません。
intake-unknown-attribute-help = ステージ定義の [[field]] で定義するか、マッピングの texts か free で文章として保存してください。
intake-journal-line = 書き出しの行として読めないため、元に戻せません。
intake-journal-line-help = 書き出したままのファイルを使ってください。

# ---- マッピング ----
intake-mapping-not-utf8 = マッピングが UTF-8 ではありません。
intake-mapping-not-utf8-help = UTF-8 で保存し直してください。
intake-mapping-not-toml = マッピングを TOML として読めません({ $error })。
intake-mapping-not-toml-help = この行を直してください。引用符と括弧は、開いたら必ず閉じます。
intake-mapping-too-long = マッピングが長すぎます(上限 { byte-limit })。
intake-mapping-too-long-help = データの元ごとに、別のマッピングに分けてください。
intake-unknown-format = 形式 { $format } には対応していません。
intake-unknown-format-help = format = { $known } と書いてください。新しい形式には、新しい版の Takt が必要です。
intake-unknown-key = ここに「{ $key }」というキーはありません。
intake-unknown-key-help = { GIVEN($nearest) ->
        [yes] 「{ $nearest }」の誤りではありませんか。そうでなければ、
       *[no] {""}
    }削除してください。キーの一覧は docs/mapping.md にあります。
intake-missing-key = 必要なキー「{ $key }」がありません。
intake-missing-key-help = 「{ $key }」を加えてください。例は docs/mapping.md にあります。
intake-type-expected = { SLUG($expected) ->
        [string] 文字列
        [boolean] true か false
        [integer] 整数
        [object] 波括弧のオブジェクト
        [object-with-minor-and-currency] {"{"}"minor": 1200, "currency": "JPY"{"}"} のような金額
        [array] リスト
        [table] テーブル
        [array-of-strings] 文字列か文字列のリスト
        [array-of-tables] テーブルのリスト
        [string-integer-boolean-date-or-table-with-column] 文字列、整数、true か false、日付、または column のあるテーブル
        [nothing] 空
        [choice] 文字列
        [open-choice] 文字列
        [money] 金額
        [rate] 率
        [date] 日付
        [yes-no] true か false
       *[other] { $expected }
    }
intake-type-found = { SLUG($found) ->
        [string] 文字列
        [boolean] true か false
        [integer] 整数
        [number] 数
        [float] 小数
        [datetime] 日付
        [object] オブジェクト
        [array] リスト
        [table] テーブル
        [inline-table] テーブル
        [array-of-tables] テーブルのリスト
        [null] null
        [none] 空
       *[other] { $found }
    }
intake-wrong-type = 値の型が違います({ intake-type-found }が書かれています)。
intake-wrong-type-help = 次の型で書いてください: { intake-type-expected }
intake-bad-name = { GIVEN($value) ->
        [yes] 「{ $value }」は名前として使えません。
       *[no] 名前が空です。
    }
intake-bad-name-help = 空でない 200バイト以内の名前を書いてください。system と id には英小文字・数字・-・_ を使います。
intake-name-repeats = 「{ $name }」が 2回あります。
intake-name-repeats-help = どちらか一方だけにするか、名前を変えてください。
intake-unknown-zone = 「{ $zone }」はタイムゾーンではありません。
intake-unknown-zone-help = "model" か、"Asia/Tokyo" のような IANA のタイムゾーン名を書いてください。
intake-unknown-kind = 「{ $kind }」という種類の事実はありません。
intake-unknown-kind-help = { GIVEN($nearest) ->
        [yes] 「{ $nearest }」の誤りではありませんか。
       *[no] {""}
    }種類の一覧は docs/mapping.md にあります。
intake-kind-acted = 「{ $kind }」はステージ定義が自動で行うもので、ファイルからは指定できません。
intake-kind-acted-help = captured、won、lost など、実際にあったことを指定してください。移動はそこから決まります。
intake-kind-reserved = 「{ $kind }」は Takt 自身が記録するもので、ファイルからは指定できません。
intake-kind-reserved-help = 削除してください。指定できる種類の一覧は docs/mapping.md にあります。
intake-unknown-field = 「{ $kind }」に「{ $field }」という項目はありません。
intake-unknown-field-help = { GIVEN($nearest) ->
        [yes] 「{ $nearest }」の誤りではありませんか。
       *[no] {""}
    }種類ごとの項目の一覧は docs/mapping.md にあります。
intake-missing-field = 「{ $kind }」に必要な項目「{ $field }」がありません。
intake-missing-field-help = 「{ $field }」を、固定の値か列で加えてください。
intake-unknown-file = id が「{ $file }」の [[file]] はありません。
intake-unknown-file-help = { GIVEN($nearest) ->
        [yes] 「{ $nearest }」の誤りではありませんか。
       *[no] [[file]] の id のいずれかを指定してください。
    }
intake-not-joined = 「{ $owner }」は「{ $file }」と結合されていません。
intake-not-joined-help = [[file]]「{ $owner }」に join = {"{"} file = "{ $file }", on = "…" {"}"} を加えてください。
intake-lookup-with-facts = 「{ $file }」は参照ファイルのため、事実やキーを持てません。
intake-lookup-with-facts-help = lookup = true を外すか、ここの内容を結合する側のファイルに移してください。
intake-file-without-account = 「{ $kind }」は会社についての事実ですが、[[file]]「{ $file }」に会社のキーがありません。
intake-file-without-account-help = [[file]]「{ $file }」に account = {"{"} key = "…" {"}"} を加えてください。
intake-bad-format = 「{ $format }」は日付の形式として読めません。
intake-bad-format-help = "%Y-%m-%d" や "%Y/%m/%d %H:%M" のように書いてください。使える文字は docs/mapping.md にあります。
intake-bad-condition = 条件は 1つだけ書いてください。
intake-bad-condition-help = is、blank、yes、at_least、at_most、joined などから 1つを書き、複数の条件は all、any、not でまとめます。
intake-blank-word = 「{ $value }」は「{ $file }」では空欄として扱われるため、どのセルの値にもなりません。
intake-blank-word-help = blank = true と書くか、[[file]] の blank からこの語を外してください。
intake-bad-check = 確認([[check]])には 1つのことだけを書いてください。
intake-bad-check-help = within、not_before、unique のどれか 1つを書き、ほかの確認は別の [[check]] に分けてください。
intake-check-without-fact = 「{ $kind }」になる [[fact]] がないため、確認できるものがありません。
intake-check-without-fact-help = kind を直すか、この確認を削除してください。
intake-check-without-field = 種類が「{ $kind }」の [[fact]] に「{ $field }」がないため、この確認に該当する行が出ません。
intake-check-without-field-help = [[fact]] に { $field } = {"{"} key = "…" {"}"} を加えるか、この確認を削除してください。
intake-check-without-key = 「{ $file }」の行にはキーがないため、重複を確認できません。
intake-check-without-key-help = [[file]]「{ $file }」に row = {"{"} key = "…" {"}"} を加えるか、この確認を削除してください。
intake-unknown-column = 「{ $file }」に「{ $column }」という列はありません。
intake-unknown-column-help = { GIVEN($nearest) ->
        [yes] 「{ $nearest }」の誤りではありませんか。そうでなければ、
       *[no] {""}
    }マッピングの列の名前を直すか、この列を付けてファイルを書き出し直してください。
intake-date-in-future = 「{ $value }」は未来の日時です。まだ起きていないことは事実として取り込めません。
intake-date-in-future-help = 日付を直してください。予定は事実ではありません。別のタイムゾーンの時刻であれば、マッピングに zone を指定してください。
