"""Tests of app/domain/links."""
