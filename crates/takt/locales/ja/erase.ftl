# 個人データの消去と、時計です。

label-note = 注意:

# ---- 消去 ----
erase-contact-done = コンタクト { $number } の個人データを消去しました(テキスト { $texts }件を削除、記録 { $facts }件を追加)。起きたことの記録は番号だけで残ります。本人が改めて同意するまで、この人のテキストは受け付けません。
erase-account-done = 番号 { $number } を個人として消去しました(テキスト { $texts }件を削除、記録 { $facts }件を追加)。起きたことの記録は番号だけで残ります。本人が改めて同意するまで、この人のテキストは受け付けません。
erase-known = 番号 { $number } は消去済みです。消去するものは残っていません。
import-texts-refused = テキスト { $texts }件は受け付けませんでした。消去済みで、改めて同意していない人のものです。
restore-erased = この書き出しより後に消去された人のテキスト { $texts }件は復元していません。
restore-no-secret = 書き出し元のフォルダーにあった secret が { $folder } にありません。取り込みの前に、元のフォルダーの secret と erased を置いてください。置かないと、消去済みの人を判別できず、取り込み済みの人の記録が二重になります。
fault-contact-unknown = コンタクト「{ $contact }」は見つかりません。
fault-contact-unknown-help = takt account に表示される番号か外部キーを指定してください。会社が分からず、個人だけの場合は takt erase --account 番号 で指定します。
fault-contact-ambiguous = 「{ $contact }」に当てはまるコンタクトが複数あります: { $candidates }
fault-contact-ambiguous-help = 一覧のように、システム名を付けた外部キーを指定してください。
fault-erase-company = { $account } にはコンタクトが { $count }人いるため、個人ではありません。何も消去していません。
fault-erase-company-help = takt erase コンタクト で、一人ずつ消去してください。
fault-erase-read = 消去は記録しましたが、{ $folder } を読み込み中のプログラムが消去前の状態を見ているため、ディスク上のログにテキストが残っています。
fault-erase-read-help = そのプログラムを終了して、同じコマンドをもう一度実行してください。ほかの書き込みのコマンドでも処理は完了します。
fault-erased-broken = { $file } の { $line }行目: 消去済みの一覧が、書き込んだ時のものと異なります。
fault-erased-broken-help = 保管している控えに戻してください。消去した人のデータが戻らないよう、それまでは何も書き込みません。
fault-secret-broken = { $file } は、書き込んだ時の secret と異なります。
fault-secret-broken-help = 保管している控えに戻してください。消去済みの人はこのファイルだけで判別するため、削除しないでください。
fault-secret-missing = { $folder } に、消去済みの人を判別するためのファイル secret がありません。
fault-secret-missing-help = 保管している控えに戻してください。ほかの secret では代わりになりません。
fault-secret-other = { $folder } の secret は、消去済みの一覧を作った時のものと異なります。
fault-secret-other-help = secret と erased は対になっています。同じフォルダーにあった両方を戻してください。

account-contact = コンタクト
account-contact-value = #{ $number }{ GIVEN($key) ->
        [yes] { " " }{ $key }
       *[no] { "" }
    }{ GIVEN($name) ->
        [yes] { " " }{ $name }
       *[no] { "" }
    }{ $now ->
        [erased] { " " }(消去済み)
        [left] { " " }(退職・異動)
       *[other] { "" }
    }

# ---- 時計 ----
clock-accepted = 時計({ $at })を承認しました。期限の来ていたものを含め、記録 { $facts }件を追加しました。
clock-believed = 時計({ $at })は記録と合っています。承認は不要です。
clock-note = 時計は { $wall }、最後の記録は { $known } です({ $side ->
        [ahead] 35日を超える間隔があります
       *[behind] 時計が記録より前です
    })。takt clock accept まで、期限の処理は止まっています。
fault-clock-jumped = 時計は { $wall } ですが、最後の記録は { $known } です({ $side ->
        [ahead] 35日を超える間隔があります
       *[behind] 時計が記録より前です
    })。期限の処理は止まっており、何も書き込んでいません。
fault-clock-jumped-help = 時計が誤っている場合は、直してからもう一度実行してください。正しい場合は takt clock accept で承認してください。期限の来たものが、それぞれの日付で処理されます。

# ---- ヘルプ ----
help-erase = 個人データ(テキスト、外部キー、アドレス)を消去します
help-erase-contact = コンタクトの番号か外部キー
help-erase-account = 会社が分からず、個人だけの場合の番号か外部キー
help-clock = 時計について
help-clock-accept = 時計が正しいことを承認し、期限の来たものを処理します
