"""Rollouts: a section on its way into languages, planned, started, followed, and finished by itself."""
