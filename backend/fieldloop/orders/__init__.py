"""The order and its timeline: the state machine, dispatch, the boxes."""
