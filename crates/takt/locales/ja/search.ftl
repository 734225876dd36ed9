# 検索

help-search = 会社とコンタクトを、登録内容の一部から探します
help-search-text = 名前、よみ、メール、電話番号、法人番号、メモ、外部キーの一部(1文字から探せます)
help-search-limit = 表示する件数(1000まで)

column-found-account = 会社
column-found-contact = コンタクト
column-found-field = 項目
column-found = 内容
search-former = { $text }(以前の内容。現在は{ $now })
search-nothing = 「{ $text }」を含むものは見つかりませんでした。
search-more = 先頭の{ $count }件です。続きの文字を加えるか、--limit を大きくしてください。
