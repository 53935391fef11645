"""The rooms of those who work on a guide: editors, authors, managers."""
