"""Glossary: terms found in German, and wordings found in six languages, whatever their forms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.quality import glossary, stems, term_entry
from app.domain.quality.glossary import Term, Wording
from app.domain.segments.segmentation import plain_segment, split
from app.errors import Invalid
from app.exchange import demo


def term(lemma: str, mode: str = "warn", forms: tuple[str, ...] = (), **said: str) -> Term:
    """A term with one wording in each language, its stems guessed."""
    wordings = {language: (Wording(text),) for language, text in said.items()}
    return Term(lemma, wordings, forms, mode)


@pytest.mark.parametrize(
    ("lemma", "german", "expected"),
    [
        ("Kaution", "Die Kaution beträgt drei Mieten", True),
        ("Kaution", "Es gibt zwei Kautionen", True),
        ("Kaution", "Die Mietkaution bekommen Sie zurück", True),
        ("Kaution", "Das Kautionskonto", False),
        ("Mietvertrag", "Mietverträge und des Mietvertrags", True),
        ("Anmeldung", "Die Online-Anmeldung ist offen", True),
        ("Anmeldung", "Ohne Voranmeldung", False),
        ("Anmeldung", "Sie müssen sich anmelden", False),
        ("Amt", "Gehen Sie zum Amt", True),
        ("Amt", "die Ämter", True),
        ("Amt", "Das Jugendamt", False),
        ("Vermieter", "Ihre Vermieterin oder Ihr Vermieter*in", True),
        ("Jobcenter", "Die Jobcenter-Nummer", True),
        ("Agentur für Arbeit", "bei der Agentur für Arbeit", True),
        ("Agentur für Arbeit", "Agentur und Arbeit", False),
        ("Freiwilliges Soziales Jahr", "ein Freiwilliges Soziales Jahr", True),
        ("Kosten", "Der Kurs kosten viel", False),
        ("Haus", "Viele Häuser sind alt", True),
    ],
)
def test_terms_in_german(lemma: str, german: str, expected: bool) -> None:
    """Cases, plurals with umlauts, feminine forms, hyphens and compounds that end in a long term."""
    assert expected == bool(glossary.in_text([term(lemma, en="x")], german))


def test_further_forms() -> None:
    """A listed form is found as the term is."""
    assert glossary.in_text([term("Ausländerbehörde", forms=("ABH",), en="x")], "Die ABH hilft")


def test_longer_terms_hide_their_parts() -> None:
    """A term within a longer one is not asked for; standing alone elsewhere it is."""
    short, long = term("Erlaubnis", en="permission"), term("Arbeitserlaubnis", en="work permit")
    assert [long] == glossary.in_text([short, long], "Sie brauchen eine Arbeitserlaubnis.")
    both = "Ohne Arbeitserlaubnis brauchen Sie eine Erlaubnis."
    assert [short, long] == glossary.in_text([short, long], both)


@pytest.mark.parametrize(
    ("language", "wording", "text", "expected"),
    [
        ("en", "residence permit", "two residence permits", True),
        ("en", "employment agency", "the employment agencies", True),
        ("en", "citizens’ office", "the citizens' office", True),
        ("en", "deposit", "the guarantee", False),
        ("ru", "вид на жительство", "вместе с видом на жительство", True),
        ("ru", "больничная касса", "в больничной кассе", True),
        ("ru", "ведомство по делам иностранцев", "в Ведомстве по делам иностранцев", True),
        ("ru", "залог", "аренда", False),
        ("uk", "дозвіл на перебування", "без дозволу на перебування", True),
        ("uk", "роботодавець", "Ваш роботодавця", True),
        ("uk", "міська бібліотека", "у міській бібліотеці", True),
        ("uk", "застава", "залог", False),
        ("tr", "Yabancılar Dairesi", "Yabancılar Dairesi’nden randevu", True),
        ("tr", "oturum izni", "Oturum İznine ihtiyaç", True),
        ("tr", "sağlık kartı", "sağlık kartınızı getirin", True),
        ("tr", "kira sözleşmesi", "KİRA SÖZLEŞMESİ", True),
        ("tr", "depozito", "kira", False),
        ("ar", "دائرة الأجانب", "لدى دائرة الاجانب", True),
        ("ar", "تصريح إقامة", "بتصريح الإقامة", True),
        ("ar", "تأمين صحي", "التأمين الصحي", True),
        ("ar", "صاحب العمل", "لصاحب العمل", True),
        ("ar", "المؤجّر", "وللمؤجر", True),
        ("ar", "مبلغ الضمان", "الإيجار", False),
        ("fa", "کمک‌هزینهٔ فرزند", "کمک هزینه‌ی فرزند", True),
        ("fa", "بیمهٔ درمانی", "بیمه درمانی", True),
        ("fa", "جاب‌سنتر", "جابسنتر", True),
        ("fa", "دورهٔ ادغام", "دوره‌های ادغام", True),
        ("fa", "ودیعه", "اجاره", False),
    ],
)
def test_wordings_in_targets(language: str, wording: str, text: str, expected: bool) -> None:
    """Inflection, clitics, half-spaces, spellings and capitals do not hide a wording."""
    entry = Term("X", {language: (Wording(wording),)})
    assert expected == glossary.says(entry, text, language)


def test_modes() -> None:
    """Warn and block want a wording said, forbid wants it unsaid; without wordings nothing is asked."""
    source = plain_segment("title", "Die Kaution")
    for mode, coded, expected in [
        ("warn", "The guarantee", [("warn", "Kaution: deposit")]),
        ("block", "The guarantee", [("block", "Kaution: deposit")]),
        ("block", "The deposit", []),
        ("forbid", "The guarantee", []),
        ("forbid", "The deposit", [("block", "Kaution: not to be said: deposit")]),
    ]:
        found = glossary.check([term("Kaution", mode, en="deposit")], source, coded, "en")
        assert expected == [(one.level, one.detail) for one in found]
    assert () == glossary.check([term("Kaution", "block", en="deposit")], source, "X", "tr")


def test_locks_are_nobodys_to_translate() -> None:
    """A term in text that nobody translates is not asked for, and it counts as said where it stands."""
    shut = split('<p>Siehe <span translate="no">Kaution</span> hier</p>').segments[0]
    assert () == glossary.check([term("Kaution", en="deposit")], shut, "See ⟦1/⟧ here", "en")
    both = split('<p>Kaution: <span translate="no">deposit</span></p>').segments[0]
    assert () == glossary.check([term("Kaution", en="deposit")], both, "Money: ⟦1/⟧", "en")


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        (Term("", {"en": (Wording("a"),)}), "the term is empty"),
        (Term("A" * 201, {"en": (Wording("a"),)}), "the term has 201 characters"),
        (Term("A\tB", {"en": (Wording("a"),)}), "the term has a control character"),
        (Term("Kaution", {}), "Kaution: no language has a wording"),
        (Term("Kaution", {"en": (Wording("a"),)}, mode="shout"), "Kaution: mode 'shout'"),
        (Term("Kaution", {"en": (Wording(" "),)}), r"Kaution \(en\) is empty"),
        (Term("Kaution", {"en": (Wording("a1"), Wording("a1"))}), r"\(en\): 'a1' is given twice"),
        (Term("Kaution", {"en": (Wording("deposit", "bail"),)}), "stem 'bail' does not stand in"),
        (Term("Kaution", {"en": (Wording("a"),)}, forms=("",)), "a form of Kaution is empty"),
    ],
)
def test_wrong_entries_are_named(entry: Term, message: str) -> None:
    """What people enter is refused with the term, the language and the fault."""
    with pytest.raises(Invalid, match=message):
        term_entry.complete(entry)


def test_entries_are_completed() -> None:
    """Stems are guessed, one wording is preferred, blanks and doubled forms go."""
    wordings = (Wording("Kasse", preferred=False), Wording("больничная касса"))
    done = term_entry.complete(Term(" Kasse ", {"ru": wordings}, ("Kassen", "Kasse", "Kassen")))
    assert ("Kasse", ("Kassen",)) == (done.lemma, done.forms)
    assert [False, True] == [wording.preferred for wording in done.wordings["ru"]]
    assert "больнич касс" == done.wordings["ru"][1].stem


@given(
    st.text(st.characters(whitelist_categories=("L", "Zs", "Pd")), min_size=1, max_size=40),
    st.sampled_from(["en", "ar", "fa", "ru", "tr", "uk", "so"]),
)
def test_a_wording_says_itself(wording: str, language: str) -> None:
    """A text that is the wording says it, with the stem that is guessed for it."""
    stem = stems.stem_of(wording, language)
    text = stems.normal(wording, language)
    if stem and stem[0].isalnum():
        assert stems.says(text, stem, language)


def test_terms_of_the_demo_guide() -> None:
    """The demo guide's glossary has some thirty terms in all six languages, each complete."""
    terms = [term_entry.complete(one) for one in demo.read().terms]
    assert 28 <= len(terms) <= 40
    assert {("ar", "en", "fa", "ru", "tr", "uk")} == {tuple(sorted(one.wordings)) for one in terms}
