"""Segments and their targets: stored, compared, carried, judged fresh or stale."""
