"""The rooms of the memory and of the glossary."""
