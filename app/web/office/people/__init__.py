"""People: invited, given roles, and looking after their own account."""
