"""The OpenAPI document of the manage API."""

from __future__ import annotations

from tests.fixtures.office import Office


def test_every_call_is_documented(office: Office) -> None:
    """Each route of the API stands in the document, with a sentence on what it does."""
    document = office.app.test_client().get("/api/manage/v1/openapi.json").json
    assert "3.1.0" == document["openapi"]
    known = {
        rule.rule.replace("<int:", "{").replace("<", "{").replace(">", "}")
        for rule in office.app.url_map.iter_rules()
        if rule.endpoint.startswith("manage_") and not rule.endpoint.startswith("manage_lost.")
    }
    assert known == set(document["paths"])
    silent = [
        (path, method)
        for path, methods in document["paths"].items()
        for method, told in methods.items()
        if method != "parameters" and not told.get("summary")
    ]
    assert [] == silent


def test_pagination_is_documented_as_the_string_that_is_sent(office: Office) -> None:
    """The header X-Pagination is JSON in a string."""
    document = office.app.test_client().get("/api/manage/v1/openapi.json").json
    answer = document["paths"]["/api/manage/v1/regions/{region}/pages/"]["get"]["responses"]["200"]
    assert "string" == answer["headers"]["X-Pagination"]["schema"]["type"]


def test_the_documentation_needs_no_other_server(office: Office) -> None:
    """Swagger UI comes from our own files."""
    page = office.app.test_client().get("/api/manage/v1/docs/").get_data(as_text=True)
    assert "http://" not in page
    assert "https://" not in page
