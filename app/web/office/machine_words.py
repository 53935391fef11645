"""Why a machine stands still, or work for it: in words of the reader, with what its provider said."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from flask_babel import gettext, lazy_gettext

from app.web.office import examples

Tongue = Callable[[str], str]


@dataclass(frozen=True)
class Why:
    """A sentence, what a provider or a check said, in its own English, and which machine it is about
    (each "" if none)."""

    text: str
    quoted: str = ""
    machine: str = ""


PAUSED = ("the key was refused", "not at present", "quota", "no use asking at present")
WAITS_FOR = re.compile(rf"(\w+): ({'|'.join(PAUSED)}): (.*)", re.DOTALL)
CANNOT = re.compile(r"(\w+) does not translate into ([\w-]+)")
BUDGET = re.compile(r"budget: (\d+) characters are not left this month")

SAID = {
    "no engine is set up": lazy_gettext("No machine is set up."),
    "the worker that had it stopped": lazy_gettext(
        "The program that was at it stopped; it is done again."
    ),
}
# The kinds of failures, and what was wrong with what a machine wrote.
KINDS = {
    "too-many": lazy_gettext("The machine asked for more time between requests."),
    "quota": lazy_gettext("Its provider has nothing left for it until the next period."),
    "refused": lazy_gettext("Its provider refused the key."),
    "too-large": lazy_gettext("The text is too long for the machine."),
    "unavailable": lazy_gettext("The machine could not be reached."),
    "silent": lazy_gettext("The machine did not answer."),
    "malformed": lazy_gettext("The machine's answer could not be read."),
    "codes broken": lazy_gettext("The machine did not keep links or formatting as they were."),
    "checks": lazy_gettext("A check found a fault in what the machine wrote."),
}


def paused(reason: str) -> Why:
    """Why a machine was paused."""
    word, _, said = reason.partition(": ")
    if word == "quota":
        return Why(gettext("Its provider has nothing left for it until the next period."))
    if word == "the key was refused":
        return Why(gettext("Its provider refused the key."), said)
    if word in PAUSED:
        return Why(gettext("It did not answer as it should."), said)
    return Why("", reason)


def work(reason: str, tongue: Tongue) -> list[Why]:
    """Why work waits or is on hold, a sentence for each machine that cannot do it."""
    if not reason:
        return []
    if _is_about_machine(reason.split("; ")[0]):
        return [_about_machine(part, tongue) for part in _parts(reason)]
    return [_about_work(reason)]


def _is_about_machine(part: str) -> bool:
    return bool(WAITS_FOR.match(part) or CANNOT.fullmatch(part))


def _parts(reason: str) -> list[str]:
    """The machines' reasons one by one; what a provider said may have semicolons of its own."""
    found: list[str] = []
    for part in reason.split("; "):
        if not found or _is_about_machine(part):
            found.append(part)
        else:
            found[-1] += f"; {part}"
    return found


def _about_machine(part: str, tongue: Tongue) -> Why:
    cannot = CANNOT.fullmatch(part)
    if cannot:
        words = gettext("It does not translate into %(language)s.", language=tongue(cannot[2]))
        return Why(words, machine=examples.machine(cannot[1]))
    name, _, reason = part.partition(": ")
    return replace(paused(reason), machine=examples.machine(name))


def _about_work(reason: str) -> Why:
    if BUDGET.fullmatch(reason):
        return Why(gettext("The monthly limit leaves too little for it."))
    if reason in SAID:
        return Why(str(SAID[reason]))
    word, _, said = reason.partition(": ")
    return Why(str(KINDS[word]), said) if word in KINDS else Why("", reason)
