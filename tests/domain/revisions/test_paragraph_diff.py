"""Two revisions beside each other, paragraph by paragraph."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.revisions.alignment import Item
from app.domain.revisions.paragraph_diff import Passage, Row, rows, words

OPEN = "Das Rathaus ist am Montag und am Dienstag von 8 bis 12 Uhr offen."
LATER = "Das Rathaus ist am Montag und am Mittwoch von 8 bis 12 Uhr offen."
BRING = "Bringen Sie bitte Ihren Pass und den Mietvertrag mit."
COST = "Die Anmeldung kostet nichts."
HEAD = "Wohin muss ich gehen?"


def passage(text: str, element: str = "p", links: tuple[str, ...] = ()) -> Passage:
    """A paragraph; a link to it makes its full form another one."""
    item = Item(text + "".join(links), text, text, element, "text")
    return Passage(text, element, links, item)


def told(old: list[Passage], new: list[Passage]) -> list[str]:
    """Each row in a word, with what is new in [] and what is gone in {}."""
    return [f"{row.how}{' moved' if row.moved else ''}: {marked(row)}" for row in rows(old, new)]


def marked(row: Row) -> str:
    """The words of a row with marks round what is new and what is gone."""
    signs = {"same": "%s", "new": "[%s]", "gone": "{%s}"}
    return "".join(signs[stretch.kind] % stretch.text for stretch in row.stretches)


def page(*texts: str) -> list[Passage]:
    """Paragraphs with these texts."""
    return [passage(text) for text in texts]


def test_nothing_changed() -> None:
    """The same page is all the same."""
    assert [f"same: {OPEN}", f"same: {COST}"] == told(page(OPEN, COST), page(OPEN, COST))


def test_a_word_changed() -> None:
    """The changed word is marked, the others stand."""
    assert [
        "changed: Das Rathaus ist am Montag und am {Dienstag}[Mittwoch] von 8 bis 12 Uhr offen."
    ] == told(page(OPEN), page(LATER))


def test_what_is_new_and_what_is_gone() -> None:
    """What is gone stands where it stood, behind the neighbour that stayed."""
    before, after = page(HEAD, BRING, OPEN), page(HEAD, OPEN, COST)
    assert [f"same: {HEAD}", f"gone: {{{BRING}}}", f"same: {OPEN}", f"new: [{COST}]"] == told(
        before, after
    )
    assert [f"gone: {{{COST}}}", f"same: {OPEN}"] == told(page(COST, OPEN), page(OPEN))
    assert [f"new: [{OPEN}]"] == told([], page(OPEN))
    assert [f"gone: {{{OPEN}}}"] == told(page(OPEN), [])


def test_what_moved() -> None:
    """A paragraph that stands elsewhere now is marked there, once, with what changed in it."""
    assert [f"same: {HEAD}", f"same: {COST}", f"same: {BRING}", f"same moved: {OPEN}"] == told(
        page(HEAD, OPEN, COST, BRING), page(HEAD, COST, BRING, OPEN)
    )
    assert ["same", "same", "changed moved"] == [
        row.split(":")[0] for row in told(page(OPEN, COST, BRING), page(COST, BRING, LATER))
    ]


def test_a_split_and_a_merge() -> None:
    """A new boundary of paragraphs is marked as such, and nothing else is."""
    both = f"{OPEN} {BRING}"
    ((split,), (merged,)) = (
        rows(page(both), page(OPEN, BRING)),
        rows(page(OPEN, BRING), page(both)),
    )
    assert ("split", "merged") == (split.how, merged.how)
    assert f"{OPEN} [¶ ]{BRING}" == marked(split)
    assert f"{OPEN} {{¶ }}{BRING}" == marked(merged)


def test_other_links_and_elements() -> None:
    """The same words with another link or as a heading are marked, and the links are named."""
    (row,) = rows([passage(OPEN, links=("a.de", "b.de"))], [passage(OPEN, links=("b.de", "c.de"))])
    assert ("markup", ("a.de",), ("c.de",)) == (row.how, row.links_gone, row.links_new)
    (row,) = rows([passage(HEAD, "p")], [passage(HEAD, "h2")])
    assert ("markup", ("p", "h2")) == (row.how, row.elements)


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ("am ersten Montag", "an jedem Freitag", "{am ersten Montag}[an jedem Freitag]"),
        ("ein Kurs", "der Kurs", "{ein}[der] Kurs"),
        ("im Mai und im Juni", "im März und im Juli", "im {Mai}[März] und im {Juni}[Juli]"),
        ("", "neu", "[neu]"),
        ("alt", "", "{alt}"),
        ("", "", ""),
        ("Ja", "Ja", "Ja"),
    ],
)
def test_words_as_a_person_marks_them(old: str, new: str, wanted: str) -> None:
    """Neighbouring changes are one; a text that is quite another is shown whole."""
    found = marked(Row("", False, ("", ""), words(old, new)))
    assert wanted == found


PAGES = st.lists(st.sampled_from([OPEN, LATER, BRING, COST, HEAD, "Ja."]), max_size=7)


@given(PAGES, PAGES)
def test_both_pages_can_be_read_out_of_it(old: list[str], new: list[str]) -> None:
    """No paragraph is lost or told twice: the words of both sides are all there, the new ones in order."""
    found = rows(page(*old), page(*new))
    for kind, texts, tell in (("gone", new, list[str]), ("new", old, sorted)):
        seen = [
            part
            for row in found
            for part in ["".join(s.text for s in row.stretches if s.kind != kind)]
            if part
        ]
        joined = [part for text in seen for part in text.split(" ¶ ")]
        assert tell(texts) == tell(joined)


@given(st.text(alphabet="ab .!", max_size=20), st.text(alphabet="ab .!", max_size=20))
def test_no_word_is_lost(old: str, new: str) -> None:
    """Without what is new it is the old text, without what is gone the new one."""
    found = words(old, new)
    assert old == "".join(stretch.text for stretch in found if stretch.kind != "new")
    assert new == "".join(stretch.text for stretch in found if stretch.kind != "gone")
