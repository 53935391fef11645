"""The room of one paragraph out of a queue."""
