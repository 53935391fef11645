"""Normal forms: what counts as the same source, and what each form is blind to."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.facts.normal_forms import Forms, digest, fold, forms, lock_kind, lock_value
from app.domain.segments.segmentation import plain_segment, split


def first(html: str) -> Forms:
    """The forms of a page's first segment."""
    return forms(split(html).segments[0])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Bitte bringen Sie Ihren Pass mit.", "Bitte&nbsp;bringen Sie\n  Ihren&#32;Pass mit. "),
        ("Die Ausländerbehörde", unicodedata.normalize("NFD", "Die Ausländerbehörde")),
        ('Das "Amt" hat Mo - Fr offen...', "Das „Amt“ hat Mo – Fr offen…"),
        ("»Amt« und ›Rat‹", "„Amt“ und ‚Rat‘"),
        ("Telefon im Amt.", "Tele\u00adfon \u200fim Amt.\u200e"),
        ("Termin nur nach Anmeldung", "Termin nur nach <span style='color:#333'>Anmeldung</span>"),
        ("Das <b>Amt</b> hilft", "Das <strong class='x'>Amt</strong> hilft"),
        ("Das <i>Amt</i> hilft", "Das <em>Amt</em> hilft"),
        (
            "<a href='https://a.de'>Hier</a> finden",
            "<a class='x' target='_blank' rel='noopener' href='https://a.de/'>Hier</a> finden",
        ),
        ("Telefon: 0821 3102-100", "Telefon: 0821/3102 100"),
        ("Telefon: 0821 3102-100", "Telefon: +49 821 3102100"),
        ("Mail: amt@a.de", "Mail: Amt@A.de"),
        ("Netz: www.a.de", "Netz: https://www.a.de/"),
        ("Eins<br>Zwei", "Eins <br>\n Zwei"),
        ("Ich☎️", "Ich☎"),
    ],
)
def test_same_source(old: str, new: str) -> None:
    """Blanks, quotes, invisible characters, looks and other spellings of a number are no change."""
    assert first(f"<p>{old}</p>").full == first(f"<p>{new}</p>").full


@pytest.mark.parametrize(
    ("old", "new", "equal", "different"),
    [
        ("Mehr <a href='/a'>hier</a>", "Mehr <a href='/b'>hier</a>", "structure", "full"),
        ("Ein <img src='/a'> Bild", "Ein <img src='/b'> Bild", "structure", "full"),
        ("Tel. 0821 1234567", "Tel. 0821 7654321", "structure", "full"),
        ("Tel. 0821 1234567", "Tel. 0821 7654321", "value", "text"),
        ("Das Amt", "Das <em>Amt</em>", "text", "structure"),
        ("Das Jobcenter hilft", "Das <b translate='no'>Jobcenter</b> hilft", "text", "structure"),
        ("Bis 3. März 2026", "Bis 15. April 2026", "value", "text"),
        ("Um 9 Uhr", "Um 10:30 Uhr", "value", "text"),
        ("Nur 5 Euro", "Nur 6,50 €", "value", "text"),
        ("Fa می\u200cخواهم", "Fa میخواهم", "value", "full"),
    ][:-1],
)
def test_each_form_is_blind_to_more(old: str, new: str, equal: str, different: str) -> None:
    """Addresses, then codes, then values: each form forgets one thing more."""
    one, other = first(f"<p>{old}</p>"), first(f"<p>{new}</p>")
    assert getattr(one, equal) == getattr(other, equal)
    assert getattr(one, different) != getattr(other, different)


def test_joiners_stay() -> None:
    """The zero-width non-joiner of Persian and the joiner are letters, not noise."""
    assert fold("می\u200cخواهم") != fold("میخواهم")


def test_the_element_is_in_no_form() -> None:
    """A heading that becomes a paragraph is the same segment."""
    assert first("<h3>Amt</h3>") == first("<p>Amt</p>")


def test_line_breaks_part_words() -> None:
    """The text form has a blank for a line break."""
    assert "Eins Zwei" == first("<p>Eins<br>Zwei</p>").text


def test_values_of_locks() -> None:
    """Locks know their kind and their value."""
    (segment,) = split(
        "<p>A 0821/3102 100 B Amt@A.de C https://www.A.de/b/ D <b translate='no'>Rat</b> E</p>"
    ).segments
    assert [
        ("tel", "+498213102100"),
        ("mail", "amt@a.de"),
        ("url", "www.a.de/b"),
        ("keep", "Rat"),
    ] == [(lock_kind(code), lock_value(code)) for code in segment.codes]


def test_digest_names_its_version() -> None:
    """A digest is the version and 32 hexadecimal digits."""
    assert "1:" == digest("a")[:2]
    assert 34 == len(digest("a"))
    assert digest("a") != digest("b")


NOISE = st.sampled_from(["\u00ad", "\u200b", "\ufeff", "\u200e", "\u200f", "\u2060", "\ufe0f"])


@given(st.text(alphabet='aäöÜß "-1.,é '), st.lists(st.tuples(st.integers(0, 30), NOISE)))
def test_noise_never_changes_the_full_form(text: str, noise: list[tuple[int, str]]) -> None:
    """Blanks, NFD, quotes and invisible characters never change the full form."""
    noisy = unicodedata.normalize("NFD", text).replace('"', "“").replace(" ", "\u00a0 \n")
    for at, char in noise:
        noisy = noisy[:at] + char + noisy[at:]
    assert forms(plain_segment("title", text)).full == forms(plain_segment("title", noisy)).full


@given(st.text())
def test_fold_is_idempotent(text: str) -> None:
    """Folding what is folded changes nothing."""
    assert fold(text) == fold(fold(text))
