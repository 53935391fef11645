"""The classes of a change: what a new German wording means for the translations of the old one."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from app.domain.revisions import gender, typing_errors
from app.domain.revisions.comparison import Block, Comparison, Known
from app.domain.revisions.guard_words import GUARD_WORDS, guard_of
from app.domain.revisions.reading import Reading
from app.domain.revisions.recoding import Work, worst
from app.domain.segments.segmentation import Segment

__all__ = ["GUARD_WORDS", "RULES", "SEVERITY", "SWITCHES", "Change", "classify", "may_be_minor"]

SEVERITY = {
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
_WORK: dict[str, Work] = {
    "none": "carry",
    "cosmetic": "carry",
    "link": "rewrite",
    "markup": "carry",
    "wording": "advise",
    "value": "rewrite",
    "semantic": "stale",
    "critical": "stale",
}
MOST_SLIPS = 2


@dataclass(frozen=True)
class Change:
    """A change from one German wording to another.

    `klass` is none, cosmetic, link, markup, wording, value, semantic or critical, `severity` 0 to
    4, `guards` the guard words that came or went, `work` what it means for a target made against
    the old wording; `why` names the rules that found something, `facts` says whether a number, date,
    sum or address came, went or changed.
    """

    klass: str
    severity: int
    guards: tuple[str, ...] = ()
    work: Work = "carry"
    why: tuple[str, ...] = ()
    facts: bool = False


def punctuation(two: Comparison) -> bool:
    """Only . , ; : - or blanks differ."""
    return two.old.gaps != two.new.gaps and len(two.old.units) == len(two.new.units)


def spelling_of_values(two: Comparison) -> bool:
    """A value is spelled another way."""
    return two.old.spelled != two.new.spelled and not (two.blocks or values(two))


def links(two: Comparison) -> bool:
    """A link, an image or a lock leads elsewhere."""
    old, new = two.old.codes, two.new.codes
    if moved_codes(two) or values(two):
        return False
    return [code.address for code in old] != [code.address for code in new]


def moved_codes(two: Comparison) -> bool:
    """Codes came, went or stand elsewhere."""
    return two.plan.work != "carry"


def case(two: Comparison) -> bool:
    """A word has another case."""
    return any(a.form != b.form and "value" not in (a.kind, b.kind) for a, b in two.pairs)


def marks(two: Comparison) -> bool:
    """Question or exclamation marks differ."""
    return two.old.marks != two.new.marks


def gender_forms(two: Comparison) -> bool:
    """The same people are named with another gender form."""
    return any(map(_is_gender, two.blocks)) or any(a.gendered != b.gendered for a, b in two.pairs)


def typing(two: Comparison) -> bool:
    """One or two words differ as by slips of the pen."""
    return bool(_slips(two))


def values(two: Comparison) -> bool:
    """A value differs, and its kind does not."""
    return any(a.form != b.form and a.kind == b.kind == "value" for a, b in two.pairs)


def guards(two: Comparison) -> bool:
    """A guard word came or went."""
    return bool(_guard_changes(two))


def other_words(two: Comparison) -> bool:
    """Words differ in a way that no rule knows."""
    return len(_unexplained(two)) > 0


RULES: tuple[tuple[str, str, Callable[[Comparison], bool]], ...] = (
    ("guards", "critical", guards),
    ("words", "semantic", other_words),
    ("values", "value", values),
    ("typing", "wording", typing),
    ("gender", "wording", gender_forms),
    ("marks", "wording", marks),
    ("case", "wording", case),
    ("codes", "markup", moved_codes),
    ("links", "link", links),
    ("spelling", "cosmetic", spelling_of_values),
    ("punctuation", "cosmetic", punctuation),
)
"""Name, class and test of each rule, the gravest first: the first that finds something decides."""

SWITCHES = frozenset({name for name, _, _ in RULES} - {"words"} | {"known"})
"""What a test may switch off: every rule, and the look whether both words are known."""

MOST_SEEN = 1000  # changes; six languages ask for the same ones again and again
_SEEN: WeakKeyDictionary[Known, dict[tuple[Segment, Segment, frozenset[str]], Change]] = (
    WeakKeyDictionary()
)
"""What was found for whom; forgotten together with the function that knows words."""

_WORDING = frozenset({"typing", "gender", "marks", "case"})


def classify(
    old: Segment, new: Segment, *, known: Known, without: frozenset[str] = frozenset()
) -> Change:
    """The change from `old`, which a target was made against, to `new`.

    `known` says whether a word occurs at least twice in the region's published German. What a rule
    in `without` would have explained counts as other words.
    """
    if old == new:
        return Change("none", 0)
    seen = _SEEN.setdefault(known, {})
    if len(seen) > MOST_SEEN:
        seen.clear()
    key = (old, new, without)
    if key not in seen:
        seen[key] = _classified(old, new, known, without)
    return seen[key]


def _classified(old: Segment, new: Segment, known: Known, without: frozenset[str]) -> Change:
    two = Comparison(old, new, (lambda word: False) if "known" in without else known)
    found = [name for name, _, finds in RULES if finds(two)]
    klass = _decide(found, without)
    changed = tuple(_guard_changes(two)) if klass == "critical" else ()
    work = worst(_WORK[klass], two.plan.work)
    return Change(klass, SEVERITY[klass], changed, work, tuple(found), _facts_differ(two))


def may_be_minor(change: Change) -> bool:
    """Whether an author may declare that the translations stay right all the same: not where a
    guard word or a fact is another, whatever else changed."""
    return change.klass not in ("critical", "value") and not change.facts


def _decide(found: list[str], without: frozenset[str]) -> str:
    """The gravest class; facts that change together with words, and what no rule explains, are
    new words."""
    names = [name for name in found if name not in without]
    mixed = "values" in names and not _WORDING.isdisjoint(names)
    if mixed or not without.isdisjoint(found):
        names.append("words")
    return next((klass for name, klass, _ in RULES if name in names), "cosmetic")


def _facts_differ(two: Comparison) -> bool:
    """Whether the two wordings name other values."""
    old, new = (
        Counter(u.form for u in side.words if u.kind == "value") for side in (two.old, two.new)
    )
    return old != new


def _guard_changes(two: Comparison) -> list[str]:
    """Guard words that are in one wording more often than in the other."""
    old, new = (_guards(side) for side in (two.old, two.new))
    return sorted((old - new) + (new - old))


def _guards(side: Reading) -> Counter[str]:
    found = (guard_of(unit.form) for unit in side.words if unit.kind == "word")
    return Counter(filter(None, found))


def _is_gender(block: Block) -> bool:
    """Whether two stretches name the same people, at least one of them with a gender form."""
    old, new = ([unit.form for unit in side if unit.form != gender.SIGN] for side in block)
    plain = sum(map(len, block)) == len(old) + len(new)
    if len(old) != len(new) or (plain and not old):
        return False
    pairs = zip(old, new, strict=True)
    return all(a.casefold() == b.casefold() or gender.same_person(a, b) for a, b in pairs)


def _slips(two: Comparison) -> list[tuple[str, str]]:
    """The words that differ as by slips of the pen; none if they are too many to be slips."""
    found: list[tuple[str, str]] = []
    for old, new in two.blocks:
        if len(old) == len(new) and not _is_gender((old, new)):
            pairs = [(a.form, b.form) for a, b in zip(old, new, strict=True)]
            if all(typing_errors.is_slip(a, b, two.known) for a, b in pairs):
                found += pairs
    return found if len(found) <= MOST_SLIPS else []


def _unexplained(two: Comparison) -> list[Block]:
    """The stretches of words that are neither gender forms nor slips, nor weekdays of dates."""
    slips = set(_slips(two))
    return [
        (old, new)
        for old, new in two.blocks
        if not _is_gender((old, new))
        and (old, new) not in two.weekdays
        and not (
            slips and slips.issuperset((a.form, b.form) for a, b in zip(old, new, strict=False))
        )
    ]
