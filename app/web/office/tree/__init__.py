"""The tree of pages: seen, moved, and worked on many at a time."""
