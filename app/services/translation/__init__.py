"""Machine translation: what is missing or stale becomes work, is paid once, checked, and applied."""
