"""Signatures of messages."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any

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


def test_what_the_guide_tells_receivers() -> None:
    """The function in docs/webhooks.md believes our signatures, and no others."""
    text = (Path(__file__).parents[3] / "docs" / "webhooks.md").read_text(encoding="utf-8")
    code = re.search(r"(?<=In Python:\n\n)(?:    .*\n|\n)+", text)
    assert code
    names: dict[str, Any] = {}
    exec(re.sub(r"(?m)^ {4}", "", code[0]), names)
    now = int(time.time())
    assert names["is_genuine"](SECRET, signature(SECRET, now, BODY), BODY)
    assert not names["is_genuine"](SECRET, signature(SECRET, now, BODY), BODY + b" ")
    assert not names["is_genuine"](SECRET, signature(SECRET, now - 301, BODY), BODY)
    assert not names["is_genuine"]("other", signature(SECRET, now, BODY), BODY)
