"""Publishing: what readers get is made here, when something changes, and only stored bytes are read."""
