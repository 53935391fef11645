"""The engines: what all of them owe, and the faults of each."""
