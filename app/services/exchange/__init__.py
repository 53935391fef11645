"""Translations that travel: exports as claims, and imports that are looked at before they are done."""
