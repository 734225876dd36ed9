# 書き出し: 会社とコンタクトの表、エラーファイル、試し読み。

help-export-format = 会社とコンタクトの表だけを書き出します。csv(Excel で開ける UTF-8)、cp932、xlsx、jsonl
help-export-replace = その形式で書けない文字の代わりに書く文字

export-tables = 会社 { $accounts }社とコンタクト { $contacts }人を { $folder } に書き出しました: { $files }
export-lost = { $format } で書けない文字が { $letters }種類あります。何も書き出していません。
export-lost-help = すべての文字を書ける --format csv または xlsx を使うか、代わりに書く文字を指定してください: --replace 〓
export-letter = { $letter }({ $code }): { $count }回。{ $places }
export-more-letters = … ほか { $more }種類
export-replaced = 次の文字の代わりに「{ $replace }」を書きました。

fault-export-replace = 「{ $replace }」は { $format } で代わりに書く文字にできません。その形式にないか、表計算ソフトが式とみなす文字です。
fault-export-replace-help = その形式にある文字を指定してください。例: --replace 〓
fault-export-too-many-rows = 表 { $table } は { $rows }行あります。シートに入るのは見出しを含めて 1,048,576行までです。
fault-export-too-many-rows-help = --format csv または jsonl を使ってください。
fault-export-too-many-columns = 表 { $table } は { $columns }列あります。シートに入るのは 16,384列までです。
fault-export-too-many-columns-help = --format csv または jsonl を使ってください。
fault-export-cell-too-long = 表 { $table } で、{ $key } の「{ $field }」がセルの上限 32,767文字を超えています。
fault-export-cell-too-long-help = --format csv または jsonl を使うか、文を短くしてください。

# ---- エラーファイル ----
import-errors = { $given } の取り込めなかった { $rows }行を、理由を付けて { $file } に書き出しました。直してそのまま取り込めます。
import-doubtful-file = 要確認の行の一覧を { $file } に書き出しました。
fault-errors-over-given = { $file } は取り込むファイルです。エラーファイルで上書きはできません。
fault-errors-over-given-help = --errors に別のファイル名を指定してください。

# ---- 試し読みと進み具合 ----
help-import-diagram = --dry-run とともに使います。いまの図と、取り込み後の図をこの SVG に描きます
import-contacts = コンタクト: 新規 { $created }人、更新 { $updated }人。
import-rate = 、毎秒 { $rate }行、残り { $left }秒
rehearse-title = いまの図と取り込み後の図
rehearse-today = いま
rehearse-after = 取り込み後
rehearse-stage = ステージ
rehearse-drawn = いまの図と取り込み後の図: { $file }
rehearse-same = 社数の変わるステージはありません。
sample-accounts-created = 新規の会社 { $count }社
sample-accounts-updated = 更新される会社 { $count }社
sample-contacts-created = 新規のコンタクト { $count }人
sample-contacts-updated = 更新されるコンタクト { $count }人
sample-unchanged = 変更のない行 { $count }行
