"""The people of all regions, for administrators: the same room as `users`, without a region."""

from __future__ import annotations

from app.web.office.people.users import everywhere as blueprint

__all__ = ["blueprint"]
