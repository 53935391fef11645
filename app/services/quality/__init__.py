"""Checks of translations, what they found, and the glossary."""
