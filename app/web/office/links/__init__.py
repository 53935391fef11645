"""Links in texts, and webhooks to elsewhere."""
