"""One paragraph at the desk: what its screen shows, and what is decided about it."""
