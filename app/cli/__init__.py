"""Commands: parse, open a transaction, call a service, tell what came of it."""
