"""The translators' desk: queues, claims, drafts, comments, assignments."""
