"""What each call of the manage API needs: one row per route. A route without a row fails test_rights.py."""

from __future__ import annotations

from tests.web.route_table import Row

PAGE = {"page": "PAGE"}
AR = {"code": "CODE"}
SEGMENT = {"segment": 999_999}
TARGET = {"target": "x", "made_against": "y"}
TERM = {"lemma": "Rathaus", "wordings": {"en": [{"text": "town hall"}]}}
COMPANY = {"name": "Amt", "website": "https://amt.example"}
TEXT = {"title": "Titel", "html": "<p>Text.</p>"}

ROWS = [
    Row("manage_regions.index", "", everywhere=True),
    Row("manage_pages.Pages", "view"),
    Row("manage_pages.Pages", "write", methods=("POST",), data=TEXT),
    Row("manage_pages.Page", "view", PAGE),
    Row("manage_pages.Page", "write", PAGE, ("PUT",), TEXT),
    Row("manage_pages.preview", "view", PAGE, ("POST",), TEXT),
    Row("manage_pages.submit", "submit", PAGE, ("POST",)),
    Row("manage_pages.send_back", "publish", PAGE, ("POST",), {"note": "x"}),
    Row("manage_pages.publish", "publish", PAGE, ("POST",), {"minor": []}),
    Row("manage_pages.withdraw", "publish", PAGE, ("POST",)),
    Row("manage_pages.archive", "arrange", PAGE, ("POST",)),
    Row("manage_pages.unarchive", "arrange", PAGE, ("POST",)),
    Row("manage_pages.move", "arrange", PAGE, ("POST",), {"where": "last"}),
    Row(
        "manage_pushing.push",
        "view",
        methods=("POST",),
        data={"path": "", "language": "de", "html": ""},
    ),
    Row("manage_planning.history", "view", PAGE),
    Row("manage_planning.revision", "view", PAGE | {"number": 1}),
    Row("manage_planning.restore", "write", PAGE | {"number": 1}, ("POST",), {"based_on": 1}),
    Row("manage_planning.Plan", "view", PAGE, lacks=True),
    Row("manage_planning.Plan", "publish", PAGE, ("PATCH",), {"revision": 1}),
    Row("manage_planning.Review", "view", PAGE),
    Row("manage_planning.Review", "write", PAGE, ("PUT",), {"due_on": None}),
    Row("manage_planning.still_right", "write", PAGE, ("POST",)),
    Row("manage_planning.deeds", "view"),
    Row("manage_glossary.Terms", "view"),
    Row("manage_glossary.Terms", "terms", methods=("POST",), data=TERM),
    Row("manage_glossary.OneTerm", "view", {"term": 999_999}, lacks=True),
    Row("manage_glossary.OneTerm", "terms", {"term": 999_999}, ("PUT",), TERM, lacks=True),
    Row("manage_glossary.OneTerm", "terms", {"term": 999_999}, ("DELETE",), lacks=True),
    Row("manage_work.jobs", "view"),
    Row("manage_work.lines", "view"),
    Row("manage_work.reconcile", "order", PAGE, ("POST",)),
    Row("manage_work.policy", "settings", AR, ("PATCH",), {"days": 7}),
    Row("manage_people.index", "users"),
    Row(
        "manage_people.set_roles", "users", {"person": 999_999}, ("PUT",), {"roles": []}, lacks=True
    ),
    Row("manage_regions.Region", "view"),
    Row("manage_regions.Region", "settings", methods=("PATCH",), data={"postal_code": "30159"}),
    Row("manage_regions.Organisations", "view"),
    Row("manage_regions.Organisations", "settings", methods=("POST",), data=COMPANY),
    Row(
        "manage_regions.change_organisation",
        "settings",
        {"number": 999_999},
        ("PUT",),
        COMPANY,
        lacks=True,
    ),
    Row("manage_rollouts.estimate", "view", PAGE),
    Row("manage_rollouts.Rollouts", "view"),
    Row(
        "manage_rollouts.Rollouts",
        "order",
        methods=("POST",),
        data={"section": 1, "languages": ["xx"]},
        lacks=True,
    ),
    Row("manage_rollouts.follow", "view", {"rollout": 999_999}, lacks=True),
    Row("manage_rollouts.stop", "order", {"rollout": 999_999}, ("POST",), lacks=True),
    Row("manage_tokens.index", "", everywhere=True),
    Row("manage_tokens.revoke", "", {"number": 999_999}, ("DELETE",), everywhere=True, lacks=True),
    Row("manage_links.index", "view"),
    Row(
        "manage_links.vouch",
        "links",
        methods=("POST",),
        data={"url": "https://a.example/"},
        lacks=True,
    ),
    Row(
        "manage_links.replace",
        "links",
        methods=("POST",),
        data={"url": "https://a.example/", "new": "x"},
        lacks=True,
    ),
    Row("manage_links.Webhooks", "connect"),
    Row("manage_links.Webhooks", "connect", methods=("POST",), data={"url": "x", "events": []}),
    Row("manage_links.remove", "connect", {"number": 999_999}, ("DELETE",), lacks=True),
    Row("manage_links.deliveries", "connect", {"number": 999_999}, lacks=True),
    Row("manage_translations.Translation", "view", PAGE | AR),
    Row("manage_translations.Translation", "translate", PAGE | AR, ("PUT",), TEXT),
    Row("manage_translations.publish", "translate", PAGE | AR, ("POST",)),
    Row("manage_translations.withdraw", "publish", PAGE | AR, ("POST",)),
    Row("manage_translations.Paragraph", "view", PAGE | AR | SEGMENT, lacks=True),
    Row(
        "manage_translations.Paragraph",
        "translate",
        PAGE | AR | SEGMENT,
        ("PUT",),
        TARGET,
        lacks=True,
    ),
    Row("manage_translations.confirm", "translate", PAGE | AR | SEGMENT, ("POST",), lacks=True),
    Row("manage_translations.status", "view"),
    Row("manage_pages.copy", "arrange", PAGE, ("POST",), {"title": "Noch einmal"}),
    Row("manage_pages.change_slug", "arrange", PAGE | {"code": "de"}, ("PUT",), {"slug": "neu"}),
]
