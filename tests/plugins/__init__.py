"""Plugins that the test run itself needs."""
