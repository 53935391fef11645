"""How a region stands, for those who answer for it: what is fresh, what waits, what it costs."""
