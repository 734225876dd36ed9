# 図の言葉です。

draw-days = { $days }日
