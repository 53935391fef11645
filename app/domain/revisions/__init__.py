"""Two revisions of a text: which paragraph is which, what kind of change, what can be carried."""
