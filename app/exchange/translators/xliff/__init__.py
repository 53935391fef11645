"""XLIFF, the format of translators' tools: versions 2.1, 2.0 and 1.2."""
