"""Who takes part: persons, their roles in areas and units, sessions, device keys."""
