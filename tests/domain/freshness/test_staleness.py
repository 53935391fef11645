"""Is a translation still right? The rules, without any database."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.freshness import staleness
from app.domain.freshness.staleness import (
    MISSING,
    Answer,
    Equivalent,
    Verdict,
    best,
    from_memory,
    gentlest,
    grouped,
    judge,
    merged,
    restored,
    since,
    unverified,
)
from tests.domain.answers import answer, edge, hour, source

ZEN, MIT, RAND = (
    "Das Büro liegt im Zentrum.", "Das Büro liegt in der Mitte.", "Das Büro liegt am Rand.",
)  # fmt: skip
THREE, SIX = "Sie haben 3 Monate Zeit.", "Sie haben 6 Monate Zeit."
MONDAY, TUESDAY = "Am Montag offen.", "Am Dienstag offen."


def verdict(
    now: str,
    head: Answer | None,
    others: Sequence[Answer] = (),
    edges: Sequence[Equivalent] = (),
    changed_at: int | None = None,
) -> Verdict:
    """What holds in English for a paragraph; no word is known."""
    answers = [*others, head] if head else list(others)
    moment = hour(changed_at) if changed_at is not None else None
    return judge(source(now), head, answers, edges, "en", lambda word: False, moment)


def test_without_any_answer_it_is_missing() -> None:
    """Nobody has translated it."""
    assert MISSING == verdict(ZEN, None)


def test_a_draft_is_no_answer() -> None:
    """What somebody keeps for later is not served."""
    assert MISSING == verdict(ZEN, None, [answer(ZEN, "x", quality="draft")])


@pytest.mark.parametrize(
    ("old", "now", "told"),
    [
        (ZEN, ZEN, ("carry", "current", "none", 0)),
        (ZEN, ZEN.replace(" ", "  ", 1), ("carry", "current", "cosmetic", 0)),
        (ZEN, ZEN[:-1], ("carry", "current", "cosmetic", 0)),
        (THREE, SIX, ("auto", "current", "value", 0)),
        ("Das ist neu hier.", "Das ist <b>neu</b> hier.", ("advise", "advise", "markup", 1)),
        ("Die Anmedung.", "Die Anmeldung.", ("advise", "advise", "wording", 1)),
        (ZEN, RAND, ("stale", "stale", "semantic", 2)),
        ("Sie müssen.", "Sie müssen nicht.", ("stale", "stale", "critical", 4)),
        ("Das Amt hilft.", '<a href="/a">Das</a> Amt hilft.', ("stale", "stale", "markup", 1)),
    ],
)
def test_the_head_against_the_text_of_now(
    old: str, now: str, told: tuple[str, str, str, int]
) -> None:
    """Verdict, state, class and severity of one answer."""
    found = verdict(now, answer(old, "You have 3 months."))
    assert told == (found.word, found.state, found.klass, found.severity)


def test_a_refused_value_is_grave() -> None:
    """A number that stands in words cannot be carried: severity 3, the old text."""
    found = verdict(SIX, answer(THREE, "You have three months."))
    assert ("stale", "value", 3, "You have three months.") == (
        found.word, found.klass, found.severity, found.coded,
    )  # fmt: skip


def test_a_hint_is_never_grave() -> None:
    """A value that was carried, with emphasis still to add, is a hint of severity 1."""
    found = verdict("Es kostet <b>7 Euro</b>.", answer("Es kostet 5 Euro.", "It costs 5 euros."))
    assert ("advise", 1, "It costs 7 euros.") == (found.word, found.severity, found.coded)


# --- which answer


def test_an_old_answer_to_the_text_of_now_wins() -> None:
    """Reverted German restores what answered it, whatever is served now."""
    old, new = answer(MONDAY, "Monday"), answer(TUESDAY, "Tuesday", 2)
    found = verdict(MONDAY, new, [old])
    assert ("carry", "restored", old) == (found.word, found.klass, found.answer)


@pytest.mark.parametrize(
    ("answers", "wanted"),
    [
        ([answer(ZEN, "a"), answer(ZEN, "b", 2)], 2),
        ([answer(ZEN, "a"), answer(ZEN, "b", 2, quality="translated")], 1),
        ([answer(ZEN, "a", origin="import"), answer(ZEN, "b", 2, origin="rule")], 1),
        ([answer(ZEN, "a", quality="unverified"), answer(ZEN, "b", 2, quality="translated")], 2),
        ([answer(ZEN, "a", quality="draft")], None),
        ([], None),
    ],
)
def test_the_best_of_several(answers: list[Answer], wanted: int | None) -> None:
    """By quality, then by maker, then the newest; never a draft."""
    found = best(answers)
    assert wanted == (found.id if found else None)


def test_an_answer_but_for_a_full_stop_wins_over_a_stale_head() -> None:
    """A revert need not be to the letter."""
    old, new = answer(MONDAY, "Monday"), answer(TUESDAY, "Tuesday", 2)
    found = verdict(MONDAY[:-1], new, [old])
    assert ("carry", "cosmetic", old) == (found.word, found.klass, found.answer)


def test_a_confirmed_answer_wins_over_a_stale_head() -> None:
    """The old text was declared right for the German of now."""
    old, new = answer(ZEN, "centre"), answer(RAND, "outskirts", 2)
    found = verdict(MIT, new, [old], [edge(ZEN, MIT, "confirmed")])
    assert ("carry", "current", old) == (found.word, found.state, found.answer)


def test_an_older_answer_that_is_stale_too_changes_nothing() -> None:
    """The head stays."""
    old, new = answer(MONDAY, "Monday"), answer(TUESDAY, "Tuesday", 2)
    assert new == verdict("Ganz anders hier.", new, [old]).answer


def test_a_person_later_than_a_rule_is_carried_on() -> None:
    """What a translator wrote for the old number is not undone by the rule's older text."""
    first = answer(THREE, "You have 3 months.")
    rule = answer(SIX, "You have 6 months.", 2, origin="rule", maker="human")
    late = answer(THREE, "There are 3 months.", 3)
    found = verdict(SIX, late, [first, rule])
    assert ("auto", "There are 6 months.") == (found.word, found.coded)


def test_a_person_later_than_a_rule_who_cannot_be_carried() -> None:
    """Then the rule's text stays, which answers the German of now."""
    rule = answer(SIX, "You have 6 months.", 2, origin="rule", maker="human")
    late = answer(THREE, "There are three months.", 3)
    assert rule == verdict(SIX, late, [rule]).answer


# --- machines


def test_a_machine_fills_what_is_missing() -> None:
    """Its answer is current; that it is a machine's is said elsewhere."""
    found = verdict(ZEN, None, [answer(ZEN, "m", origin="machine")])
    assert ("carry", "current", "machine") == (found.word, found.state, found.klass)


def test_a_machine_stands_by_a_persons_stale_text() -> None:
    """It is not served at once."""
    machine = answer(RAND, "m", 2, origin="machine")
    found = verdict(RAND, answer(ZEN, "centre"), [machine])
    assert ("stale", machine) == (found.word, found.standby)


@pytest.mark.parametrize(
    ("old", "now", "head_origin"),
    [
        (ZEN, RAND, "machine"),
        ("Sie müssen.", "Sie müssen nicht.", "human"),
        ("Sie haben 3 Monate.", "Sie warten ganze 6 Monate.", "human"),
    ],
)
def test_a_machine_takes_the_place(old: str, now: str, head_origin: str) -> None:
    """Of its own kind, of grave changes and of texts with a wrong fact."""
    machine = answer(now, "m", 2, origin="machine")
    found = verdict(now, answer(old, "three", origin=head_origin), [machine])
    assert ("carry", machine) == (found.word, found.answer)


def test_a_machine_is_restored_by_a_revert() -> None:
    """What a machine said before the German went and came back is served again, as it was."""
    machine = answer(ZEN, "m", 1, origin="machine")
    head = answer(RAND, "outskirts", 2)
    assert machine == verdict(ZEN, head, [machine], changed_at=3).answer
    assert machine == verdict(ZEN, head, [machine], changed_at=0).standby


# --- equivalences


def test_minor_advises_confirmed_carries() -> None:
    """An author's tick is a hint; a translator's word makes it current."""
    head = answer(ZEN, "centre")
    assert "advise" == verdict(MIT, head, edges=[edge(ZEN, MIT)]).word
    assert "carry" == verdict(MIT, head, edges=[edge(ZEN, MIT, "confirmed")]).word


def test_an_equivalence_goes_both_ways_and_on() -> None:
    """Declared from b to a and from b to c it leads from a to c; the weakest reason counts."""
    head = answer(ZEN, "centre")
    far = "Das Büro liegt im Herzen."
    edges = [edge(MIT, ZEN, "confirmed"), edge(MIT, far, "confirmed")]
    assert "carry" == verdict(far, head, edges=edges).word
    assert "advise" == verdict(far, head, edges=[edges[0], edge(MIT, far)]).word


def test_minor_major_minor_stays_stale() -> None:
    """A path with a gap is no path."""
    edges = [edge(ZEN, MIT), edge(RAND, "Das Büro liegt ganz am Rand.")]
    assert "stale" == verdict("Das Büro liegt ganz am Rand.", answer(ZEN, "c"), edges=edges).word


@pytest.mark.parametrize(
    ("old", "now"),
    [
        ("Sie müssen.", "Sie müssen nicht."),
        ("Sie haben drei Fotos und 3 Monate.", "Sie haben drei Fotos und 6 Monate."),
        ("Der Kurs kostet 5 Euro.", "Ein Kurs kostet 7 Euro."),
    ],
)
def test_minor_is_ignored_for_facts_and_guard_words(old: str, now: str) -> None:
    """Even if a row says so."""
    assert "stale" == verdict(now, answer(old, "x"), edges=[edge(old, now)]).word


def test_a_change_after_a_minor_one_is_judged_from_either_text() -> None:
    """A number that changes after a minor edit is carried, with the hint kept."""
    minor = "Sie haben nun 3 Monate Zeit."
    head = answer(THREE, "You have 3 months.")
    found = verdict(minor.replace("3", "6"), head, edges=[edge(THREE, minor)])
    assert ("advise", "You have 6 months.") == (found.word, found.coded)


# --- beside the verdict


def test_restored_is_only_what_is_exact_and_older() -> None:
    """The class says that the German went back to what an older answer answers."""
    carry = Verdict("carry", "current", "none", 0, answer(ZEN, "c", 2))
    assert "restored" == restored(carry, source(ZEN), hour(3)).klass
    assert "none" == restored(carry, source(ZEN), hour(1)).klass
    assert "none" == restored(carry, source(ZEN), None).klass
    assert "none" == restored(carry, source(MIT), hour(3)).klass


def test_memory_takes_the_only_candidate() -> None:
    """One translation, given once or often; none where there are two."""
    one, same, other = answer(ZEN, "c"), answer(ZEN, "c", 2), answer(ZEN, "d", 3)
    found = from_memory(source(ZEN), [one, same, answer(MIT, "x", 4)])
    assert found is not None
    assert ("tm", "exact-in-page", same) == (found.word, found.klass, found.answer)
    assert None is from_memory(source(ZEN), [one, other])
    assert None is from_memory(source(ZEN), [answer(ZEN, "c", quality="draft")])
    assert None is from_memory(source(ZEN), [])


def test_a_group_is_as_stale_as_all_of_it() -> None:
    """A stale verdict stays; any other makes the old text cover the group."""
    head, joined = answer(ZEN, "c"), source(ZEN)
    stale = Verdict("stale", "stale", "semantic", 2, head, "c")
    assert stale == grouped(joined, head, stale, False)
    carried = grouped(joined, head, Verdict("auto", "current", "link", 0, head, "c"), True)
    assert ("carry_group", "current", "split", "c") == (
        carried.word, carried.state, carried.klass, carried.coded,
    )  # fmt: skip
    hint = grouped(joined, head, Verdict("advise", "advise", "wording", 1, head, "c"), False)
    assert ("carry_group", "advise", "wording") == (hint.word, hint.state, hint.klass)


def test_a_merge_is_written_or_stale() -> None:
    """Joined targets that hold are a new target; others are as stale as they are together."""
    joined = answer(ZEN, "c")
    stale = Verdict("stale", "stale", "semantic", 2, joined, "c")
    assert stale == merged(joined, stale)
    for word, klass, told in [("carry", "cosmetic", "merge"), ("auto", "value", "value")]:
        found = merged(joined, Verdict(word, "current", klass, 0, joined, "c"))
        assert ("auto", told) == (found.word, found.klass)


def test_unverified_is_served_and_not_current() -> None:
    """A translation of which nobody knows what it answered."""
    taken = answer(ZEN, "c", origin="import", quality="unverified")
    assert "unverified" == unverified(verdict(ZEN, taken)).state
    assert "stale" == unverified(verdict(RAND, taken)).state
    assert "current" == unverified(verdict(ZEN, answer(ZEN, "c"))).state


def test_since() -> None:
    """Current since it was answered, stale since German first differed, missing since it is there."""
    head = answer(ZEN, "c", 5)
    hashes = [source(text).hash for text in (ZEN, MIT, ZEN, RAND, MIT)]
    history = [(text, hour(number)) for number, text in enumerate(hashes, 1)]
    stale = Verdict("stale", "stale", "semantic", 2, head)
    assert hour(5) == since(Verdict("carry", "current", "none", 0, head), history, hour(0))
    assert hour(4) == since(stale, history, hour(0))
    assert hour(2) == since(stale, history[:2], hour(0))
    assert hour(1) == since(MISSING, history, hour(0))
    assert hour(0) == since(MISSING, [], hour(0))
    foreign = Verdict("stale", "stale", "semantic", 2, answer("Anders.", "c"))
    assert hour(1) == since(foreign, history, hour(0))


TEXTS = st.sampled_from([ZEN, MIT, RAND, THREE, SIX, MONDAY, "Sie müssen.", "Sie müssen nicht."])
ANSWERS = st.builds(
    answer,
    TEXTS,
    st.sampled_from(["a", "You have 3 months."]),
    st.integers(1, 99),
    origin=st.sampled_from(["human", "machine", "rule", "memory", "import"]),
    quality=st.sampled_from(["draft", "unverified", "translated", "reviewed"]),
)
EDGES = st.lists(st.builds(edge, TEXTS, TEXTS, st.sampled_from(["minor", "confirmed"])), max_size=4)


@given(TEXTS, st.lists(ANSWERS, max_size=5, unique_by=lambda a: a.id), EDGES, st.integers(0, 99))
def test_an_answer_to_the_very_text_is_never_lost(
    now: str, answers: list[Answer], edges: list[Equivalent], changed_at: int
) -> None:
    """Whatever else there is, a person's answer to the German of now makes it current."""
    head = next((a for a in answers if a.quality != "draft"), None)
    found = verdict(now, head, [a for a in answers if a is not head], edges, changed_at)
    exact = [
        a
        for a in answers
        if a.source.hash == source(now).hash and a.quality != "draft" and a.maker != "machine"
    ]
    if exact:
        assert "current" == found.state
    assert found.answer is None or found.answer.quality != "draft"


@given(TEXTS, ANSWERS.filter(lambda a: a.quality != "draft"), EDGES)
def test_declaring_more_never_makes_it_worse(
    now: str, head: Answer, edges: list[Equivalent]
) -> None:
    """Equivalences only ever spare work."""
    order = ["current", "advise", "stale"]
    without, with_edges = verdict(now, head), verdict(now, head, edges=edges)
    assert order.index(with_edges.state) <= order.index(without.state)


def test_the_gentlest_is_the_one_with_least_work() -> None:
    """By what it asks for, then by severity."""
    words = [Verdict(word, "", "", n) for word in ("stale", "advise", "auto") for n in (2, 1)]
    assert words[5] == gentlest(words)
    assert set(staleness.STATE_OF) >= {one.word for one in words}
