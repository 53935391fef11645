"""DeepL's languages, statuses and JSON in our own terms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from app.domain.machines.machine import Capability, Usage, price
from app.engines.failures import shortened
from app.errors import TranslationFailed

NO_LIMIT = 1_000_000_000_000  # DeepL's own way to write "no limit"; 0 means it too
_VARIANTS = {"en": "EN-GB", "pt": "PT-PT"}  # bare, the client refuses them as targets
_MEANINGS = {
    403: "DeepL refuses the key in DEEPL_AUTH_KEY",
    413: "the request is too large for DeepL",
    429: "DeepL asks to slow down",
    456: "the characters of this period are used up at DeepL",
}

_MOST = Capability(True, tags=True, glossary=True)
_POLITE = Capability(True, tags=True, glossary=True, formality=True)
_BARE = Capability(True)
BUILT_IN = (
    dict.fromkeys(("en", "ar", "tr", "uk", "bg", "ro"), _MOST)
    | dict.fromkeys(("ru", "fr", "es", "it", "pl", "pt"), _POLITE)
    | dict.fromkeys(("fa", "prs", "ps", "ckb", "kmr", "ur", "sq", "sr", "hr"), _BARE)
)
"""What is certain without asking; DeepL's own pages disagree on tags for the last group."""


def tag(language: str) -> str:
    """A language of ours as DeepL's target."""
    return _VARIANTS.get(language.lower(), language.upper())


def base(language: str) -> str:
    """The language without its variant, as glossaries count: en for en-GB."""
    return language.lower().partition("-")[0]


def capabilities(listed: Sequence[Mapping[str, Any]]) -> dict[str, Capability]:
    """By target tag, what the answer of /v3/languages says."""
    return {
        entry["lang"].upper(): Capability(
            translates=True,
            tags="tag_handling" in entry["features"],
            glossary="glossary" in entry["features"],
            formality="formality" in entry["features"],
        )
        for entry in listed
        if entry["usable_as_target"]
    }


def usage(said: Mapping[str, Any]) -> Usage:
    """What is used: by the key if it is counted by itself, else by the account. The limit is where
    the nearer of the two is reached."""
    used, left = 0, []
    for of in ("", "api_key_"):
        if said.get(f"{of}character_count") is None:
            continue
        used, limit = int(said[f"{of}character_count"]), said.get(f"{of}character_limit")
        if isinstance(limit, int) and 0 < limit < NO_LIMIT:
            left.append(limit - used)
    return Usage(used, used + min(left) if left else None, _moment(said.get("end_time")))


def _moment(said: Any) -> datetime | None:
    """A time as DeepL writes it, such as 2026-12-09T08:12:33Z; None where that is not what it says."""
    try:
        found = datetime.fromisoformat(said)
    except (TypeError, ValueError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def failure(kind: str, status: int, content: str, said: Any) -> TranslationFailed:
    """What an operator reads of a status that is no success: what is wrong, then DeepL's own words."""
    meaning = _MEANINGS.get(status, f"DeepL answered {status}")
    words = [content]
    if isinstance(said, dict):
        words = [str(said[key]) for key in ("message", "Message", "detail") if said.get(key)]
    own = shortened("; ".join(words))
    return TranslationFailed(kind, f"{meaning}: {own}" if own else meaning, status)


def complete(said: Any, asked: Mapping[str, Any], status: int) -> None:
    """Check that there is a text for each text, and count for ourselves where DeepL did not."""
    answers = said.get("translations") if isinstance(said, dict) else None
    texts = asked["text"]
    if not isinstance(answers, list) or len(answers) != len(texts):
        count = len(answers) if isinstance(answers, list) else "no"
        message = f"DeepL answered {count} texts to {len(texts)}"
        raise TranslationFailed("malformed", message, status)
    for text, answer in zip(texts, answers, strict=True):
        if not isinstance(answer, dict) or not isinstance(answer.get("text"), str):
            raise TranslationFailed("malformed", "DeepL answered something else than text", status)
        if not isinstance(answer.get("billed_characters"), int):
            answer["billed_characters"] = price([text], "tag_handling" in asked)
