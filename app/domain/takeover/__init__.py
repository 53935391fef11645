"""Translations that exist as pages, paired and taken over."""
