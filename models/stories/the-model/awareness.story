# Awareness holds counts by channel and day, no accounts. Costs of one currency add up.
model the-model
2026-05-01 09:00 house counted channel=search visits=100 cost=5000
2026-05-02 09:00 house counted channel=search visits=50 cost=2500
2026-05-02 09:01 house counted channel=fair visits=400
2026-06-01 09:00 house counted channel=search visits=7
flow 2026-05-01 2026-05-31
  counted fair 400
  counted search 150 cost 7500
flow 2026-05-02 2026-06-30
  counted fair 400
  counted search 57 cost 2500
