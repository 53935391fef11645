"""The tests of the API for machines."""
