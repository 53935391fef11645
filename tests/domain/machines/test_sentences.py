"""Sentences in seven languages, and what of an old translation still answers them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.machines.sentences import Piece, prefill, sentences

SPLIT = [
    ("de", "Kommen Sie morgen.|Wir helfen gern!|Haben Sie Fragen?|Rufen Sie an."),
    ("de", "Bringen Sie Unterlagen mit, z. B. den Pass.|Er muss gültig sein."),
    ("de", "Fragen Sie Dr. Müller in der Str. Nr. 5.|Er ist am Do. da."),
    ("de", "Die Frist endet am 3. März 2026.|Danach geht nichts mehr."),
    ("de", "Das Büro ist im 2. Stock.|Es gibt einen Aufzug."),
    ("de", "Das gilt seit 2025.|Es bleibt so."),
    ("de", "Kinder bis 12.|Ältere zahlen."),
    ("de", "1. Antrag ausfüllen und abgeben."),
    ("de", "Vom 1. bis 5. ist zu, d. h. niemand ist da.|Kommen Sie später."),
    ("de", "Er sagte: „Kommen Sie!“|Wir kamen."),
    ("de", "Pässe, Visa usw.|Alles ist dabei."),
    ("de", "Mehr unter www.stadt.example/amt.|Schreiben Sie an amt@stadt.example."),
    ("de", "Der Termin ist um 8.30 Uhr.|⟦1⟧Bitte⟦/1⟧ pünktlich sein."),
    ("de", "⟦1⟧Achtung!⟦/1⟧|Nicht rauchen."),
    ("en", "Ask Dr. Smith, e.g. by phone.|He is in from 9 a.m.|Please ring."),
    ("en", "We live in St. Ives.|It has no. 5 on the door."),
    ("ar", "تعال غدًا.|هل لديك أسئلة؟|اتصل بنا!|اسأل د. محمد."),
    ("fa", "فردا بیایید.|آیا سؤالی دارید؟|با ما تماس بگیرید."),
    ("ru", "Приходите по адресу: г. Аугсбург, ул. Ленина, д. 5.|Мы ждём.|А. С. Пушкин тоже."),
    ("ru", "Документы, т. е. паспорт и др. бумаги.|Всё?"),
    ("uk", "Приходьте: м. Київ, вул. Лесі Українки.|Ми чекаємо.|Є питання?"),
    ("tr", "Dr. Yılmaz 3. Kat'ta.|Cad. No. 5'e gelin.|Sorunuz var mı?"),
]


@pytest.mark.parametrize(("language", "text"), SPLIT)
def test_sentences_end_where_readers_see_an_end(language: str, text: str) -> None:
    """Each bar is the end of a sentence, and nothing else is: not z. B., Dr., 3. März."""
    wanted = text.split("|")
    assert wanted == [part.rstrip() for part in sentences(" ".join(wanted), language)]


@given(
    st.text(alphabet="aB1. !?…\n⟦/⟧„“()د؟", max_size=60),
    st.sampled_from(["de", "en", "ar", "tr"]),
)
def test_sentences_joined_are_the_text(text: str, language: str) -> None:
    """Nothing is lost, doubled or invented, and no sentence is empty."""
    parts = sentences(text, language)
    assert text == "".join(parts)
    assert "" not in parts


def test_an_unchanged_sentence_keeps_its_translation() -> None:
    """Of two sentences one changed: the other one's translation stands, the changed one is open."""
    assert (
        Piece("Das Büro ist zu. ", ""),
        Piece("Rufen Sie Dr. Kurz an.", "Call Dr. Kurz."),
    ) == prefill(
        "Das Büro ist offen. Rufen Sie Dr. Kurz an.",
        "Das Büro ist zu. Rufen Sie Dr. Kurz an.",
        "The office is open. Call Dr. Kurz.",
        "en",
    )


def test_an_added_sentence_is_open_and_the_rest_is_kept() -> None:
    """A sentence that was put between the old ones moves none of their translations."""
    found = prefill("Eins geht. Zwei geht.", "Eins geht. Neu ist das. Zwei geht.", "A. B.", "ru")
    assert found is None  # "A." is an initial: the counts differ
    found = prefill(
        "Eins geht. Zwei geht.", "Eins geht. Neu ist das. Zwei geht.", "Один. Два.", "ru"
    )
    assert found is not None
    assert ["Один. ", "", "Два."] == [piece.target for piece in found]


@pytest.mark.parametrize(
    ("old", "new", "target"),
    [
        ("Eins. Zwei.", "Eins. Drei.", "One, two."),
        ("Nur ein Satz.", "Nur ein Satz. Noch einer.", "One sentence."),
        ("Eins geht. Zwei geht.", "Alles ist neu. Wirklich alles.", "One. Two."),
    ],
)
def test_without_matching_counts_or_kept_sentences_nothing_is_filled(
    old: str, new: str, target: str
) -> None:
    """Where nobody can tell which old sentence answers which, all is left to the translator."""
    assert None is prefill(old, new, target, "en")


def test_a_sentence_with_a_torn_code_stays_open() -> None:
    """A pair that opens in one sentence and closes in the next is not taken over by halves."""
    found = prefill(
        "⟦1⟧Eins geht. Zwei geht⟦/1⟧ auch. Drei geht.",
        "⟦1⟧Eins geht. Zwei geht⟦/1⟧ auch. Vier geht.",
        "⟦1⟧One works. Two works⟦/1⟧ too. Three works.",
        "en",
    )
    assert None is found
