"""The way into the office."""

from __future__ import annotations

from tests.fixtures.office import Office


def test_who_is_not_signed_in_is_led_to_the_sign_in_page_and_back(office: Office) -> None:
    """The address that was asked for is kept for afterwards."""
    answer = office.app.test_client().get("/office/?state=draft")
    assert 303 == answer.status_code
    assert "/account/login?next=/office/?state%3Ddraft" == answer.location


def test_somebody_without_a_region_is_told_so(office: Office) -> None:
    """An account without a role sees no region, and whom to ask."""
    page = office.as_("nobody").get("/office/").get_data(as_text=True)
    assert "Bitten Sie die Person, die Ihre Region verwaltet" in page


def test_an_administrator_chooses_among_all_regions(office: Office) -> None:
    """Several regions are a list."""
    page = office.as_("administrator").get("/office/", headers={"Accept-Language": "en"})
    text = page.get_data(as_text=True)
    assert "Testdorf" in text
    assert "Nachbarort" in text


def test_the_office_is_never_kept_by_a_cache_nor_framed(office: Office) -> None:
    """What only some may see carries the headers for it."""
    answer = office.as_("administrator").get("/office/")
    assert "no-store" == answer.headers["Cache-Control"]
    assert "script" not in answer.headers["Content-Security-Policy"].replace("default-src", "")
    assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]
