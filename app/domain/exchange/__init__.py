"""What comes back from outside, compared with what is here."""
