"""The use cases: functions with `session` first; they flush, they never commit."""
