"""Signatures of messages."""

from __future__ import annotations

import pytest

from app.domain.webhooks.signing import is_ours, signature

SECRET, BODY, AT = "whsec_test", b'{"event":"published"}', 1_800_000_000
HEADER = signature(SECRET, AT, BODY)


def test_what_it_looks_like() -> None:
    """Fixed for ever, since receivers compute it too: HMAC-SHA256 of "time.body"."""
    digest = "96e1934c86565078f64bb7d5654a75e94b6ce3819f0f4cbd140dab84b5530b3c"
    assert f"t=1800000000,v1={digest}" == HEADER


@pytest.mark.parametrize(
    ("secret", "header", "body", "now", "ours"),
    [
        (SECRET, HEADER, BODY, AT, True),
        (SECRET, HEADER, BODY, AT + 300, True),
        (SECRET, HEADER, BODY, AT + 301, False),
        (SECRET, HEADER, BODY + b" ", AT, False),
        ("other", HEADER, BODY, AT, False),
        (SECRET, HEADER.replace("v1", "v0"), BODY, AT, False),
        (SECRET, HEADER.replace("t=18", "t=19"), BODY, AT + 100_000_000, False),
        (SECRET, "", BODY, AT, False),
        (SECRET, "t=x,v1=y", BODY, AT, False),
    ],
)
def test_verifying(secret: str, header: str, body: bytes, now: int, ours: bool) -> None:
    """Another body, secret, version or time is refused."""
    assert ours == is_ours(secret, header, body, now)
