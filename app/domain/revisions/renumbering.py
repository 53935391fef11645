"""The codes of a target put to those of another wording, by what they are and not by their order."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

from app.domain.facts.normal_forms import lock_kind, lock_value
from app.domain.segments.codes import CODE, Code
from app.domain.segments.contacts import target


def renumbered(coded: str, old: Sequence[Code], new: Sequence[Code]) -> str | None:
    """`coded` with the numbers of `new` for those of `old`; None if a lock has no counterpart.

    Equal links and contact data are one another's counterparts wherever they stand, then what is of
    one kind, in order. Other codes without a counterpart go.
    """
    numbers: dict[int, int] = {}
    free = list(new)
    for likeness in (_identity, _kind):
        for code in old:
            if code.number not in numbers:
                _pair(code, free, likeness, numbers)
    if any(code.kind == "lock" and code.number not in numbers for code in old):
        return None
    return CODE.sub(
        lambda m: f"⟦{m[1]}{numbers[int(m[2])]}{m[3]}⟧" if int(m[2]) in numbers else "", coded
    )


def _pair(
    code: Code, free: list[Code], likeness: Callable[[Code], Hashable], numbers: dict[int, int]
) -> None:
    found = next((other for other in free if likeness(other) == likeness(code)), None)
    if found is not None:
        numbers[code.number] = found.number
        free.remove(found)


def _identity(code: Code) -> Hashable:
    if code.kind == "lock":
        return _kind(code), lock_value(code)
    return _kind(code), target(code.get("href")) or code.get("src")


def _kind(code: Code) -> Hashable:
    return code.kind, lock_kind(code) if code.kind == "lock" else code.tag
