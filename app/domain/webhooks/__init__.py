"""Webhooks: how messages are signed, and how often they are tried."""
