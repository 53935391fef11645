"""Pages as segments: HTML cleaned, cut, coded, compared in normal forms, and put together again."""
