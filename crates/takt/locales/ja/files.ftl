# 表計算ファイル・vCard・JSON など、行を収めるファイルの問題です。場所は文の前に表示します。

intake-file-kind = { $seems } 形式のファイルで、行を読み取れません。
intake-file-kind-help = Excel(.xlsx、.xls)、ODS、CSV、vCard のいずれかで保存し直して取り込んでください。
intake-file-encrypted = パスワードで保護されたファイルです。
intake-file-encrypted-help = 表計算ソフトで開いてパスワードを外し、保存し直してから取り込んでください。
intake-file-damaged = 表計算ファイルが壊れています({ $error })。
intake-file-damaged-help = もう一度書き出すか、表計算ソフトで開いて保存し直してください。
intake-file-unpacked = 展開すると { byte-limit }を超えます。
intake-file-unpacked-help = 必要なシートだけを残すか、ファイルを分けて、順に取り込んでください。
intake-sheet-unknown = 「{ $sheet }」というシートはありません。シート: { $known }
intake-sheet-unknown-help = { GIVEN($nearest) ->
        [yes] 「{ $nearest }」の誤りではありませんか。「ファイル名#シート名」と指定してください。
       *[no] 「ファイル名#シート名」と、あるシートの名前を指定してください。
    }
intake-sheet-none = 見出しとデータのあるシートが見つかりません。
intake-sheet-none-help = 見出しの行とその下のデータを同じシートに入れるか、「ファイル名#シート名」でシートを指定してください。
intake-sheet-too-large = シートが大きすぎます(上限 { $limit } 行、または同数のセル)。
intake-sheet-too-large-help = 表から離れたところにあるセルを消すか、シートを分けて取り込んでください。
intake-columns-too-many = 列が多すぎます(上限 { $limit } 列)。
intake-columns-too-many-help = 必要な項目だけを書き出し直してください。
intake-card-unclosed = この vCard は END:VCARD で閉じていません。
intake-card-unclosed-help = もう一度書き出すか、名刺の終わりに END:VCARD を入れてください。
