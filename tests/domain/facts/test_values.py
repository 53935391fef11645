"""Values carried into a translation, in its own spelling, or refused."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.facts.tokens import find
from app.domain.facts.values import Carried, Refused, carry

CARRIED = [
    ("en", "Von 9 bis 12 Uhr", "Von 10 bis 12 Uhr", "9 am to 12 pm", "10 am to 12 pm"),
    ("en", "Von 9 bis 12 Uhr", "Von 8:30 bis 13 Uhr", "9 to 12 pm", "8:30 to 1 pm"),
    ("en", "Um 14:00 Uhr", "Um 9:30 Uhr", "At 2 pm.", "At 9:30 am."),
    ("en", "Um 9 Uhr", "Um 14 Uhr", "At 9:00 a.m.", "At 2:00 p.m."),
    ("en", "18.00 - 19.30 Uhr", "18.30 - 19.30 Uhr", "6.00 - 7.30 p.m.", "6.30 - 7.30 p.m."),
    ("en", "am 3. März", "am 2. Mai", "on March 3rd", "on May 2nd"),
    ("en", "3. März 2026", "15. April 2026", "March 3, 2026", "April 15, 2026"),
    ("en", "3.-5. März 2026", "10.-12. April 2026", "March 3–5, 2026", "April 10–12, 2026"),
    ("en", "03.03.2026", "15.04.2026", "3 March 2026", "15 April 2026"),
    ("en", "13.03.2026", "05.04.2026", "13.03.2026", "05.04.2026"),
    ("en", "1 €", "2,50 €", "€1", "€2.50"),
    ("en", "5.000 €", "12.500 €", "€5,000", "€12,500"),
    (
        "en",
        "Bis 18 Jahre 18 Euro",
        "Bis 18 Jahre 20 Euro",
        "18 years, 18 euros",
        "18 years, 20 euros",
    ),
    ("en", "5 % von 5", "7 % von 5", "5% of 5", "7% of 5"),
    ("en", "01067 Dresden", "86150 Dresden", "01067 Dresden", "86150 Dresden"),
    ("en", "2,5 Stunden", "3,5 Stunden", "2.5 hours", "3.5 hours"),
    ("en", "116 117", "112", "116 117", "112"),
    ("en", "Tel. 0821 3102-100", "Tel. 0821 3102-200", "on +49 821 3102100", "on 0821 3102-200"),
    ("ru", "3 Dokumente", "4 Dokumente", "3 документа", "4 документа"),
    ("ru", "um 9 Uhr", "um 10 Uhr", "в 9 часов", "в 10 часов"),
    ("ru", "von 9 bis 12 Uhr", "von 10 bis 13 Uhr", "с 9 до 12 часов", "с 10 до 13 часов"),
    ("ru", "3. März 2026", "15. Mai 2026", "3 марта 2026 г.", "15 мая 2026 г."),
    ("ru", "1.500 Euro", "2.000 Euro", "1 500 евро", "2 000 евро"),
    ("uk", "3. März 2026", "15. April 2026", "3 березня 2026 року", "15 квітня 2026 року"),
    ("uk", "5 Euro", "6 Euro", "5 євро", "6 євро"),
    ("tr", "am 3. März 2026", "am 4. April 2026", "3 Mart 2026", "4 Nisan 2026"),
    ("tr", "5 % und 5 Euro", "6 % und 5 Euro", "%5 ve 5 Avro", "%6 ve 5 Avro"),
    ("ar", "um 9 Uhr", "um 10 Uhr", "الساعة 9 صباحًا", "الساعة 10 صباحًا"),
    ("ar", "3. März 2026", "15. April 2026", "٣ مارس ٢٠٢٦", "١٥ أبريل ٢٠٢٦"),
    ("ar", "3 Monate", "6 Monate", "3 أشهر", "6 أشهر"),
    ("fa", "um 9 Uhr", "um 9:30 Uhr", "ساعت ۹", "ساعت ۹:۳۰"),
    ("fa", "5 Euro", "6,50 Euro", "۵ یورو", "۶٫۵۰ یورو"),
    ("fa", "1.500 Euro", "2.500 Euro", "۱٬۵۰۰ یورو", "۲٬۵۰۰ یورو"),
]


@pytest.mark.parametrize(("language", "old", "new", "target", "expected"), CARRIED)
def test_carried(language: str, old: str, new: str, target: str, expected: str) -> None:
    """A new value is written in the style of the old one."""
    result = carry(old, new, target, language)
    assert isinstance(result, Carried), result
    assert expected == result.coded


REFUSED = [
    ("spelled out", "en", "3 Monate", "6 Monate", "three months"),
    ("twice in the target", "en", "3 Monate", "6 Monate", "3 months and 3 days"),
    ("also in words", "en", "2 Kinder, zwei Hunde", "3 Kinder, zwei Hunde", "two children, 2 dogs"),
    ("mixed clocks", "en", "9 Uhr, 14:00 Uhr", "10 Uhr, 14:00 Uhr", "9 am, 14:00"),
    ("ordinal", "en", "im 3. Stock", "im 4. Stock", "on the 3rd floor"),
    ("ordinal in the target", "ru", "Etage 5", "Etage 6", "5-й этаж"),
    ("plural class", "ru", "3 Dokumente", "5 Dokumente", "3 документа"),
    ("plural class", "uk", "5 Dokumente", "2 Dokumente", "5 документів"),
    ("plural class", "ar", "3 Monate", "12 Monate", "3 أشهر"),
    ("plural class", "en", "1 Kind", "2 Kind", "1 child"),
    ("plural of the currency", "en", "1 Euro", "2 Euro", "1 euro"),
    ("weekday changes", "en", "Mo, 2. März", "Di, 3. März", "Mon, 2 March"),
    ("weekday in the target", "ru", "am 3. März", "am 4. März", "во вторник, 3 марта"),
    ("turned range", "en", "9 bis 12 Uhr", "14 bis 12 Uhr", "9 am to 12 pm"),
    ("year added", "en", "3. März", "3. März 2027", "3 March"),
    ("two equal ones", "en", "Kind 5 Tage, Hund 5 Tage", "Kind 5 Tage, Hund 6 Tage", "5 d, 5 d"),
    ("half of the day", "ar", "um 9 Uhr", "um 14 Uhr", "الساعة 9 صباحًا"),
    ("no full hour", "ru", "um 9 Uhr", "um 9:30 Uhr", "в 9 часов"),
    ("Turkish ending", "tr", "um 9 Uhr", "um 10 Uhr", "saat 9'da"),
    ("English article", "en", "18-jährige", "16-jährige", "an 18-year-old"),
    ("British or American", "en", "03.04.2026", "05.04.2026", "03/04/2026"),
    ("midnight", "en", "um 14 Uhr", "um 0:00 Uhr", "at 2 pm"),
    ("other kind", "en", "5 Euro", "5 Uhr", "5 euros"),
    ("unknown language", "fr", "5 Euro", "6 Euro", "5 euros"),
]


@pytest.mark.parametrize(("reason", "language", "old", "new", "target"), REFUSED)
def test_refused(reason: str, language: str, old: str, new: str, target: str) -> None:
    """Where it cannot be shown that a value stands for the old one, a person decides."""
    result = carry(old, new, target, language)
    assert isinstance(result, Refused), f"{reason}: {result}"


def test_one_of_several_equal_times_goes_by_its_place() -> None:
    """In a long row that agrees on both sides, the place tells which value changed."""
    old, new = "9-12 Uhr, 14-16 Uhr, 9-12 Uhr", "9-12 Uhr, 14-16 Uhr, 10-12 Uhr"
    result = carry(old, new, "9 am-12 pm, 2-4 pm, 9 am-12 pm", "en")
    assert Carried("9 am-12 pm, 2-4 pm, 10 am-12 pm", (("9 am", "10 am"),)) == result


def test_codes_stay_where_they_are() -> None:
    """Values inside and beside codes are carried, the codes are not touched."""
    result = carry("Ab ⟦1⟧5 €⟦/1⟧ ⟦2/⟧", "Ab ⟦1⟧6 €⟦/1⟧ ⟦2/⟧", "⟦2/⟧ from ⟦1⟧€5⟦/1⟧", "en")
    assert Carried("⟦2/⟧ from ⟦1⟧€6⟦/1⟧", (("€5", "€6"),)) == result


def test_nothing_changed() -> None:
    """Another spelling of the same value leaves the target alone."""
    assert Carried("on 3 March 2026") == carry(
        "am 3.3.2026", "am 3. März 2026", "on 3 March 2026", "en"
    )


TEMPLATES = {
    "en": ("Raum {} um {}:{:02} Uhr für {} €", "€{3}, {1}:{2:02}, room {0}."),
    "ru": ("Raum {} um {}:{:02} Uhr für {} €", "Кабинет {0}, {1}:{2:02}, {3} евро"),
    "fa": ("Raum {} um {}:{:02} Uhr für {} €", "اتاق {0}، {1}:{2:02}، {3} یورو"),
}
numbers = st.tuples(
    st.integers(1, 99_999), st.integers(0, 23), st.integers(0, 59), st.integers(1, 9_999)
)


@settings(deadline=None)
@given(st.sampled_from(sorted(TEMPLATES)), numbers, numbers)
def test_carried_text_has_every_new_value(
    language: str, old: tuple[int, int, int, int], new: tuple[int, int, int, int]
) -> None:
    """Whatever the figures: a carried text says what the German says, or it is refused."""
    german, other = TEMPLATES[language]
    was, now = german.format(*old), german.format(*new)
    result = carry(was, now, other.format(*old), language)
    if isinstance(result, Carried):
        wanted = sorted((token.kind, str(token.value)) for token in find(now))
        found = sorted((token.kind, str(token.value)) for token in find(result.coded, language))
        assert wanted == found
