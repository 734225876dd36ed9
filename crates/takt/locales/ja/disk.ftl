# ディスクの故障が何をもたらすか。
fault-answer-unwritable = コマンドは最後まで実行しましたが、結果を出力できませんでした({ $cause })。
fault-answer-unwritable-help = 書き込んだ事実は記録に残っています。出力先の空きを確認して、もう一度実行してください。
