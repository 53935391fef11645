"""Files of staleness cases: German before, translation, German after, and the verdicts wanted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import orjson

from app.errors import Invalid

VERDICTS = ("carry", "auto", "advise", "carry_group", "tm", "stale", "missing")
SEVERITIES = {
    "none": 0,
    "cosmetic": 0,
    "link": 0,
    "structure": 0,
    "markup": 1,
    "wording": 1,
    "semantic": 2,
    "value": 3,
    "critical": 4,
}


@dataclass(frozen=True)
class SourceStep:
    """German HTML saved and published; `minor`: the author ticked "minor edit"."""

    html: str
    minor: bool


@dataclass(frozen=True)
class TargetStep:
    """Translations saved: by plain source text (`text#2` for the second of equal ones).

    `against` is the source text that they answer, None for the present one.
    """

    language: str
    by: str
    segments: dict[str, str]
    against: str | None


@dataclass(frozen=True)
class Wanted:
    """What one segment must come to; None where the case does not say."""

    text: str
    verdict: str
    klass: str | None
    severity: str | None
    target: str | None
    rendered: str | None
    made_against: str | None


@dataclass(frozen=True)
class Case:
    """One case; one in prose has no steps and is not run. None where it does not say."""

    id: str
    title: str
    executable: bool
    language: str
    steps: tuple[SourceStep | TargetStep, ...]
    segments: tuple[Wanted, ...]
    gone: tuple[str, ...]
    mt_calls: int | None
    page_status: str | None

    @property
    def languages(self) -> tuple[str, ...]:
        """Its own language, and the others that its steps translate into."""
        spoken = [step.language for step in self.steps if isinstance(step, TargetStep)]
        return tuple(dict.fromkeys([self.language, *spoken]))


def read(data: bytes, name: str) -> list[Case]:
    """The cases of a file; Invalid names the file, the case and the field that is wrong."""
    try:
        values = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise Invalid(f"{name}: this is not JSON ({error})") from error
    cases = values.get("cases") if isinstance(values, dict) else values
    if not isinstance(cases, list):
        raise Invalid(f"{name}: a list under 'cases' is needed")
    return [_case(value, f"{name}: case {number}") for number, value in enumerate(cases, 1)]


def _case(value: Any, where: str) -> Case:
    if not isinstance(value, dict) or not isinstance(value.get("id"), str):
        raise Invalid(f"{where}: field 'id' is missing")
    where = f"{where} ({value['id']})"
    title = str(value.get("title", ""))
    if not value.get("executable", True):
        return Case(value["id"], title, False, "", (), (), (), 0, "")
    expect = _field(value, "expect", dict, where)
    return Case(
        value["id"],
        title,
        True,
        _field(value, "lang", str, where),
        tuple(_step(step, where) for step in _field(value, "steps", list, where)),
        tuple(_wanted(one, where) for one in _field(expect, "segments", list, where)),
        tuple(_texts(expect.get("gone", []), "gone", where)),
        _field(expect, "mt_calls", int, where) if "mt_calls" in expect else None,
        _field(expect, "page_status", str, where) if "page_status" in expect else None,
    )


def _field(value: dict[str, Any], name: str, kind: type, where: str) -> Any:
    found = value.get(name)
    if not isinstance(found, kind) or (kind is int and isinstance(found, bool)):
        raise Invalid(f"{where}: field {name!r} is missing or not of type {kind.__name__}")
    return found


def _texts(values: Any, name: str, where: str) -> list[str]:
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise Invalid(f"{where}: field {name!r} must hold texts")
    return values


def _step(value: Any, where: str) -> SourceStep | TargetStep:
    if not isinstance(value, dict):
        raise Invalid(f"{where}: a step must be an object")
    if "source" in value:
        return SourceStep(_field(value, "source", str, where), bool(value.get("minor", False)))
    for name in ("translate", "edit_target"):
        if name in value:
            step = _field(value, name, dict, where)
            segments = _field(step, "segments", dict, where)
            _texts(list(segments.values()), "segments", where)
            return TargetStep(
                _field(step, "lang", str, where),
                step.get("by", "human"),
                segments,
                step.get("against"),
            )
    raise Invalid(f"{where}: a step needs 'source', 'translate' or 'edit_target'")


def _wanted(value: Any, where: str) -> Wanted:
    if not isinstance(value, dict):
        raise Invalid(f"{where}: an expected segment must be an object")
    verdict = _field(value, "verdict", str, where)
    if verdict not in VERDICTS:
        raise Invalid(f"{where}: verdict {verdict!r} is none of {', '.join(VERDICTS)}")
    severity = value.get("severity")
    if severity is not None and severity not in SEVERITIES:
        raise Invalid(f"{where}: severity {severity!r} is none of {', '.join(SEVERITIES)}")
    names = ("class", "severity", "target", "rendered", "made_against")
    return Wanted(_field(value, "text", str, where), verdict, *(value.get(name) for name in names))
