"""Checks on translations: each finds its fault, and leaves right texts alone."""

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.quality import checks
from app.domain.segments.codes import CODE
from app.domain.segments.segmentation import Segment, plain_segment, split


def source(html: str) -> Segment:
    """The one segment of a paragraph."""
    return split(f"<p>{html}</p>").segments[0]


def names(german: str | Segment, coded: str, language: str) -> list[str]:
    """The checks that find something, in order, each once."""
    segment = source(german) if isinstance(german, str) else german
    return list(dict.fromkeys(one.check for one in checks.check(segment, coded, language)))


def levels(german: str, coded: str, language: str) -> set[str]:
    """The levels of what is found."""
    return {one.level for one in checks.check(source(german), coded, language)}


LINKED = 'Rufen Sie <a href="https://amt.example">das Amt</a> an: 0511 168-0. Es hilft gern.'


def test_whole_translation_finds_nothing() -> None:
    """A good translation has no findings."""
    assert [] == names(LINKED, "Call ⟦1⟧the office⟦/1⟧: ⟦2/⟧. It is glad to help.", "en")


@pytest.mark.parametrize(
    ("coded", "expected"),
    [
        ("Call ⟦1⟧the office: ⟦2/⟧. It is glad to help.", ["codes"]),
        ("Call the office: ⟦2/⟧. It is glad to help.", ["codes"]),
        ("Call ⟦1⟧the ⟦1⟧office⟦/1⟧⟦/1⟧: ⟦2/⟧. It is glad to help.", ["codes"]),
        ("Call ⟦1⟧the office⟦/1⟧: ⟦2/⟧. ⟦7/⟧It is glad to help.", ["codes"]),
        ("Call ⟦1⟧the office⟦/1⟧. It is very glad to help.", ["locked"]),
        ("Call ⟦1⟧the office⟦/1⟧: ⟦2/⟧ ⟦2/⟧. It is glad to help.", ["locked"]),
        ("Call ⟦1⟧the office⟦/1⟧: ⟦2/⟧ or 0511 999-1234. It helps.", ["contacts"]),
        ("Call ⟦1⟧the office⟦/1⟧: ⟦2/⟧ (a@b.example). It helps.", ["contacts"]),
        ("Call ⟦1⟧the <b>office</b>⟦/1⟧: ⟦2/⟧. It is glad to help.", ["markup"]),
        ("Call ⟦1⟧the office⟦/1⟧: ⟦2/⟧. It is glad to help ⟦x.", ["markup"]),
        ("Call ⟦1⟧the office⟦/1⟧: ⟦2/⟧. It is \ue000glad to help.", ["markup"]),
    ],
)
def test_what_must_come_through_whole_blocks(coded: str, expected: list[str]) -> None:
    """Codes, locked text, contact data and literal markup block publication."""
    assert expected == names(LINKED, coded, "en")
    assert {"block"} == levels(LINKED, coded, "en")


def test_lock_names_its_text() -> None:
    """A lost lock is named by what the reader would miss."""
    details = [
        one.detail for one in checks.check(source(LINKED), "Call ⟦1⟧it⟦/1⟧ today, it helps", "en")
    ]
    assert "missing code 2: 0511 168-0" in details


@pytest.mark.parametrize(
    "coded",
    [
        "Call ⟦1⟧the office⟦/1⟧: 7⟦2/⟧. It is glad to help.",
        "Call ⟦1⟧the office⟦/1⟧: tel:+49821 ⟦2/⟧. It is glad to help.",
        "Call ⟦1⟧the office⟦/1⟧: ⟦2/⟧9. It is glad to help.",
    ],
)
def test_nothing_is_glued_to_contact_data(coded: str) -> None:
    """A digit or a dialling code at a locked number makes readers see another number."""
    found = checks.check(source(LINKED), coded, "en")
    assert [("block", "something is glued to 0511 168-0")] == [
        (one.level, one.detail) for one in found if one.check == "locked"
    ]


def test_prefixes_and_cases_may_be_glued_to_contact_data() -> None:
    """Arabic writes prepositions at the next word, Turkish cases behind an apostrophe."""
    german = "Schreiben Sie an amt@stadt.example bitte heute"
    assert "locked" not in names(german, "اكتب اليوم لـ⟦1/⟧ من فضلك", "ar")
    assert "locked" not in names(german, "Bugün ⟦1/⟧'ye yazın lütfen", "tr")


@pytest.mark.parametrize("strange", ["2 +49 821 9999999 0 €", "20 ٠٨٢١ ٩٩٩٩٩٩ €", "0821 31021 99"])
def test_what_could_be_dialled_blocks(strange: str) -> None:
    """Digits that look like a number to call, and that the German does not have."""
    assert "contacts" in names("Der Kurs kostet 20 Euro", f"The course costs {strange}", "en")


def test_contact_in_a_title_must_be_kept() -> None:
    """A title keeps contact data in its words; another number blocks, another spelling does not."""
    title = plain_segment("title", "Hotline 0511 168-0")
    assert [] == names(title, "Hotline: +49 511 1680", "en")
    assert ["contacts"] == names(title, "Hotline: 0511 168-9", "en")


def test_markup_of_the_source_may_stay() -> None:
    """What the German says literally about markup may stand in the translation."""
    assert [] == names("Schreiben Sie &lt;b&gt; davor", "Write <b> in front", "en")


def test_empty_blocks() -> None:
    """No words where the German has some."""
    assert ["empty"] == names("Guten Tag", " ", "en")
    assert [] == names("–", "–", "en")


@pytest.mark.parametrize("language", ["ar", "fa", "ru", "uk"])
def test_text_in_another_script_blocks(language: str) -> None:
    """The German, or English, is no Arabic, Persian, Russian or Ukrainian."""
    german = "Bringen Sie bitte Ihren Ausweis mit."
    assert "script" in names(german, german, language)
    assert "script" in names(german, "Please bring your passport with you.", language)


@pytest.mark.parametrize(
    ("german", "coded", "language"),
    [
        ("Das Jobcenter hilft", "Jobcenter يساعد", "ar"),
        ("Gehen Sie zum Jobcenter", "به Jobcenter بروید", "fa"),
        ("Niveau A1", "A1", "ar"),
        ("IBAN", "IBAN", "ru"),
        ("Verpackungen (gelb)", "مواد التغليف – Verpackungen (أصفر)", "ar"),
        ("Haupt-, Real- oder Oberschule", "مدرسهٔ Hauptschule، Realschule یا Oberschule", "fa"),
        ("Wohnung anmelden", "Регистрация (Anmeldung beim Bürgeramt der Stadt)", "ru"),
        ("Bahnhofstr. 5, 30159 Hannover", "Bahnhofstr. 5, 30159 Hannover", "ar"),
        ("العربية", "العربية", "ru"),
    ],
)
def test_names_do_not_count_as_another_script(german: str, coded: str, language: str) -> None:
    """Names, acronyms, addresses and original words in brackets may stay in Latin letters."""
    assert "script" not in names(german, coded, language)


def test_locks_do_not_count_as_another_script() -> None:
    """Long contact data beside few words is no fault."""
    german = "Mail: sehr-lange-adresse-der-stadtverwaltung@stadt-hannover.example"
    assert [] == names(german, "بريد: ⟦1/⟧", "ar")


def test_english_in_cyrillic_blocks() -> None:
    """Latin languages have a script too."""
    assert "script" in names("Guten Tag und willkommen", "Добро пожаловать", "en")


@pytest.mark.parametrize(
    ("german", "coded", "language"),
    [
        ("Es kostet 1.200,50 € bis 3.3.2026.", "It costs €1,200.50 until 3 March 2026.", "en"),
        ("Offen von 9 bis 17 Uhr", "Open from 9 am to 5 pm", "en"),
        ("Offen von 9 bis 12 Uhr", "Open from 9 am to 12 noon", "en"),
        ("Sie haben 14 Tage Zeit", "أمامك ١٤ يوما", "ar"),
        ("Sie haben 14 Tage Zeit", "شما ۱۴ روز وقت دارید", "fa"),
        ("Es dauert 3 Monate", "It takes three months", "en"),
        ("Es dauert zwei Monate", "It takes 2 months", "en"),
        ("Es dauert 3 Monate", "Это длится три месяца", "ru"),
        ("Es dauert 5 Tage", "Це триває пʼять днів", "uk"),
        ("Sie brauchen 2,5 Stunden", "Вам нужно 2,5 часа", "ru"),
        ("Sie brauchen 2,5 Stunden", "You need 2.5 hours", "en"),
    ],
)
def test_equal_values_in_other_spellings(german: str, coded: str, language: str) -> None:
    """Values compare by value: digit sets, separators, clocks and small numbers in words."""
    assert [] == names(german, coded, language)


@pytest.mark.parametrize(
    ("german", "coded", "language", "details"),
    [
        ("Sie haben 14 Tage", "You have 40 days", "en",
         ["14 is missing", "40 is not in the source"]),
        ("Es kostet 25 € im Jahr", "It costs money every year", "en", ["25 € is missing"]),
        ("Offen ab 9 Uhr", "Открыто с 19:00", "ru",
         ["9 Uhr is missing", "19:00 is not in the source"]),
        ("Es dauert 3 Monate", "It takes some months", "en", ["3 is missing"]),
    ],
)  # fmt: skip
def test_other_values_warn(german: str, coded: str, language: str, details: list[str]) -> None:
    """A value that only one side has is named."""
    found = checks.check(source(german), coded, language)
    assert details == [one.detail for one in found if one.check == "values"]
    assert {"warn"} == levels(german, coded, language)


@pytest.mark.parametrize(
    ("german", "coded", "language", "expected"),
    [
        ("Wir beraten Sie kostenlos", "Wir beraten Sie kostenlos", "en", True),
        ("kostenlos", "kostenlos", "tr", True),
        ("Öffnungszeiten", "Öffnungszeiten", "en", True),
        ("Kaution", "Kaution", "ru", True),
        ("Jobcenter", "Jobcenter", "en", False),
        ("Sport", "Sport", "en", False),
        ("Langweid am Lech", "Langweid am Lech", "tr", False),
        ("Kobelweg 82, 86156 Augsburg", "Kobelweg 82, 86156 Augsburg", "fa", False),
        ("A1", "A1", "ar", False),
        ("Religion", "Religion", "en", False),
    ],
)
def test_same_as_the_german(german: str, coded: str, language: str, expected: bool) -> None:
    """The German returned is noticed; names, addresses and words that both have are not."""
    assert expected == ("same" in names(german, coded, language))


@pytest.mark.parametrize(
    ("coded", "language", "expected"),
    [
        ("Please bring Ihren Ausweis und die Karte with you", "en", True),
        ("Пожалуйста bringen Sie Ihren Ausweis с собой в наше бюро", "ru", True),
        ("Lütfen kimliğinizi und Ihren kartınızı mit getirin", "tr", True),
        ("Please bring your passport and card (bringen Sie Ihren Ausweis)", "en", False),
        ("Please bring your passport and card to the Bundesamt für Migration", "en", False),
        ("Die cast is on the card, bring it with you", "en", False),
    ],
)
def test_german_words_left(coded: str, language: str, expected: bool) -> None:
    """German among other words is noticed, but not in brackets and not in names."""
    german = "Bitte bringen Sie Ihren Ausweis und die Karte mit zum Bundesamt für Migration"
    assert expected == ("german" in names(german, coded, language))


def test_length_outside_of_the_band() -> None:
    """A text that was cut off, or that says much more, is noticed."""
    german = "Sie müssen sich innerhalb von zwei Wochen nach dem Einzug beim Bürgeramt anmelden."
    assert ["length"] == names(german, "You must register.", "en")
    whole = "You must register at the citizens' office within two weeks of moving in."
    assert [] == names(german, whole, "en")
    assert ["length"] == names(german, whole + " It is near." * 10, "en")


@pytest.mark.parametrize(
    ("coded", "language", "expected"),
    [
        ("Go to the the office", "en", True),
        ("Идите в в бюро сегодня", "ru", False),
        ("Идите сразу сразу в бюро", "ru", True),
        ("Sık sık ofise gidin", "tr", False),
        ("Ofise ve ve eve gidin", "tr", True),
    ],
)
def test_repeated_words(coded: str, language: str, expected: bool) -> None:
    """A word twice in a row is noticed, unless the language says so."""
    assert expected == ("repeated" in names("Gehen Sie gleich ins Büro", coded, language))


def test_phrase_in_a_loop() -> None:
    """A phrase three times in a row is noticed: engines do that."""
    coded = "Go to the office, go to the office, go to the office"
    assert "repeated" in names("Gehen Sie heute bitte gleich in unser neues Büro", coded, "en")


def test_entities_left() -> None:
    """Character references that nobody resolved."""
    assert ["entities"] == names("Bus und Bahn", "Bus &amp; train", "en")


def test_letters_of_the_neighbour() -> None:
    """Russian letters in Ukrainian, Ukrainian letters in Russian."""
    assert ["letters"] == names("Guten Tag", "Добрый день", "uk")
    assert ["letters"] == names("Guten Tag", "Добрий дєнь", "ru")
    assert [] == names("Guten Tag", "Добрий день", "uk")


def test_marks_lost() -> None:
    """? and ! are wanted where the German has them; the Arabic question mark counts."""
    assert ["marks"] == names("Haben Sie Fragen?", "You have questions", "en")
    assert [] == names("Haben Sie Fragen?", "هل لديك أسئلة؟", "ar")
    assert ["marks"] == names("Achtung!", "Dikkat", "tr")


def test_mend() -> None:
    """Persian letters, composed characters and edge blanks are put right unasked."""
    assert "یک کتاب" == checks.mend(" يك كتاب\u00a0", "fa")
    assert "يك كتاب" == checks.mend("يك كتاب", "ar")
    assert "é" == checks.mend("e\u0301", "en")


@given(st.text(alphabet="يكیکe\u0301\u0654 \u00a0ا⟦1⟧/é"), st.sampled_from(["fa", "ar", "en"]))
def test_mend_settles(text: str, language: str) -> None:
    """Mending what is mended changes nothing, keeps codes, and leaves composed text."""
    once = checks.mend(text, language)
    assert once == checks.mend(once, language)
    assert unicodedata.is_normalized("NFC", once)
    assert CODE.findall(text) == CODE.findall(once)


@given(st.text(max_size=80), st.sampled_from(["en", "ar", "fa", "ru", "tr", "uk", "so"]))
def test_any_text_can_be_checked(text: str, language: str) -> None:
    """No text and no language makes a check fail, and findings fit their columns."""
    for one in checks.check(source(LINKED), text, language):
        assert len(one.check) <= 30
        assert len(one.detail) <= 500


@given(st.sampled_from(["ar", "fa", "ru", "uk"]))
def test_findings_do_not_depend_on_the_kind(language: str) -> None:
    """Titles, attributes and texts are checked alike."""
    segment = replace(source("Bringen Sie das mit"), kind="title", element="title")
    assert "script" in names(segment, "Bringen Sie das mit", language)
