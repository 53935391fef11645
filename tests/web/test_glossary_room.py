"""The glossary: found, written, looked at before it is kept, brought in from a table."""

from __future__ import annotations

from io import BytesIO

from tests.fixtures.office import Office
from tests.web.test_overview import page

PATH = "/office/testdorf/glossary/"
TERM = {"lemma": "Rathaus", "mode": "warn", "preferred-en": "town hall", "others-en": "city hall"}


def test_a_term_is_looked_at_and_kept(office: Office) -> None:
    """Looking ahead keeps nothing; saving does; a faulty stem and a twin bring the form back."""
    editor = office.as_("editor")
    looked = editor.post(f"{PATH}new/", data={**TERM, "look": "1"})
    assert (200, True) == (looked.status_code, "city hall" in looked.get_data(as_text=True))
    assert "The glossary is empty" in page(editor, PATH)
    kept = editor.post(f"{PATH}new/", data=TERM)
    assert 303 == kept.status_code
    assert "Rathaus" in page(editor, f"{PATH}?q=city")
    assert "No term fits" in page(editor, f"{PATH}?q=Schule")
    wrong = editor.post(kept.location, data={**TERM, "stem-en": "rathaus", "note": "getippt"})
    assert (422, True) == (wrong.status_code, "getippt" in wrong.get_data(as_text=True))
    assert 409 == editor.post(f"{PATH}new/", data=TERM).status_code
    assert 404 == office.as_("neighbour").get("/office/nachbarort/glossary/1/").status_code
    assert 303 == editor.post(f"{kept.location}remove/").status_code
    assert "The glossary is empty" in page(editor, PATH)


def test_a_table_is_looked_at_and_taken_over(office: Office) -> None:
    """Wrong lines are named by number and left out; the export has what was taken."""
    editor = office.as_("editor")
    table = "term;en\nRathaus;town hall\nLeer;\n"
    sent = {"file": (BytesIO(table.encode()), "begriffe.csv")}
    headers = {"Accept-Language": "en"}
    looked = editor.post(f"{PATH}import/", data=sent, headers=headers).get_data(as_text=True)
    assert "Line 3" in looked
    assert "At least one language needs a wording." in looked
    assert "The glossary is empty" in page(editor, PATH)
    assert 303 == editor.post(f"{PATH}import/", data={"table": table, "take": "1"}).status_code
    exported = editor.get(f"{PATH}glossary.csv").get_data().decode("utf-8-sig")
    assert exported.splitlines()[1].startswith("Rathaus,,warn,,town hall")
    for data in ({}, {"table": "x"}, {"file": (BytesIO(b"\xff\xfe\x00"), "a.csv")}):
        assert 422 == editor.post(f"{PATH}import/", data=data).status_code
