"""Texts for translation machines and from the translation memory."""
