"""Values found in texts: what counts as one, and which spellings are equal."""

import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.facts.tokens import find, mask


def seen(text: str, language: str = "de") -> list[tuple[str, str, object]]:
    """Kind, spelling and value of each token."""
    return [(token.kind, token.text, token.value) for token in find(text, language)]


DATES = [
    ("de", "3.3.2026"),
    ("de", "03.03.26"),
    ("de", "3. März 2026"),
    ("de", "2026-03-03"),
    ("en", "3 March 2026"),
    ("en", "March 3, 2026"),
    ("en", "3rd of March 2026"),
    ("en", "3 Mar 2026"),
    ("ar", "3 مارس 2026"),
    ("ar", "٣ آذار ٢٠٢٦"),
    ("fa", "۳ مارس ۲۰۲۶"),
    ("ru", "3 марта 2026"),
    ("ru", "3-го марта 2026"),
    ("uk", "3 березня 2026"),
    ("tr", "3 Mart 2026"),
]


@pytest.mark.parametrize(("language", "text"), DATES)
def test_spellings_of_a_date_are_equal(language: str, text: str) -> None:
    """A date has one value in all spellings and languages."""
    assert [("date", text, (2026, 3, 3))] == seen(text, language)


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("3. bis 5. März 2026", (2026, 3, 3), (2026, 3, 5)),
        ("3.-5.3.2026", (2026, 3, 3), (2026, 3, 5)),
        ("1.3. bis 31.5.2026", (2026, 3, 1), (2026, 5, 31)),
        ("1. März bis 31. Mai 2026", (2026, 3, 1), (2026, 5, 31)),
        ("am 3. und 4. März", (None, 3, 3), (None, 3, 4)),
    ],
)
def test_date_range_gives_two(text: str, first: object, second: object) -> None:
    """Both ends of a range are dates, the first with the month and year of the second."""
    assert [("date", first), ("date", second)] == [(t.kind, t.value) for t in find(text)]


def test_english_month_first_range() -> None:
    """March 3–5, 2026 is two dates."""
    assert [(2026, 3, 3), (2026, 3, 5)] == [t.value for t in find("March 3–5, 2026", "en")]


def test_slashed_date_is_only_read_when_it_can_be_read_in_one_way() -> None:
    """3/4/2026 is April in London and March in Boston."""
    assert ["num", "num", "num"] == [t.kind for t in find("3/4/2026", "en")]
    assert [("date", "13/4/2026", (2026, 4, 13))] == seen("13/4/2026", "en")


@pytest.mark.parametrize(
    ("language", "text", "minutes"),
    [
        ("de", "9 Uhr", 540),
        ("de", "9:00", 540),
        ("de", "9.30 Uhr", 570),
        ("de", "14:00 Uhr", 840),
        ("en", "2 pm", 840),
        ("en", "9:30 a.m.", 570),
        ("en", "12 pm", 720),
        ("en", "12:15 am", 15),
        ("en", "9 o'clock", 540),
        ("ar", "2 بعد الظهر", 840),
        ("ru", "9 утра", 540),
    ],
)
def test_times(language: str, text: str, minutes: int) -> None:
    """A time is the minutes of the day, its ending belongs to it."""
    assert [("time", text, minutes)] == seen(text, language)


@pytest.mark.parametrize(
    ("language", "text", "shown"),
    [
        ("fa", "ساعت ۹", "۹"),
        ("ar", "الساعة 9", "9"),
        ("ru", "в 9 часов", "9"),
        ("tr", "saat 9", "9"),
    ],
)
def test_times_after_a_word(language: str, text: str, shown: str) -> None:
    """Where the word stands before the clock, the token is the clock alone."""
    assert [("time", shown, 540)] == seen(text, language)


@pytest.mark.parametrize(
    ("language", "text", "early", "late"),
    [
        ("de", "9 bis 12 Uhr", 540, 720),
        ("de", "9-12 Uhr", 540, 720),
        ("de", "9:00 - 12:30", 540, 750),
        ("de", "8.30–12.00", 510, 720),
        ("en", "2 to 4 pm", 840, 960),
        ("en", "9 to 12 pm", 540, 720),
        ("en", "9am-12pm", 540, 720),
        ("fa", "ساعت ۹ تا ۱۲", 540, 720),
        ("ru", "с 9:00 до 12:00", 540, 720),
    ],
)
def test_time_ranges(language: str, text: str, early: int, late: int) -> None:
    """A range of times gives two tokens."""
    assert [("time", early), ("time", late)] == [(t.kind, t.value) for t in find(text, language)]


@pytest.mark.parametrize(
    ("language", "text", "amount"),
    [
        ("de", "5 €", "5"),
        ("de", "5,00 Euro", "5"),
        ("de", "€ 5", "5"),
        ("de", "EUR 5.000,00", "5000"),
        ("de", "49-Euro", "49"),
        ("de", "500,- €", "500"),
        ("en", "€1,500.50", "1500.5"),
        ("en", "18 euros", "18"),
        ("ru", "5 евро", "5"),
        ("uk", "5 євро", "5"),
        ("tr", "5 Avro", "5"),
        ("ar", "5 يورو", "5"),
        ("fa", "۵ یورو", "5"),
    ],
)
def test_sums(language: str, text: str, amount: str) -> None:
    """A sum is its amount in euros."""
    assert [("money", text, Decimal(amount))] == seen(text, language)


def test_range_of_sums_gives_two() -> None:
    """10 bis 20 Euro are two sums, as are €10 to €20."""
    assert [Decimal(10), Decimal(20)] == [t.value for t in find("10 bis 20 Euro")]
    assert [Decimal(10), Decimal(20)] == [t.value for t in find("€10 to €20", "en")]
    assert ["money", "money"] == [t.kind for t in find("10-20 €")]


@pytest.mark.parametrize(
    "text",
    [
        "0821/3102-100",
        "+49 821 3102100",
        "+49 (0) 821 3102-100",
        "(0821) 3102-100",
        "0821 3102 100",
    ],
)
def test_phone_numbers_are_one_number(text: str) -> None:
    """A phone number is what is dialled from abroad."""
    assert [("tel", "+498213102100")] == [(t.kind, t.value) for t in find(f"Tel.: {text} oder")]


def test_addresses() -> None:
    """Web and mail addresses end before the full stop of their sentence."""
    text = "Siehe www.Amt.de/Hilfe, https://x.de/a?b=c. Oder info@x.de, x.org."
    values = ["www.amt.de/Hilfe", "x.de/a?b=c", "info@x.de", "x.org"]
    assert values == [token.value for token in find(text)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("86150 Augsburg", Decimal(86150)),
        ("01067 Dresden", "01067"),
        ("1.500", Decimal(1500)),
        ("1,5", Decimal("1.5")),
        ("116 117", Decimal(116117)),
        ("§ 24a", Decimal(24)),
        ("im Jahr 2026", Decimal(2026)),
        ("٥٫٥", Decimal("5.5")),
    ],
)
def test_numbers(text: str, value: object) -> None:
    """Postcodes, years and house numbers are plain numbers."""
    assert [("num", value)] == [(token.kind, token.value) for token in find(text)]


@pytest.mark.parametrize(
    "text", ["A1/B2", "Stufe B1", "CO2", "Fünf Europas", "⟦1⟧Hilfe⟦/1⟧ ⟦2/⟧", "U18"]
)
def test_no_values(text: str) -> None:
    """Levels such as B2, words and code marks are no values."""
    assert () == find(text)


@pytest.mark.parametrize(
    ("language", "text", "mark"),
    [
        ("de", "1. Stock", "ordinal"),
        ("de", "wählen Sie 112.", ""),
        ("en", "3rd floor", "ordinal"),
        ("ru", "5-й этаж", "ordinal"),
        ("de", "5 %", "percent"),
        ("tr", "%5", "percent"),
        ("fa", "۵ درصد", "percent"),
    ],
)
def test_ordinals_and_percentages_are_marked(language: str, text: str, mark: str) -> None:
    """Ordinals and percentages are numbers with a mark."""
    assert [("num", mark)] == [(token.kind, token.mark) for token in find(text, language)]


def test_same_number_of_different_kinds() -> None:
    """18 years and 18 euros differ by kind."""
    assert ["num", "money"] == [token.kind for token in find("Bis 18 Jahre 18 Euro im Monat.")]


def test_mask() -> None:
    """Each value becomes its kind."""
    text = "Ab 3. März um 9 Uhr: 5 €, Zimmer 7, Tel. 0821 3102-100"
    assert "Ab {DATE} um {TIME}: {MONEY}, Zimmer {NUM}, Tel. {TEL}" == mask(text)


@settings(deadline=None)
@given(st.text(alphabet="0123456789 .,:-/€Uhr٣۳pm⟦⟧%a+", max_size=60))
def test_tokens_are_in_order_and_spell_what_stands_there(text: str) -> None:
    """Whatever the text, tokens do not overlap and their text is the text at their place."""
    for language in ("de", "en", "fa"):
        tokens = find(text, language)
        assert [text[token.start : token.end] for token in tokens] == [t.text for t in tokens]
        ends = [0, *(token.end for token in tokens)]
        assert all(token.start >= end for token, end in zip(tokens, ends, strict=False))


def test_finding_is_fast() -> None:
    """300 characters take well under 10 ms (about 0.3 ms on an idle machine)."""
    text = "Das Amt hat Mo bis Fr von 9 bis 12 Uhr offen, Tel. 0821 3102-100, ab 3. März 2026. " * 4
    find(text)
    start = time.perf_counter()
    for _ in range(20):
        find(text)
    assert (time.perf_counter() - start) / 20 < 0.01


def test_a_text_of_numbers_alone_is_read_as_quickly_by_the_length() -> None:
    """Twenty thousand numbers in a row do not keep a server busy (half a second on an idle machine)."""
    start = time.perf_counter()
    assert 20_000 == len(find("1 " * 20_000))
    assert time.perf_counter() - start < 5
