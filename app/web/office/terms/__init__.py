"""The glossary's rooms."""
