"""Servers of our own that stand in for others, over real HTTP."""
