"""People of the house: their accounts, roles, passwords, sessions and tokens."""
