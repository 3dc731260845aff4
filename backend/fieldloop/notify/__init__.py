"""Telling people: the outbox of notices, web push, and the live stream."""
