# Words on pictures.

draw-days = { $days } d
