"""Edits to a page as editors make them, each of which knows which old segment every new one is."""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from app.domain.segments.codes import CODE, plain
from app.domain.segments.segmentation import Segment

SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÄÖÜ])")
WORD = re.compile(r"[^\W\d_]{5,}")
NUMBER = re.compile(r"(?<![⟦/\d])\d+(?![/⟧\d])")


@dataclass(frozen=True)
class Line:
    """A segment on its way through a script, and the old positions that it truly is."""

    segment: Segment
    origin: tuple[int, ...] = ()
    touched: bool = False

    def now(self, **changes: object) -> "Line":
        """The same segment with another text, element or codes."""
        return replace(self, segment=replace(self.segment, **changes), touched=True)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Stock:
    """What the whole region says: paragraphs, sentences and words to put in."""

    segments: list[Segment]
    sentences: list[str]
    words: list[str]


OneEdit = Callable[[Line, random.Random, Stock], Line | None]  # None: cannot be done here
PageEdit = Callable[[list[Line], random.Random, Stock], list[Line] | None]


def cuts(coded: str) -> list[tuple[int, int]]:
    """Where a text can be cut between sentences without tearing a pair of codes."""
    found = []
    for gap in SENTENCE.finditer(coded):
        marks = [mark for mark in CODE.finditer(coded[: gap.start()]) if not mark[3]]
        if sum(-1 if mark[1] else 1 for mark in marks) == 0:
            found.append(gap.span())
    return found


def mistype(line: Line, rng: random.Random, stock: Stock) -> Line | None:
    """Two letters of a longer word change places."""
    coded = line.segment.coded
    words = list(WORD.finditer(coded))
    if not words:
        return None
    at = rng.choice(words).start() + rng.randint(1, 3)
    return line.now(coded=coded[:at] + coded[at + 1] + coded[at] + coded[at + 2 :])


def reword(line: Line, rng: random.Random, stock: Stock) -> Line | None:
    """Up to three words in ten are others, one at least, in a text of four words or more."""
    words = line.segment.coded.split(" ")
    free = [place for place, word in enumerate(words) if word and not CODE.search(word)]
    if len(free) < 4:
        return None
    for place in rng.sample(free, rng.randint(1, max(1, len(free) * 3 // 10))):
        words[place] = rng.choice(stock.words)
    return line.now(coded=" ".join(words))


def lengthen(line: Line, rng: random.Random, stock: Stock) -> Line | None:
    """A sentence is added to a paragraph, hardly longer than what stands there."""
    room = len(plain(line.segment.coded))
    fitting = [text for text in rng.sample(stock.sentences, 50) if len(text) <= room * 1.2]
    if line.segment.element != "p" or room < 20 or not fitting:
        return None
    return line.now(coded=f"{line.segment.coded} {fitting[0]}")


def shorten(line: Line, rng: random.Random, stock: Stock) -> Line | None:
    """A paragraph loses what comes before or after the end of a sentence, the smaller part."""
    coded = line.segment.coded
    places = cuts(coded)
    if not places:
        return None
    start, end = rng.choice(places)
    return line.now(coded=max(coded[:start], coded[end:], key=lambda text: len(plain(text))))


def renumber(line: Line, rng: random.Random, stock: Stock) -> Line | None:
    """A number in the text ends in another digit."""
    numbers = list(NUMBER.finditer(line.segment.coded))
    if not numbers:
        return None
    at = rng.choice(numbers).end() - 1
    coded = line.segment.coded
    digit = rng.choice([digit for digit in "123456789" if digit != coded[at]])
    return line.now(coded=coded[:at] + digit + coded[at + 1 :])


def relink(line: Line, rng: random.Random, stock: Stock) -> Line | None:
    """A link leads elsewhere; in contact data, the number or address is another one."""
    codes = line.segment.codes
    places = [place for place, code in enumerate(codes) if dict(code.attributes).get("href")]
    if not places:
        return None
    place = rng.choice(places)
    changed = dict(codes[place].attributes)
    changed["href"] += "-neu"
    code = replace(codes[place], attributes=tuple(changed.items()))
    if code.kind == "lock":
        code = replace(code, text=f"{code.text}7", html=f"{code.html}7")
    return line.now(codes=(*codes[:place], code, *codes[place + 1 :]))


def unmark(line: Line, rng: random.Random, stock: Stock) -> Line | None:
    """One pair of codes goes and its words stay: no longer bold, or no longer a link."""
    pairs = re.findall(r"⟦(\d+)⟧", line.segment.coded)
    if not pairs:
        return None
    number = rng.choice(pairs)
    coded = line.segment.coded.replace(f"⟦{number}⟧", "").replace(f"⟦/{number}⟧", "")
    kept = tuple(code for code in line.segment.codes if code.number != int(number))
    return line.now(coded=coded, codes=kept)


def retag(line: Line, rng: random.Random, stock: Stock) -> Line | None:
    """A paragraph becomes a heading, anything else a paragraph."""
    if line.segment.kind != "text":
        return None
    return line.now(element="h3" if line.segment.element == "p" else "p")


def respace(line: Line, rng: random.Random, stock: Stock) -> Line | None:
    """The editing program saves some blanks as no-break spaces."""
    return line.now(coded=line.segment.coded.replace(" ", "\u00a0", 3))


ON_SEGMENT: tuple[OneEdit, ...] = (
    mistype, reword, lengthen, shorten, renumber, relink, unmark, retag, respace,
)  # fmt: skip


def _text_places(lines: list[Line]) -> list[int]:
    return [k for k, line in enumerate(lines) if line.segment.kind == "text" and not line.touched]


def _fresh(lines: list[Line], rng: random.Random, stock: Stock) -> Line:
    """A paragraph of another page that says nothing this page says to the letter."""
    here = {plain(line.segment.coded).casefold() for line in lines}
    while plain((found := rng.choice(stock.segments)).coded).casefold() in here:
        pass
    return Line(found, touched=True)


def insert(lines: list[Line], rng: random.Random, stock: Stock) -> list[Line] | None:
    """A paragraph comes in."""
    place = rng.randint(0, len(lines))
    return [*lines[:place], _fresh(lines, rng, stock), *lines[place:]]


def delete(lines: list[Line], rng: random.Random, stock: Stock) -> list[Line] | None:
    """A segment goes that nobody has touched in this script."""
    places = [k for k, line in enumerate(lines) if not line.touched]
    if not places:
        return None
    place = rng.choice(places)
    return lines[:place] + lines[place + 1 :]


def exchange(lines: list[Line], rng: random.Random, stock: Stock) -> list[Line] | None:
    """Something unrelated stands in the place of a paragraph."""
    places = _text_places(lines)
    if not places:
        return None
    place = rng.choice(places)
    return [*lines[:place], _fresh(lines, rng, stock), *lines[place + 1 :]]


def move(lines: list[Line], rng: random.Random, stock: Stock) -> list[Line] | None:
    """One to four neighbours go elsewhere together, whether edited before or not."""
    place = rng.randrange(len(lines))
    size = rng.choice((1, 1, 2, 2, 3, 4))
    block, rest = lines[place : place + size], lines[:place] + lines[place + size :]
    to = rng.randint(0, len(rest))
    return rest[:to] + block + rest[to:]


def duplicate(lines: list[Line], rng: random.Random, stock: Stock) -> list[Line] | None:
    """A paragraph stands twice."""
    places = _text_places(lines)
    if not places:
        return None
    place, to = rng.choice(places), rng.randint(0, len(lines))
    lines = [*lines]
    lines[place] = replace(lines[place], touched=True)
    return [*lines[:to], replace(lines[place], origin=()), *lines[to:]]


def part(lines: list[Line], rng: random.Random, stock: Stock) -> list[Line] | None:
    """A paragraph is split at the end of a sentence."""
    places = [k for k in _text_places(lines) if cuts(lines[k].segment.coded)]
    if not places:
        return None
    place = rng.choice(places)
    coded = lines[place].segment.coded
    start, end = rng.choice(cuts(coded))
    halves = [lines[place].now(coded=text) for text in (coded[:start], coded[end:])]
    return lines[:place] + halves + lines[place + 1 :]


def unite(lines: list[Line], rng: random.Random, stock: Stock) -> list[Line] | None:
    """Two neighbours of the same element become one."""
    places = [k for k in _text_places(lines) if WORD.search(plain(lines[k].segment.coded))]
    pairs = [
        k for k in places
        if k + 1 in places and lines[k].segment.element == lines[k + 1].segment.element
    ]  # fmt: skip
    if not pairs:
        return None
    place = rng.choice(pairs)
    first, second = lines[place], lines[place + 1]
    both = replace(_united(first, second), origin=first.origin + second.origin)
    return [*lines[:place], both, *lines[place + 2 :]]


def _united(first: Line, second: Line) -> Line:
    """Both texts in one segment; the codes of the second count on from those of the first."""
    last = max((code.number for code in first.segment.codes), default=0)
    coded = CODE.sub(lambda m: f"⟦{m[1]}{int(m[2]) + last}{m[3]}⟧", second.segment.coded)
    codes = tuple(replace(code, number=code.number + last) for code in second.segment.codes)
    return first.now(coded=f"{first.segment.coded} {coded}", codes=(*first.segment.codes, *codes))


ON_PAGE: tuple[PageEdit, ...] = (insert, delete, exchange, move, duplicate, part, unite)


def edit(lines: list[Line], rng: random.Random, stock: Stock) -> tuple[str, list[Line]]:
    """Make one edit, on a segment two times in three; the name is empty where it did not fit."""
    if rng.random() < 1 / 3:
        on_page = rng.choice(ON_PAGE)
        changed = on_page(lines, rng, stock)
        return (on_page.__name__, changed) if changed else ("", lines)
    place, on_segment = rng.randrange(len(lines)), rng.choice(ON_SEGMENT)
    line = None if lines[place].touched else on_segment(lines[place], rng, stock)
    if line is None or line.segment == lines[place].segment:
        return "", lines
    return on_segment.__name__, [*lines[:place], line, *lines[place + 1 :]]
