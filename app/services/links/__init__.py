"""Links in texts: listed, checked, replaced."""
