"""Instants as API v3 writes them: cut to milliseconds, none when they are zero."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo


def _cut(moment: datetime, zone: str) -> str:
    whole = moment.strftime("%Y-%m-%dT%H:%M:%S")
    fraction = f".{moment.microsecond // 1000:03d}" if moment.microsecond else ""
    return f"{whole}{fraction}{zone}"


def utc_form(moment: datetime) -> str:
    """2026-11-22T12:59:17.582Z"""
    return _cut(moment.astimezone(UTC), "Z")


def local_form(moment: datetime, time_zone: str) -> str:
    """The same instant in the region's zone: 2026-11-22T13:59:17.582+01:00"""
    local = moment.astimezone(ZoneInfo(time_zone))
    offset = local.strftime("%z")
    return _cut(local, f"{offset[:3]}:{offset[3:5]}")
