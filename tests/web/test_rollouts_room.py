"""Rollouts: planned, started, followed and stopped in their room."""

from __future__ import annotations

from tests.fixtures.office import Office
from tests.web.test_overview import page


def test_a_section_is_sent_on_its_way_and_stopped(office: Office) -> None:
    """The order is the visitor's; the plan says what nothing will happen for; a second start is refused."""
    editor = office.as_("editor")
    section = office.page("Freizeit")
    query = f"section={section}&order=tr&order=en&order=ar&language=tr&language=ar"
    text = page(editor, f"/office/testdorf/rollouts/new/?{query}")
    assert text.index('id="language-tr"') < text.index('id="language-en"')
    assert "Only mock-ups are made, for trying out" in text
    moved = page(editor, f"/office/testdorf/rollouts/new/?{query}&up=ar")
    assert moved.index('id="language-ar"') < moved.index('id="language-en"')
    data = {"section": section, "order": ["tr", "en", "ar"], "language": ["tr", "ar"]}
    answer = editor.post("/office/testdorf/rollouts/", data=data)
    assert 303 == answer.status_code
    followed = page(editor, answer.location)
    assert ("being translated" in followed, "Ukrainian" in followed) == (True, False)
    assert "Turkish and Arabic" in page(editor, "/office/testdorf/")
    again = editor.post("/office/testdorf/rollouts/", data=data, headers={"Accept-Language": "en"})
    assert 409 == again.status_code
    assert "under way already" in again.get_data(as_text=True)
    assert 303 == editor.post(f"{answer.location}stop/").status_code
    assert "Stopped on" in page(editor, answer.location)
    assert 409 == editor.post(f"{answer.location}stop/").status_code


def test_nothing_starts_without_a_section_and_a_language(office: Office) -> None:
    """The form comes back with what is missing."""
    editor = office.as_("editor")
    for data in ({}, {"section": "9999", "order": "en", "language": "en"}):
        assert 422 == editor.post("/office/testdorf/rollouts/", data=data).status_code
    section = office.page("Freizeit")
    answer = editor.post("/office/testdorf/rollouts/", data={"section": section, "order": "en"})
    assert 422 == answer.status_code
