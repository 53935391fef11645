"""What the rows of an import are called on the command line, and why they are so."""

from __future__ import annotations

from app.services.exchange.rows import Row

STATES = {
    "applied": "are taken over",
    "unchanged": "change nothing",
    "older": "answer an older German: kept, and served as stale if there is nothing better",
    "newer": "meet a newer text online, which stays: the file's is kept beside it",
    "rejected": "are refused",
    "unknown": "belong to no paragraph of this export or region",
}
WORDS = {
    "": "taken over",
    "confirmed": "taken over: confirmed as right for the German that was sent",
    "taken": "taken over before the newer text online, as you said",
    "untranslated": "no translation in the file",
    "same": "served already",
    "untouched": "came back as it was sent",
    "kept": "kept by an import before",
    "resegmented": "refused: the tool has cut the paragraph anew; join its segments again",
    "twice": "refused: the unit stands in the file twice",
    "several": "refused: the file has several translations for it",
    "formula": "refused: a formula stands in the cell",
    "unfinished": "refused: its state says that it is not translated yet",
    "checks": "refused",
    "gone": "kept: the paragraph no longer stands in its page",
    "source": "kept: the German has changed since",
    "online": "kept beside a newer text online; --take lets it go first",
}
AROUND = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}


def reason(row: Row) -> str:
    """What happens to a row, and why, in a sentence."""
    if row.state == "unknown":
        return "unknown"
    said = WORDS[row.decision.reason]
    if row.decision.problems:
        said += ": " + "; ".join(row.decision.problems)
    if row.diff:
        said += ": " + "".join(AROUND[one.kind].format(one.text) for one in row.diff)
    return said
