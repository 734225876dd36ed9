# ご連絡をお断りになった方

account-refused = お断り
account-refused-every = すべての連絡手段
account-refused-some = { $channels }(一部の方)
