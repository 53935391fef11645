"""File formats in and out: bytes to values and back."""
