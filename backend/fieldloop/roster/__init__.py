"""Who is on duty when, and who stands in: a roster that somebody plans, never a record of who was there."""
