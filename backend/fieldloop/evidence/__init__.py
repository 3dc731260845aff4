"""Photos: taken in as they are, shown re-encoded, and what each is evidence of."""
