"""What is wrong with a translation: checks and glossary."""
