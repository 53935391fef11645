"""What becomes of one translation when the German text that it was made against has changed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from app.domain.facts import values
from app.domain.revisions.changes import Change
from app.domain.revisions.reading import read
from app.domain.revisions.recoding import Plan, plan, recode
from app.domain.segments.codes import problems
from app.domain.segments.segmentation import Segment

Verdict = Literal["carry", "auto", "advise", "stale"]
_VERDICTS: dict[str, Verdict] = {
    "carry": "carry",
    "rewrite": "auto",
    "advise": "advise",
    "stale": "stale",
}
_MISSING = re.compile(r"missing code (\d+)")


@dataclass(frozen=True)
class Outcome:
    """The verdict on a target and its text, which only "auto" and "advise" may have changed."""

    verdict: Verdict
    coded: str
    why: str = ""


def carry_target(
    old: Segment, new: Segment, target_coded: str, language: str, change: Change
) -> Outcome:
    """The target of `old` for `new`: as it is, rewritten by rule, or stale with its old text.

    `change` is the classified change from `old` to `new`. When a rule cannot show that its result
    is whole, the target is stale.
    """
    if change.work == "stale":
        return Outcome("stale", target_coded, change.klass)
    how = plan(read(old), read(new))
    coded = recode(target_coded, how)
    if change.klass == "value":
        carried = values.carry(old.coded, new.coded, coded, language)
        if isinstance(carried, values.Refused):
            return Outcome("stale", target_coded, carried.reason)
        coded = carried.coded
    broken = _broken(coded, new, _excused(target_coded, old, how))
    if broken:
        return Outcome("stale", target_coded, broken[0])
    return Outcome(_VERDICTS[change.work], coded)


def _excused(target: str, old: Segment, how: Plan) -> frozenset[int]:
    """Emphasis that the target may lack: it is new, or the target lacked it before."""
    soft = {code.number for code in old.codes if code.kind == "pair" and code.tag != "a"}
    lacked = {
        int(found[1]) for found in map(_MISSING.fullmatch, problems(target, old.codes)) if found
    }
    numbers = dict(how.numbers)
    return frozenset(how.open_ends) | {numbers.get(number, 0) for number in lacked & soft}


def _broken(coded: str, new: Segment, excused: frozenset[int]) -> Sequence[str]:
    """What is wrong with the codes of a result, but for emphasis it may lack."""
    found = problems(coded, new.codes)
    return [
        text for text in found if not ((m := _MISSING.fullmatch(text)) and int(m[1]) in excused)
    ]
