"""Signatures: how a receiver knows that a message is ours and new.

As Stripe and others do it: HMAC-SHA256 over the time and the body, both named in one header.
"""

import hashlib
import hmac


def signature(secret: str, at: int, body: bytes) -> str:
    """The header for a body sent at `at` (seconds since 1970): t=…,v1=… in hexadecimal digits."""
    digest = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={at},v1={digest}"


def is_ours(secret: str, header: str, body: bytes, now: int, tolerance: int = 300) -> bool:
    """Whether a header belongs to this body and is not older than `tolerance` seconds."""
    parts = dict(part.partition("=")[::2] for part in header.split(","))
    at = parts.get("t", "")
    if not (at.isascii() and at.isdecimal()) or abs(now - int(at)) > tolerance:
        return False
    return hmac.compare_digest(signature(secret, int(at), body), f"t={at},v1={parts.get('v1', '')}")
