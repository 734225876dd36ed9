# フォルダーを使用中のプロセスに任せるコマンド

help-takt-request = 書き込むコマンドに付ける名前。同じ名前でもう一度実行しても二重に実行しない
request-landed = この操作は実行済みです(記録 { $seq })。

fault-holder-lost = { $folder } を使用中のプロセスが、依頼の途中で終了しました。コマンドが実行されたかどうかは分かりません。
fault-holder-lost-help = 同じコマンドに --request { $request } を付けて、もう一度実行してください。実行済みの操作が二重になることはありません。
fault-holder-silent = { $folder } を使用中のプロセスから返事がありません。コマンドが実行されるかどうかは分かりません。
fault-holder-silent-help = 同じコマンドに --request { $request } を付けて、もう一度実行してください。実行済みの操作が二重になることはありません。
fault-holder-other = { $folder } は、このプログラムの別のバージョンが使用中です。
fault-holder-other-help = 終了を待つか、同じバージョンを使ってください。何も変更していません。
fault-request-bad = { $request } は依頼の名前に使えません。
fault-request-bad-help = 英字、数字、「-」「_」を 64文字以内で使ってください。
fault-adopt-in-import = プロセス { $pid } が { $folder } に取り込んでいる間は、モデルを切り替えられません。
fault-adopt-in-import-help = 取り込み中の行は、現在のモデルに従って読んでいます。取り込みが終わってから、もう一度実行してください。
fault-undo-in-import = プロセス { $pid } が { $folder } に取り込んでいる間は、取り込みを取り消せません。
fault-undo-in-import-help = 実行中の取り込みは、どの行が取り込み済みかを先に調べています。終わってから、もう一度実行してください。
fault-restore-in-import = プロセス { $pid } が { $folder } に取り込んでいる間は、記録を復元できません。
fault-restore-in-import-help = 復元は新しいフォルダーに行います。--data で別のフォルダーを指定してください。
fault-import-in-import = { $folder } では取り込みを実行中です。このファイルは、その合間に取り込むには大きすぎます。
fault-import-in-import-help = 合間に取り込めるのは { $kilobytes } KB までです。取り込みが終わってから、もう一度実行してください。
