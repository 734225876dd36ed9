# 名寄せ候補

help-duplicates = 名寄せ候補(同じかもしれない会社や人)を表示し、同じか別かを決めます
help-duplicates-limit = 表示する件数(1000まで)
help-duplicates-all = すべて表示します
help-duplicates-same = 同じ会社・同じ人と決めます
help-duplicates-same-ids = 候補の番号(複数可)
help-duplicates-distinct = 別の会社・別の人と決めます(以後は候補に出ません)
help-duplicates-distinct-ids = 候補の番号(複数可)
help-duplicates-distinct-reason = 理由

column-pair = 番号
column-alike = 似ている点
column-later = 後から来た方
column-resembles = 似ている相手
column-pair-since = いつから

likeness-name = 名前が同じ
likeness-form = 法人格の位置や種類だけが違う
likeness-domain = ドメインが同じで名前が違う
likeness-several = 該当する既存の会社が複数
likeness-mail = メールが同じで名前が違う
likeness-mobile = 携帯電話が同じで名前が違う
likeness-person = 同じ会社の同じ名前で連絡先が違う
likeness-successor = 登記では相手に吸収合併

duplicates-none = 決めていただく名寄せ候補はありません。
duplicates-waiting = { $waiting }組が判断を待っています。
duplicates-more = { $waiting }組が判断を待っています。古い順に{ $shown }組を表示しました。--all ですべて表示します。
duplicates-how = 同じなら takt duplicates same 番号、別なら takt duplicates distinct 番号 で決めます。
duplicates-party = { $name }({ $key }、{ $of })
duplicates-since = { $day }{ GIVEN($import) ->
        [yes] { " " }(取り込み { $import })
       *[no] { "" }
    }
duplicates-made-merged = { $id }: 会社 { $account } を { $into } にまとめました。takt unmerge { $account } で元に戻せます。
duplicates-made-person = { $id }: コンタクト { $contact } と { $person } を同じ人としました。
duplicates-made-two = { $id }: 別の相手としました。以後は候補に出ません。
duplicates-none-left = 残りの候補はありません。
duplicates-left = 残りは{ $waiting }組です。

account-former-names = 旧名称
account-entity = 法人
account-offices = 拠点
account-offices-more = ほか{ $count }件
account-doubt = 名寄せ候補
account-doubt-value = { $id } { $why }: { $with }。takt duplicates same { $id } か distinct { $id } で決めます
account-contact-also = { " " }#{ $numbers } と同一人物
account-contact-formerly = { " " }前職 { $companies }
account-contact-elsewhere = { " " }現在 { $companies }

column-entities = 法人
flow-entities = 期末にラインにいる{ $accounts }件は、{ $entities }法人です。

fault-duplicates-unknown = 番号 { $id } の名寄せ候補はありません。
fault-duplicates-unknown-help = takt duplicates に、判断を待つ候補と番号が出ます。
fault-duplicates-found-two = 候補 { $id } は、別の相手とすでに決まっています。
fault-duplicates-found-two-help = 会社をまとめるには takt merge を使ってください。
fault-duplicates-found-one = 候補 { $id } は、同じ人とすでに決まっています。
fault-duplicates-found-one-help = takt duplicates に、判断を待つ候補が出ます。
fault-duplicates-merged = 候補 { $id } の2社は、すでに1社にまとめられています。
fault-duplicates-merged-help = 別の会社だった場合は takt unmerge { $account } で元に戻すと、再び候補に出ます。
fault-duplicates-elsewhere = 候補 { $id } の2件は、いまは番号 { $other } で判断を待っています。
fault-duplicates-elsewhere-help = 番号 { $other } で決めてください。
fault-duplicates-undone = 候補 { $id } を挙げた取り込み { $import } は取り消されています。
fault-duplicates-undone-help = takt duplicates に、いま判断を待つ候補が出ます。
fault-duplicates-gone = 候補 { $id } は判断を待っていません。どちらかが消去されたか、ラインから外れています。
fault-duplicates-gone-help = takt duplicates に、いま判断を待つ候補が出ます。
fault-duplicates-both-busy = 候補 { $id } の会社 { $account } と { $other } には、どちらにも進行中の商談か契約があるため、まとめられません。
fault-duplicates-both-busy-help = 一方の商談を終えてからもう一度決めるか、別の会社なら takt duplicates distinct { $id } としてください。
