"""The translation memory: found by the source text, searched, corrected, kept from elsewhere."""
