# Who refused to be contacted.

account-refused = refused
account-refused-every = every channel
account-refused-some = { $channels } (not everybody)
