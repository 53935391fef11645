"""The class of a change, what it means for a translation, and that every rule is needed."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.revisions.changes import SWITCHES, Change, classify, may_be_minor
from app.domain.segments.segmentation import Segment, split

_KNOWN = "wichtig richtig Anmeldung Abmeldung Montag Dienstag Termin Miete Mieter Heizung Reizung"
KNOWN = frozenset(_KNOWN.split())


def segment(html: str) -> Segment:
    """The first segment of a paragraph."""
    return split(f"<p>{html}</p>").segments[0]


def change(old: str, new: str, without: str = "") -> Change:
    """The change between two paragraphs; the region knows the words in KNOWN."""
    off = frozenset({without} - {""})
    return classify(segment(old), segment(new), known=KNOWN.__contains__, without=off)


CASES = [
    ("none", "carry", "Wir sind da.", "Wir sind da."),
    ("cosmetic", "carry", 'Das "Amt" hat Mo - Fr offen...', "Das „Amt“ hat Mo – Fr offen…"),
    ("cosmetic", "carry", "Die Ausl\u00e4nderbeh\u00f6rde", "Die Ausla\u0308nderbeho\u0308rde"),
    ("cosmetic", "carry", "Bitte kommen Sie, wenn es geht.", "Bitte kommen Sie wenn es geht"),
    ("cosmetic", "carry", "Kurse: Deutsch; Englisch.", "Kurse - Deutsch, Englisch."),
    ("cosmetic", "carry", "Telefon: 0821 3102-100", "Telefon: 0821/3102 100"),
    ("cosmetic", "carry", "Am 3.3.2026 um 9 Uhr", "Am 3. März 2026 um 9:00 Uhr"),
    ("cosmetic", "carry", "Kosten: 5 Euro", "Kosten: 5,00 €"),
    ("cosmetic", "carry", "Das ist <b>neu</b>.", "Das ist <strong>neu</strong>."),
    ("cosmetic", "carry", "<a href='/a'>Hier</a> mehr", "<a class='x' href='/a'>Hier</a> mehr"),
    ("link", "rewrite", "<a href='/a'>Hier</a> mehr", "<a href='/b'>Hier</a> mehr"),
    ("link", "rewrite", "Ein <img src='/a.png'> Bild", "Ein <img src='/b.png'> Bild"),
    ("markup", "rewrite", "Siehe <a href='/a'>Blatt</a>.", "Siehe Blatt."),
    ("markup", "rewrite", "Das ist <b>neu</b>.", "Das ist <em>neu</em>."),
    ("markup", "rewrite", "Ganz neu", "<a href='/a'>Ganz neu</a>"),
    (
        "markup",
        "rewrite",
        "Bitte <a href='/a'><b>hier</b></a>!",
        "Bitte <b><a href='/a'>hier</a></b>!",
    ),
    ("markup", "advise", "Das ist neu.", "Das ist <b>neu</b>."),
    ("markup", "advise", "Das <b>ist</b> neu.", "Das ist <b>neu</b>."),
    ("markup", "stale", "Siehe Blatt.", "Siehe <a href='/a'>Blatt</a>."),
    ("markup", "stale", "<a href='/a'>Siehe</a> Blatt.", "Siehe <a href='/a'>Blatt</a>."),
    ("markup", "stale", "Das Jobcenter hilft.", "Das <span translate='no'>Jobcenter</span> hilft."),
    ("value", "rewrite", "Sie haben 3 Monate.", "Sie haben 6 Monate."),
    ("value", "rewrite", "Das kostet 1,5 Euro.", "Das kostet 15 Euro."),
    ("value", "rewrite", "Wer bis 9.30 Uhr kommt", "Wer bis 9.45 Uhr kommt"),
    ("value", "rewrite", "Nur ab 18, nicht vor 18 Uhr", "Nur ab 21, nicht vor 18 Uhr"),
    ("value", "rewrite", "Rufen Sie 0821 1234567 an.", "Rufen Sie 0821 7654321 an."),
    ("value", "rewrite", "Schreiben Sie an a@amt.de!", "Schreiben Sie an b@amt.de!"),
    ("wording", "advise", "Die Anmedung ist einfach.", "Die Anmeldung ist einfach."),
    ("wording", "advise", "Ein Tremin hilft", "Ein Termin hilft"),
    ("wording", "advise", "Mieter zahlen.", "Mieter*innen zahlen."),
    ("wording", "advise", "Mieter zahlen.", "Mieter:innen zahlen."),
    ("wording", "advise", "Mieter zahlen.", "Mieter_innen zahlen."),
    ("wording", "advise", "Mieter zahlen.", "MieterInnen zahlen."),
    ("wording", "advise", "Mieter zahlen.", "Mieter/-innen zahlen."),
    ("wording", "advise", "Mieter zahlen.", "Mieterinnen und Mieter zahlen."),
    ("wording", "advise", "Mieter*innen zahlen.", "Mieter:innen zahlen."),
    ("wording", "advise", "Ärzte und Kollegen", "Ärzt*innen und Kolleg*innen"),
    ("wording", "advise", "Jeder Mieter zahlt", "Jede*r Mieter*in zahlt"),
    ("wording", "advise", "Sie brauchen Hilfe.", "Sie brauchen Hilfe?"),
    ("wording", "advise", "Kommen Sie.", "Kommen Sie!"),
    ("wording", "advise", "Der erste kurs", "Der Erste Kurs"),
    ("wording", "advise", "<a href='/a'>Die</a> Anmedung", "<a href='/b'>Die</a> Anmeldung"),
    ("critical", "stale", "Sie müssen sich anmelden.", "Sie müssen sich nicht anmelden."),
    ("critical", "stale", "Sie müssen kommen.", "Sie können kommen."),
    ("critical", "stale", "Das ist kostenlos.", "Das ist kostenpflichtig."),
    ("critical", "stale", "Kommen Sie vor dem Essen.", "Kommen Sie nach dem Essen."),
    ("critical", "stale", "Ab 3 Uhr offen.", "Bis 4 Uhr offen."),
    ("critical", "stale", "Nur Mieter zahlen.", "Mieter*innen zahlen."),
    ("critical", "stale", "Täglich außer Sonntag.", "Täglich auch Sonntag."),
    ("value", "rewrite", "Am Montag, 2. März 2026", "Am Dienstag, 3. März 2026"),
    ("value", "rewrite", "Am Montag, den 2.3.2026", "Am Dienstag, den 3.3.2026"),
    ("semantic", "stale", "Am Montag, 2. März 2026", "Am Dienstag, 2. März 2026"),
    ("semantic", "stale", "Der Mieter muss zahlen.", "Die Mieter müssen zahlen."),
    ("semantic", "stale", "Das ist wichtig.", "Das ist richtig."),
    ("semantic", "stale", "Die Heizung", "Die Reizung"),
    ("semantic", "stale", "Die Miete ist hoch.", "Die Mitte ist hoch."),
    ("semantic", "stale", "Sie sollten kommen.", "Sie sollen kommen."),
    ("semantic", "stale", "Die Einreise", "Die Ausreise"),
    ("semantic", "stale", "Das ist möglich.", "Das ist unmöglich."),
    ("semantic", "stale", "Im Juni zu", "Im Juli zu"),
    ("semantic", "stale", "Am Montag um 9 Uhr", "Am Dienstag um 10 Uhr"),
    ("semantic", "stale", "Wir haben Mo-Fr offen", "Wir haben Mo, Fr offen"),
    ("semantic", "stale", "Kurs A1", "Kurs B1"),
    ("semantic", "stale", "Hilfe nach SGB II", "Hilfe nach SGB III"),
    ("semantic", "stale", "Der Kurs ist offen.", "Der Kurs ist offen. Bringen Sie ein Heft mit."),
    ("semantic", "stale", "Ein Kurs für 5 Euro", "Der Kurs für 6 Euro"),
    ("semantic", "stale", "Vier Anmedung 3", "Vier Anmeldung 4"),
    ("semantic", "stale", "Abcdef bcdefg cdefgh", "Abcdeh bcdefx cdefgy"),
]


@pytest.mark.parametrize(("klass", "work", "old", "new"), CASES)
def test_class_and_work(klass: str, work: str, old: str, new: str) -> None:
    """Each change has its class, and what it asks of a translation."""
    found = change(old, new)
    assert (klass, work) == (found.klass, found.work), found.why


def test_severity_follows_the_class() -> None:
    """Critical changes are gravest, then facts, then words."""
    severities = {klass: change(old, new).severity for klass, _, old, new in CASES}
    expected = {"none": 0, "cosmetic": 0, "link": 0, "markup": 1, "wording": 1}
    assert expected | {"semantic": 2, "value": 3, "critical": 4} == severities


def test_critical_names_its_guards() -> None:
    """The guard words that came or went are named."""
    assert ("kann", "muss") == change("Sie müssen kommen.", "Sie können kommen.").guards


def test_critical_and_value_are_never_minor() -> None:
    """An author cannot declare a fact or a guard word to be a minor edit."""
    assert not may_be_minor(change("Ab 3 Uhr", "Bis 3 Uhr"))
    assert not may_be_minor(change("Ab 3 Uhr", "Ab 4 Uhr"))
    assert may_be_minor(change("Das Haus", "Ein Gebäude"))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Der Kurs kostet 5 Euro.", "Ein Kurs kostet 7 Euro."),
        ("Sie haben 3 Monate Zeit.", "Sie haben Zeit."),
        ("Am Montag um 9 Uhr", "Am Dienstag um 10 Uhr"),
        ("Rufen Sie an.", "Rufen Sie 0821 1234567 an."),
    ],
)
def test_a_fact_among_new_words_is_never_minor(old: str, new: str) -> None:
    """Other words round it do not make the change of a fact a minor edit."""
    found = change(old, new)
    assert ("semantic", False) == (found.klass, may_be_minor(found))


def test_other_element_is_cosmetic() -> None:
    """A heading of another level keeps its translation."""
    old, new = split("<h3>Zeiten</h3>").segments[0], split("<h2>Zeiten</h2>").segments[0]
    assert "cosmetic" == classify(old, new, known=KNOWN.__contains__).klass


@pytest.mark.parametrize("name", sorted(SWITCHES))
def test_each_rule_is_needed(name: str) -> None:
    """Switching off any one rule turns at least one case red."""
    red = [old for klass, _, old, new in CASES if change(old, new, without=name).klass != klass]
    assert red


_WORDS = "Das Amt hat neue Zeiten 9 Uhr 5 € nicht am 3.3.2026"
words = st.lists(st.sampled_from(_WORDS.split()))


@settings(deadline=None)
@given(words)
def test_a_text_is_no_change_of_itself(text: list[str]) -> None:
    """classify(x, x) is none."""
    one = Segment("text", "p", " ".join(text))
    assert Change("none", 0) == classify(one, one, known=KNOWN.__contains__)


@settings(deadline=None)
@given(words, st.sampled_from(["\u00ad", "\u200b", "\u200f", "\ufeff", "\u2060"]))
def test_noise_is_cosmetic(text: list[str], noise: str) -> None:
    """Invisible characters, other blanks and other quotes change nothing."""
    plain = " ".join(text)
    noisy = noise + "\u00a0 ".join(text) + noise
    one, other = (Segment("text", "p", coded) for coded in (f'"{plain}"', f"„{noisy}“"))
    found = classify(one, other, known=KNOWN.__contains__)
    assert ("cosmetic", "carry") == (found.klass, found.work)


def test_the_same_word_over_and_over_is_compared_quickly() -> None:
    """Nobody keeps a server busy for hours with a paragraph that nobody wrote."""
    start = time.perf_counter()
    found = change("a. " * 3000, "a. " * 2000 + "neu " + "a. " * 4000)
    assert "stale" == found.work
    assert time.perf_counter() - start < 5
