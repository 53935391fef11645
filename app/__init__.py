"""Wegweiser: the backend of a newcomer's guide."""
