"""Which old segment is this one: the cases that decide, and what holds for any page."""

import random
import string
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.facts.normal_forms import forms
from app.domain.revisions.alignment import STEPS, Item, Match, align
from app.domain.revisions.sequences import cut, heaviest_chain
from app.domain.segments.segmentation import split


def page(html: str) -> list[Item]:
    """The segments of a page as align() takes them."""
    return [
        Item(found.full, found.text, found.value, segment.element, segment.kind)
        for segment in split(html).segments
        for found in [forms(segment)]
    ]


def paragraphs(*texts: str) -> list[Item]:
    """Plain paragraphs in which nothing is masked or marked up."""
    return [Item(text, text, text, "p", "text") for text in texts]


def pairs(matches: tuple[Match, ...]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    return [(match.old, match.new) for match in matches]


def partners(
    old: list[Item], new: list[Item], without: frozenset[str] = frozenset()
) -> dict[str, str]:
    """New texts and the old texts they come from."""
    return {
        " + ".join(new[j].text for j in match.new): " + ".join(old[i].text for i in match.old)
        for match in align(old, new, without=without)
    }


# --- moves, insertions, deletions (cases B01 to B12)


def test_a_heading_and_its_paragraph_that_move_keep_their_partners() -> None:
    """B01: a section that goes to the end carries, whichever of the two counts as moved."""
    contact = "<h2>Kontakt</h2><p>Schreiben Sie uns eine E-Mail.</p>"
    costs = "<h2>Kosten</h2><p>Die Beratung ist umsonst.</p>"
    matches = align(page(contact + costs), page(costs + contact))
    assert [((2,), (0,)), ((3,), (1,)), ((0,), (2,)), ((1,), (3,))] == pairs(matches)
    assert {"same", "moved"} == {match.how for match in matches}


def test_a_paragraph_split_in_two_is_one_match() -> None:
    """B03: equal words win over the likeness of one half."""
    matches = align(
        page("<p>Der Kurs beginnt im Mai. Sie brauchen ein Heft.</p>"),
        page("<p>Der Kurs beginnt im Mai.</p><p>Sie brauchen ein Heft.</p>"),
    )
    assert (Match((0,), (0, 1), "split", 1.0),) == matches


def test_two_paragraphs_joined_to_one_are_one_match() -> None:
    """The reverse of B03: both old ones are named, in order."""
    matches = align(
        page("<p>Vorweg.</p><p>Der Kurs beginnt im Mai.</p><p>Sie brauchen ein Heft.</p>"),
        page("<p>Vorweg.</p><p>Der Kurs beginnt im Mai. Sie brauchen ein Heft.</p>"),
    )
    assert Match((1, 2), (1,), "merge", 1.0) == matches[1]


def test_a_split_in_three_is_one_match() -> None:
    """Up to three pieces belong together, even if a letter changed in one."""
    whole = "Der Kurs beginnt im Mai. Sie brauchen ein Heft. Bitte kommen Sie pünktlich."
    pieces = ["Der Kurs beginnt im Mai.", "Sie brauchen ein Heft.", "Bitte kommen Sie pünktlch."]
    assert [((0,), (0, 1, 2))] == pairs(align(paragraphs(whole), paragraphs(*pieces)))


@pytest.mark.parametrize("place", [0, 1])
def test_a_short_newcomer_does_not_make_a_split(place: int) -> None:
    """A piece that adds nothing to the join is new, though length and likeness would allow it."""
    old = "Der Kurs ist für alle offen, die im Landkreis wohnen und Deutsch lernen wollen."
    new = ["Der Kurs ist für alle frei, die im Landkreis wohnen und Deutsch lernen wollen."]
    new.insert(place, "Neu")
    assert [((0,), (1 - place,))] == pairs(align(paragraphs(old), paragraphs(*new)))


def test_a_list_item_put_in_leaves_its_neighbours_alone() -> None:
    """B05: the new one is missing, the others are the same."""
    old = page("<ul><li>Reisepass</li><li>Mietvertrag</li></ul>")
    new = page("<ul><li>Reisepass</li><li>Geburtsurkunde</li><li>Mietvertrag</li></ul>")
    assert [((0,), (0,)), ((1,), (2,))] == pairs(align(old, new))


def test_a_deleted_paragraph_has_no_partner() -> None:
    """B06: what is gone is in no match."""
    old = page("<p>Erster Absatz bleibt.</p><p>Dieser Absatz fällt weg.</p>")
    assert [((0,), (0,))] == pairs(align(old, page("<p>Erster Absatz bleibt.</p>")))


def test_of_two_equal_cells_the_changed_one_is_new() -> None:
    """B07: "Ja" beside "Kind" stays; "Nein" is not the other "Ja"."""
    cells = "<table><tr><td>Kind</td><td>Ja</td></tr><tr><td>Hund</td><td>{}</td></tr></table>"
    matches = align(page(cells.format("Ja")), page(cells.format("Nein")))
    assert [((0,), (0,)), ((1,), (1,)), ((2,), (2,))] == pairs(matches)


def test_equal_words_follow_their_headings() -> None:
    """B09: "Bank" the office and "Bank" the bench change places with the headings above."""
    old = page("<h2>Amt</h2><p>Bank</p><h2>Park</h2><p>Bank</p>")
    new = page("<h2>Park</h2><p>Bank</p><h2>Amt</h2><p>Bank</p>")
    assert [((2,), (0,)), ((3,), (1,)), ((0,), (2,)), ((1,), (3,))] == pairs(align(old, new))


def test_equal_cells_follow_their_rows_when_three_rows_turn_round() -> None:
    """A chain of three "Ja" in order would be longest, and wrong."""
    old = paragraphs("A", "Ja", "B", "Ja", "C", "Ja")
    new = paragraphs("C", "Ja", "B", "Ja", "A", "Ja")
    found = dict(pairs(align(old, new)))
    assert {(1,): (5,), (3,): (3,), (5,): (1,)} == {old: found[old] for old in [(1,), (3,), (5,)]}


def test_a_table_row_added_is_new() -> None:
    """B10: the "9 Uhr" of Monday stays with Monday."""
    rows = "<tr><th>Tag</th><th>Zeit</th></tr><tr><td>Montag</td><td>9 Uhr</td></tr>{}"
    old = page(f"<table>{rows.format('')}</table>")
    new = page(f"<table>{rows.format('<tr><td>Dienstag</td><td>9 Uhr</td></tr>')}</table>")
    assert [((k,), (k,)) for k in range(4)] == pairs(align(old, new))


def test_text_around_a_nested_list_keeps_its_partners() -> None:
    """B12: an item put into the inner list does not shift the text after it."""
    old = page("<ul><li>Vorher<ul><li>Innen</li></ul>Nachher</li></ul>")
    new = page("<ul><li>Vorher<ul><li>Innen</li><li>Neu</li></ul>Nachher</li></ul>")
    found = partners(old, new)
    assert {text: text for text in ("Vorher", "Innen", "Nachher")} == found


# --- edited texts (cases C16, D09, D11)


def test_another_alt_text_is_new() -> None:
    """C16: a city map is not the timetable of the tram, though it stands in the same place."""
    html = '<p><img src="/a.png" alt="{}"> Plan der Stadt</p>'
    old, new = page(html.format("Stadtplan")), page(html.format("Fahrplan der Straßenbahn"))
    assert {"Plan der Stadt": "Plan der Stadt"} == partners(old, new)


def test_a_sentence_added_keeps_the_partner() -> None:
    """D09: the longer paragraph is the old one, to be shown as changed."""
    old = page("<p>Der Kurs ist für alle offen.</p>")
    new = page("<p>Der Kurs ist für alle offen. Bitte bringen Sie ein Heft mit.</p>")
    assert ["similar"] == [match.how for match in align(old, new)]


def test_an_unrelated_paragraph_in_the_same_place_is_new() -> None:
    """D11: position alone pairs nothing."""
    old = page("<p>Die Bücherei hat am Samstag offen.</p>")
    assert () == align(old, page("<p>Im Winter fahren weniger Busse aufs Land.</p>"))


def test_a_word_within_a_long_paragraph_is_not_that_paragraph() -> None:
    """Being contained counts only from a fifth of the longer text."""
    word = "Aufenthaltserlaubnis"
    text = (
        f"Wer lange hier lebt, kann eine {word} von 18 Monaten bekommen, wenn er oder sie vor {{}}"
    )
    long = text.format("dem November eingereist ist und seither ohne Pause im Landkreis wohnt.")
    assert () == align(paragraphs(word), paragraphs(long))


@pytest.mark.parametrize("kind", ["attribute", "title", "description"])
def test_kinds_never_meet(kind: str) -> None:
    """A title, description or attribute is no paragraph, even with the same words."""
    text = "Willkommen im Landkreis Augsburg"
    other = Item(text, text, text, kind, kind)
    assert () == align([other], paragraphs(text))
    assert () == align(paragraphs(text), [other])
    assert 1 == len(align([other], [other]))


def test_a_changed_number_is_a_change_of_value() -> None:
    """Another phone number in the same sentence is the same segment, found by its skeleton."""
    html = "<p>Bitte melden Sie sich unter {} an.</p>"
    (match,) = align(page(html.format("0821 3102100")), page(html.format("0821 3102999")))
    assert ((0,), (0,)) == (match.old, match.new)
    assert match.how in ("text", "value")


# --- each step is there for something


COURSE = "Der Kurs beginnt im Mai. Sie brauchen ein Heft."
HALVES = ["Der Kurs beginnt im Mai.", "Sie brauchen ein Heft."]


def cases() -> dict[str, tuple[list[Item], list[Item], dict[tuple[int, ...], tuple[int, ...]]]]:
    """By step: old page, new page, and matches (old to new) that need that step."""
    hours = "Das Amt hat heute ab {} offen."
    first, second = ('<p><a href="/1">Hier</a></p>', '<p><a href="/2">Hier</a></p>')
    between = "<p>Bleibt.</p><p>Bleibt auch.</p>"
    linked = page('<p><a href="/a">Zur Anmeldung</a></p><p>Bleibt.</p>')
    relinked = page('<p>Zur Abmeldung</p><p>Bleibt.</p><p><a href="/b">Zur Anmeldung</a></p>')
    return {
        "same": (
            paragraphs("Kosten", "Ja", "Dauer", "Ja"),
            paragraphs("Neues", "Mehr", "Preise", "Ja", "Länge", "Ja"),
            {(1,): (3,), (3,): (5,)},
        ),
        "moved": (
            page(first + between + second),
            page(second + between + first),
            {(0,): (3,), (3,): (0,)},
        ),
        "text": (linked, relinked, {(0,): (2,)}),
        "value": (
            page(f"<p>{hours.format('9 Uhr')}</p><p>Bleibt.</p>"),
            page(f"<p>{hours.format('mittags')}</p><p>Bleibt.</p><p>{hours.format('8 Uhr')}</p>"),
            {(0,): (2,)},
        ),
        "split": (paragraphs(COURSE), paragraphs(*HALVES), {(0,): (0, 1)}),
        "merge": (paragraphs(*HALVES), paragraphs(COURSE), {(0, 1): (0,)}),
        "nearby": (
            paragraphs("Die Beratung ist am Montag um neun."),
            paragraphs("Die Beratung findet am Freitag um zehn statt."),
            {(0,): (0,)},
        ),
        "anywhere": (
            paragraphs("Die Beratung ist kostenlos.", "Bleibt.", "Bleibt auch."),
            paragraphs("Bleibt.", "Bleibt auch.", "Die Beratung ist nicht kostenlos."),
            {(0,): (2,)},
        ),
    }


@pytest.mark.parametrize("step", [name for name, _ in STEPS])
def test_each_step_is_needed(step: str) -> None:
    """With the step its case is right; with that step alone switched off it is wrong."""
    old, new, wanted = cases()[step]
    whole = dict(pairs(align(old, new)))
    less = dict(pairs(align(old, new, without=frozenset({step}))))
    assert wanted == {key: whole.get(key) for key in wanted}
    assert wanted != {key: less.get(key) for key in wanted}


def test_an_unknown_step_is_refused() -> None:
    """A typing error in `without` does not pass for a step that is not needed."""
    with pytest.raises(ValueError, match="no such step: splitt"):
        align([], [], without=frozenset({"splitt"}))


# --- what holds for any page

TEXTS = st.text(alphabet="aäb .1", max_size=30) | st.sampled_from(["Ja", "Nein", COURSE, *HALVES])
KINDS = st.sampled_from(["text", "text", "text", "attribute", "title"])
ITEMS = st.builds(
    lambda text, kind, mark: Item(text + mark, text, text.replace("1", "{NUM}"), "p", kind),
    TEXTS,
    KINDS,
    st.sampled_from(["", "⟦1/⟧"]),
)
PAGES = st.lists(ITEMS, max_size=12)


@given(PAGES, PAGES)
def test_alignment_is_one_to_one_and_total(old: list[Item], new: list[Item]) -> None:
    """No position twice, none that does not exist, kinds apart, scores in bounds, for any input."""
    matches = align(old, new)
    olds = [i for match in matches for i in match.old]
    news = [j for match in matches for j in match.new]
    assert len(olds) == len(set(olds) & set(range(len(old))))
    assert len(news) == len(set(news) & set(range(len(new))))
    for match in matches:
        assert 1 in (len(match.old), len(match.new))
        assert 1 == len({old[i].kind for i in match.old} | {new[j].kind for j in match.new})
        assert 0 < match.score <= 1


@given(PAGES)
def test_identity_gives_all_same(items: list[Item]) -> None:
    """A save without change pairs each segment with itself."""
    wanted = tuple(Match((k,), (k,), "same", 1.0) for k in range(len(items)))
    assert wanted == align(items, items)


@given(st.data())
def test_any_permutation_of_distinct_segments_carries_everything(data: st.DataObject) -> None:
    """Order is not meaning: each segment finds itself wherever it went."""
    items = data.draw(st.lists(ITEMS, max_size=12, unique_by=lambda item: (item.kind, item.full)))
    order = data.draw(st.permutations(range(len(items))))
    matches = align(items, [items[k] for k in order])
    assert [((k,), (j,)) for j, k in enumerate(order)] == pairs(matches)
    assert {match.how for match in matches} <= {"same", "moved"}


@given(PAGES, PAGES)
def test_equal_segments_always_find_a_partner(old: list[Item], new: list[Item]) -> None:
    """As many are carried as both pages have in common."""
    keys = [[(item.kind, item.full) for item in items] for items in (old, new)]
    common = sum(min(side.count(key) for side in keys) for key in set(keys[0]))
    assert common == sum(match.how in ("same", "moved") for match in align(old, new))


@settings(max_examples=3, deadline=None)
@given(st.integers(0, 2**32))
def test_a_long_page_with_many_edits_is_right(seed: int) -> None:
    """800 segments, 30 % of them with a few words changed: each still finds itself."""
    rng = random.Random(seed)
    words = [
        "".join(rng.choices(string.ascii_lowercase, k=rng.randint(3, 10))) for _ in range(4000)
    ]
    texts = [rng.sample(words, 12) for _ in range(800)]
    edited = [list(text) for text in texts]
    for text in rng.sample(edited, 240):
        text[rng.randrange(12)] = rng.choice(words)
    old, new = (paragraphs(*map(" ".join, side)) for side in (texts, edited))
    assert [((k,), (k,)) for k in range(800)] == pairs(align(old, new))


# --- the parts


def test_the_heaviest_chain_keeps_the_order_on_both_sides() -> None:
    """Two light pairs win over a heavier one that crosses them, a very heavy one over both."""
    assert [(0, 0), (1, 1)] == heaviest_chain({(0, 0): 1, (1, 1): 1, (0, 1): 1.5})
    assert [(0, 3)] == heaviest_chain({(0, 3): 3, (1, 0): 1, (2, 1): 1})
    assert [] == heaviest_chain({})


@given(
    st.dictionaries(st.tuples(st.integers(0, 4), st.integers(0, 4)), st.integers(1, 9), max_size=9)
)
def test_no_chain_is_heavier(weights: dict[tuple[int, int], float]) -> None:
    """Against trying all sets of pairs."""

    def heaviest(rest: list[tuple[int, int]], i: int, j: int) -> float:
        return max(
            (weights[p] + heaviest(rest, *p) for p in rest if p[0] > i and p[1] > j), default=0
        )

    chain = heaviest_chain(weights)
    assert heaviest(list(weights), -1, -1) == sum(weights[pair] for pair in chain)
    assert all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(chain))


@given(st.integers(0, 60), st.integers(0, 60), st.integers(1, 50))
def test_windows_cover_both_sides_in_order(olds: int, news: int, limit: int) -> None:
    """Nothing is lost by cutting, and each window is within the limit where it can be."""
    windows = cut(list(range(olds)), list(range(news)), limit)
    assert list(range(olds)) == [i for window, _ in windows for i in window]
    assert list(range(news)) == [j for _, window in windows for j in window]
    assert all(len(a) * len(b) <= limit or min(len(a), len(b)) == 1 for a, b in windows)
