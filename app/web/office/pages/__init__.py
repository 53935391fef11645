"""Rooms about one page: written, seen, handed in, published, planned, looked back at."""
