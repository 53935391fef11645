"""Files that go out to translators and come back: XLIFF, tables, translation memories."""
