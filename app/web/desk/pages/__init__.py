"""The room of whole pages."""
