"""What a check found in a translation, and the texts that checks look at."""

import re
from dataclasses import dataclass
from typing import Literal

from app.domain.segments.codes import CODE, Code, restore
from app.domain.segments.segmentation import Segment

Level = Literal["block", "warn"]
LONGEST_DETAIL = 500
_WORD = re.compile(r"[^\W\d_]+(?:[-'’ʼ\u200c][^\W\d_]+)*")
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|«[^«»]*»|„[^„“”]*[“”]|“[^“”]*”|\"[^\"]*\"")


@dataclass(frozen=True)
class Found:
    """One finding: `block` keeps a text from readers, `warn` asks a person to look."""

    check: str
    level: Level
    detail: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "detail", self.detail[:LONGEST_DETAIL])


def found(check: str, level: Level, *details: str) -> tuple[Found, ...]:
    """A finding for each detail, none twice."""
    return tuple(Found(check, level, detail) for detail in dict.fromkeys(details))


def words_only(coded: str) -> str:
    """The text with a blank for each lock and line break; the marks of pairs leave nothing."""
    return restore(CODE.sub(lambda mark: " " if mark[3] and not mark[1] else "", coded))


def words(text: str) -> list[str]:
    """The words of a text: letters, with inner hyphens, apostrophes and half-spaces."""
    return _WORD.findall(text)


def without_asides(text: str) -> str:
    """The text without what stands in brackets or quotes, where original names are kept."""
    return _ASIDE.sub(" ", text)


def locks(source: Segment) -> dict[int, Code]:
    """The locks of a segment by number."""
    return {code.number: code for code in source.codes if code.kind == "lock"}
