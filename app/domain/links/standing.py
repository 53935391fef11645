"""How a link of a region stands: by what was found there, by its form, by a person's word."""

from dataclasses import dataclass

STATES = ("broken", "warning", "inside", "cannot", "unchecked", "ok", "ignored")
"""In the order in which they ask for somebody's attention."""


@dataclass(frozen=True)
class Standing:
    """A state and the word for why: "broken" and "gone", "inside" and "archived"."""

    state: str
    reason: str = ""


def of_page(reason: str) -> Standing:
    """A link into the guide: `reason` is why readers do not get the page (draft, archived, below,
    missing), or nothing."""
    return Standing("inside", reason) if reason else Standing("ok")


def of_form(kind: str, fault: str) -> Standing:
    """An address that is judged by its form: a mail address, a number, something that is no address."""
    if fault == "credentials":
        return Standing("warning", fault)
    return Standing("broken", fault) if fault else Standing("ok", kind)


def after_note(standing: Standing, is_noted: bool) -> Standing:
    """What a region's word makes of it: only what would be complained about can be set right by it."""
    if is_noted and standing.state in ("broken", "warning", "cannot", "inside"):
        return Standing("ignored", standing.reason)
    return standing
