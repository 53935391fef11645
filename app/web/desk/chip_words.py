"""Codes as people see them: chips with a word on them, in texts to read and in fields to type into."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import orjson
from flask import Blueprint
from flask_babel import gettext, lazy_gettext

from app.domain.revisions.word_diff import Stretch
from app.domain.segments.chips import Chip
from app.domain.segments.codes import CODE, restore

blueprint = Blueprint("chip_words", __name__)

LABELS = {
    "link": lazy_gettext("link"),
    "phone": lazy_gettext("phone"),
    "mail": lazy_gettext("mail"),
    "web": lazy_gettext("web address"),
    "image": lazy_gettext("picture"),
    "break": lazy_gettext("new line"),
    "bold": lazy_gettext("bold"),
    "italic": lazy_gettext("italic"),
    "underline": lazy_gettext("underlined"),
    "small": lazy_gettext("small"),
    "mark": lazy_gettext("marked"),
    "strike": lazy_gettext("struck out"),
    "sub": lazy_gettext("below the line"),
    "sup": lazy_gettext("above the line"),
    "code": lazy_gettext("code"),
    "quotation": lazy_gettext("quotation"),
    "abbreviation": lazy_gettext("abbreviation"),
    "time": lazy_gettext("time"),
    "name": lazy_gettext("name"),
    "format": lazy_gettext("format"),
}
FIELD = {
    "tray": lazy_gettext("Still to place:"),
    "done": lazy_gettext("All marks are in the text."),
    "take_out": lazy_gettext("Take “{label}” out of the text"),
    "keys": lazy_gettext("Alt, Shift and {number}"),
    "opens": lazy_gettext("{label} {number} begins"),
    "closes": lazy_gettext("{label} {number} ends"),
    "kept": lazy_gettext("Marks stay in the text. To move one, cut it and paste it elsewhere."),
    "dropped": lazy_gettext("Marks that the text has already or does not know were left out."),
    "help": lazy_gettext(
        "Marks stand for links and formats of the German text. Alt, Shift and its number put a"
        " mark at the cursor or round the chosen words."
    ),
}
"""What a field says by itself; its script fills in what stands in braces."""


@dataclass(frozen=True)
class Piece:
    """A run of words (`role` text), or a chip: open or close of a pair, or one that stands alone.

    `label` says what the chip is, `text` what readers see of it, `title` where it leads.
    """

    role: str
    text: str
    number: int = 0
    label: str = ""
    title: str = ""

    @property
    def spoken(self) -> str:
        """A chip in words, for those who hear the text."""
        if self.role == "open":
            return str(gettext("%(label)s begins", label=self.label))
        if self.role == "close":
            return str(gettext("%(label)s ends", label=self.label))
        return self.label


@dataclass(frozen=True)
class Run:
    """A stretch of a comparison (`kind` same, gone or new) in pieces."""

    kind: str
    pieces: tuple[Piece, ...]


@blueprint.app_template_global()
def chip_pieces(coded: str, chips: Mapping[int, Chip]) -> tuple[Piece, ...]:
    """A coded text as words and chips."""
    return tuple(_pieces(coded, chips))


@blueprint.app_template_global()
def chip_runs(
    diff: Iterable[Stretch], before: Mapping[int, Chip], now: Mapping[int, Chip]
) -> tuple[Run, ...]:
    """A comparison of two coded texts: what went has the chips from before."""
    return tuple(
        Run(one.kind, chip_pieces(one.text, before if one.kind == "gone" else now)) for one in diff
    )


@blueprint.app_template_global()
def chip_field(chips: Mapping[int, Chip]) -> str:
    """The chips of a field, as its script reads them (JSON)."""
    told = [
        {
            "number": one.number, "kind": one.kind, "label": str(label(one)), "text": one.text,
            "title": one.address, "breaks": one.label == "break",
        }
        for one in chips.values()
    ]  # fmt: skip
    return orjson.dumps(told).decode()


@blueprint.app_template_global()
def chip_field_words() -> str:
    """What a field says by itself, in the visitor's language (JSON)."""
    return orjson.dumps({name: str(words) for name, words in FIELD.items()}).decode()


def label(chip: Chip) -> str:
    """What a chip is, in a word."""
    return str(LABELS.get(chip.label, LABELS["format"]))


def _pieces(coded: str, chips: Mapping[int, Chip]) -> Iterator[Piece]:
    end = 0
    for mark in CODE.finditer(coded):
        if words := coded[end : mark.start()]:
            yield Piece("text", restore(words))
        yield _chip(mark, chips)
        end = mark.end()
    if words := coded[end:]:
        yield Piece("text", restore(words))


def _chip(mark: re.Match[str], chips: Mapping[int, Chip]) -> Piece:
    role = "close" if mark[1] else "stand" if mark[3] else "open"
    chip = chips.get(int(mark[2]))
    if chip is None:
        return Piece(role, "", int(mark[2]), str(LABELS["format"]))
    seen = chip.text if role == "stand" else ""
    return Piece(role, seen, chip.number, label(chip), chip.address)
