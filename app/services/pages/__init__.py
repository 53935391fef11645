"""The life of a page: written, translated, published, planned, withdrawn, moved."""
