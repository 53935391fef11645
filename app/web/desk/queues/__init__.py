"""Queues and their lists, who looks after what, and what rules carried."""
