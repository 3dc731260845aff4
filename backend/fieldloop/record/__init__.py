"""The record: each order's chain of events, the tree over all of them, and the signed heads that others hold."""
