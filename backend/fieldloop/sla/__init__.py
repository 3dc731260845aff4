"""Deadlines: clocks, the sweep over what is due, escalation."""
