"""Whole pages at the desk: listed, shown, saved, seen as readers will."""
