"""Slugs: made from titles, found again in whatever a client sends."""

import unicodedata
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.addresses.slugs import LONGEST, free, last_segment, slugify


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Kita & Schule", "kita-schule"),
        ("Über uns: Ärzte, Größe, ẞ", "ueber-uns-aerzte-groesse-ss"),
        ("  Deutsch -- lernen!  ", "deutsch-lernen"),
        ("WIR2.0", "wir2-0"),
        ("Café Zürich", "cafe-zuerich"),
        ("Işık İstanbul ığdır", "isik-istanbul-igdir"),
        ("Здоров'я", "здоров-я"),
        ("Київ і їжа", "київ-і-їжа"),
        ("Йод", "йод"),
        ("الصحة", "الصحة"),
        ("آموزش زبان", "آموزش-زبان"),
        ("①②", "12"),
        ("a_b", "a-b"),
        ("!?", ""),
        ("", ""),
    ],
)
def test_titles_become_readable_slugs(title: str, slug: str) -> None:
    """Small letters and digits of any script, with single hyphens."""
    assert slug == slugify(title)


@given(st.text())
def test_a_slug_can_stand_in_an_address(text: str) -> None:
    """No blanks, no signs, no capitals, no hyphen at an end, and not too long."""
    slug = slugify(text)
    assert len(slug) <= LONGEST
    assert all(word.isalnum() for word in slug.split("-")) or slug == ""
    assert slug == slug.lower()


@given(st.text())
def test_a_slug_of_a_slug_is_itself(text: str) -> None:
    """Making a slug twice changes nothing, so a claimed slug can be claimed again."""
    assert slugify(text) == slugify(slugify(text))


@given(st.text(min_size=1).map(slugify).filter(bool))
def test_a_slug_is_found_in_every_form_of_its_address(slug: str) -> None:
    """As it is, encoded, decomposed, in capitals, bare, as a path and as a whole address."""
    encoded = quote(slug)
    forms = [slug, encoded, encoded.lower(), f"/{slug}/", f"/dorf/de/{encoded}/",
             f"/dorf/de/{unicodedata.normalize('NFD', slug)}", f"https://a.example/x/{encoded}/",
             f"https://a.example/x/{slug}/?a=/b/#c/d", f" {slug} "]  # fmt: skip
    assert {slug} == {last_segment(form) for form in forms}


@pytest.mark.parametrize("address", ["", "/", "//", " ", "https://a.example", "https://a.example/"])
def test_nothing_is_found_where_nothing_is(address: str) -> None:
    """An address without a path has no slug."""
    assert "" == last_segment(address)


@given(st.text())
def test_whatever_a_client_sends_has_a_last_segment(text: str) -> None:
    """No text makes it fail, and what it gives holds no slash."""
    assert "/" not in last_segment(text)


@given(
    wanted=st.sampled_from(["a", "a-2", "b"]),
    taken=st.sets(st.sampled_from(["a", "a-2", "a-3", "a-2-2", "b"])),
)
def test_a_free_slug_is_free(wanted: str, taken: set[str]) -> None:
    """The slug that was wanted if nobody has it, else the first number that is free."""
    found = free(wanted, taken)
    assert found not in taken
    assert (found == wanted) == (wanted not in taken)
