"""Who may enter which room: one row per route. A route without a row fails tests/web/test_rights.py."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

PUBLIC = "public"  # for readers and for those who are about to sign in
SIGNED_IN = ""  # for everybody with an account, about themselves


@dataclass(frozen=True)
class Row:
    """A route: its endpoint, the action it needs, and what its address and form are filled with.

    `args` fill the address: "PAGE" stands for a page of the region that is asked for, "CODE" for
    Arabic. `everywhere` marks a room without a region. `methods` are all that the route knows. `lacks`: what
    the address names does not exist in the tests' regions, so that whoever is let in gets 404.
    """

    endpoint: str
    action: str
    args: Mapping[str, object] = field(default_factory=dict)
    methods: tuple[str, ...] = ("GET",)
    data: Mapping[str, object] = field(default_factory=dict)
    everywhere: bool = False
    lacks: bool = False


ROWS = [
    Row("home.index", PUBLIC),
    Row("health.alive", PUBLIC),
    Row("health.ready", PUBLIC),
    Row("static", PUBLIC, {"filename": "home.css"}),
    Row("passwords.forgotten", PUBLIC, methods=("GET", "POST")),
    Row("passwords.choose", PUBLIC, {"ticket": "x"}, methods=("GET", "POST")),
    Row("second_factor.picture", PUBLIC),
    Row("single_sign_on.start", PUBLIC),
    Row("single_sign_on.answer", PUBLIC),
    Row("entrance.index", SIGNED_IN, everywhere=True),
    Row("profile.index", SIGNED_IN, everywhere=True),
    Row("profile.rename", SIGNED_IN, methods=("POST",), everywhere=True),
    Row("profile.end_session", SIGNED_IN, {"number": 1}, methods=("POST",), everywhere=True),
    Row("profile.end_other_sessions", SIGNED_IN, methods=("POST",), everywhere=True),
    Row("profile.new_token", SIGNED_IN, everywhere=True),
    Row("profile.create_token", SIGNED_IN, methods=("POST",), everywhere=True),
    Row("profile.revoke_token", SIGNED_IN, {"number": 1}, methods=("POST",), everywhere=True),
    *[
        row
        for room, everywhere in (("users", False), ("administration", True))
        for row in (
            Row(f"{room}.index", "users", everywhere=everywhere),
            Row(f"{room}.invite", "users", everywhere=everywhere),
            Row(f"{room}.invited", "users", methods=("POST",), everywhere=everywhere),
            *[
                Row(
                    f"{room}.{deed}",
                    "users",
                    {"user": 9999},
                    methods=methods,
                    everywhere=everywhere,
                    lacks=True,
                )
                for deed, methods in (
                    ("person", ("GET",)),
                    ("save", ("POST",)),
                    ("close", ("POST",)),
                    ("reopen", ("POST",)),
                    ("again", ("POST",)),
                    ("withdraw", ("POST",)),
                    ("drop_second_factor", ("POST",)),
                )
            ],
        )
    ],
    Row("history.index", "view", {"page": "PAGE"}),
    Row("history.compare", "view", {"page": "PAGE", "old": 1, "new": 1}),
    Row("history.revision", "view", {"page": "PAGE", "number": 1}),
    Row("history.ask", "write", {"page": "PAGE", "number": 1}),
    Row("history.restore", "write", {"page": "PAGE", "number": 1}, methods=("POST",)),
    Row("planning.index", "view", {"page": "PAGE"}),
    Row("planning.when", "publish", {"page": "PAGE"}),
    Row("planning.publish", "publish", {"page": "PAGE"}, ("POST",), {"revision": 1}),
    Row("planning.newer", "publish", {"page": "PAGE"}, methods=("POST",)),
    Row("planning.expire", "publish", {"page": "PAGE"}, methods=("POST",)),
    Row("planning.cancel", "publish", {"page": "PAGE", "part": "expiry"}, methods=("POST",)),
    Row("planning.review", "write", {"page": "PAGE"}, methods=("POST",)),
    Row("planning.still_right", "write", {"page": "PAGE"}, methods=("POST",)),
    Row("arranging.address", "arrange", {"page": "PAGE", "code": "de"}, ("POST",), {"slug": "neu"}),
    Row("arranging.what", "arrange", {"page": "PAGE"}),
    Row("arranging.copy", "arrange", {"page": "PAGE"}, methods=("POST",)),
    Row("arranging.ask", "arrange", {"page": "PAGE"}),
    Row("arranging.archive", "arrange", {"page": "PAGE"}, methods=("POST",)),
    Row("arranging.bring_back", "arrange", {"page": "PAGE"}, methods=("POST",)),
    Row("reviews.index", "view"),
    Row("reviews.still_right", "write", {"page": "PAGE"}, methods=("POST",)),
    Row("reviews.plan", "write", methods=("POST",)),
    Row("pages.new", "write"),
    Row("pages.create", "write", methods=("POST",), data={"title": "Neu", "body": "<p>a</p>"}),
    Row("pages.edit", "view", {"page": "PAGE"}),
    Row(
        "pages.save",
        "write",
        {"page": "PAGE"},
        ("POST",),
        {"title": "Ankommen", "body": "<p>a</p>", "based_on": "1"},
    ),
    Row("pages.search", "view"),
    Row("pages.token", "view"),
    Row("unsaved.keep", "write", {"page": "PAGE"}, ("POST",)),
    Row("unsaved.keep_new", "write", methods=("POST",)),
    Row("unsaved.show", "write", {"page": "PAGE"}),
    Row("unsaved.resolve", "write", {"page": "PAGE"}, ("POST",)),
    Row("unsaved.drop", "write", {"page": "PAGE"}, ("POST",)),
    Row("unsaved.show_new", "write"),
    Row("unsaved.drop_new", "write", methods=("POST",)),
    Row("release.report", "write", {"page": "PAGE"}),
    Row("release.costs", "write", {"page": "PAGE"}),
    Row("release.publish", "publish", {"page": "PAGE"}, ("POST",), {"based_on": "1"}),
    Row("release.published", "view", {"page": "PAGE"}),
    Row("release.submit", "submit", {"page": "PAGE"}, ("POST",)),
    Row("release.send_back", "publish", {"page": "PAGE"}, ("POST",)),
    Row("release.ask_withdraw", "publish", {"page": "PAGE"}),
    Row("release.withdraw", "publish", {"page": "PAGE"}, ("POST",)),
    Row("release.ask_discard", "write", {"page": "PAGE"}),
    Row("release.discard", "write", {"page": "PAGE"}, ("POST",), {"based_on": "1"}),
    Row("preview.show", "view", {"page": "PAGE", "code": "CODE"}),
    Row("preview.screen", "view", {"page": "PAGE", "code": "CODE"}),
    Row("tree.index", "view"),
    Row("tree.branch", "view", {"page": "PAGE"}),
    Row("tree.archive", "view"),
    Row("moving.choose", "arrange", {"page": "PAGE"}),
    Row("moving.move", "arrange", {"page": "PAGE"}, ("POST",), {"where": "last", "target": ""}),
    Row("moving.back", "arrange", {"page": "PAGE"}, ("POST",)),
    Row("bulk.publish", "publish", methods=("POST",)),
    Row("bulk.submit", "submit", methods=("POST",)),
    Row("bulk.archive", "arrange", methods=("POST",)),
    Row("bulk.bring_back", "arrange", methods=("POST",)),
    Row("bulk.move", "arrange", methods=("POST",)),
    Row("bulk.review", "write", methods=("POST",)),
    Row("bulk.order", "order", methods=("POST",)),
    Row("overview.index", "view"),
    Row("overview.news", "view"),
    Row("overview.section", "view", {"page": "PAGE", "code": "CODE"}),
    Row("overview.book", "view"),
    Row("approvals.index", "view"),
    Row("approvals.give", "publish", {"code": "CODE"}, methods=("POST",)),
    Row("rollouts.index", "view"),
    Row("rollouts.plan", "order"),
    Row("rollouts.start", "order", methods=("POST",)),
    Row("rollouts.follow", "view", {"number": 9999}, lacks=True),
    Row("rollouts.stop", "order", {"number": 9999}, methods=("POST",), lacks=True),
    Row("links.index", "view"),
    Row("links.vouch", "links", methods=("POST",), data={"url": "mailto:"}),
    Row("links.unvouch", "links", methods=("POST",), data={"url": "mailto:"}),
    Row("links.look_again", "links", methods=("POST",), data={"url": "mailto:"}),
    Row("links.plan", "links", {"url": "mailto:"}),
    Row("links.replace", "links", methods=("POST",), data={"url": "mailto:", "new": "tel:112"}),
    Row("webhooks.index", "connect"),
    Row("webhooks.add", "connect", methods=("GET", "POST")),
    Row("webhooks.change", "connect", {"number": 9999}, ("GET", "POST"), lacks=True),
    Row("webhooks.ask", "connect", {"number": 9999}, lacks=True),
    *[
        Row(f"webhooks.{deed}", "connect", {"number": 9999}, ("POST",), lacks=True)
        for deed in ("say_hello", "switch", "renew_secret", "remove")
    ],
    Row("webhooks.resend", "connect", {"number": 9999, "message": 1}, ("POST",), lacks=True),
    Row("settings.index", "settings", methods=("GET", "POST")),
    Row("settings.machines", "settings", methods=("GET", "POST")),
    Row("settings.resume", "found", methods=("POST",)),
    Row("settings.again", "settings", methods=("POST",)),
    Row("languages.index", "settings", methods=("GET", "POST")),
    Row("languages.change", "settings", {"code": "CODE"}, methods=("GET", "POST")),
    Row("languages.place", "settings", {"code": "CODE"}, methods=("POST",)),
    Row("organisations.index", "settings"),
    Row("organisations.add", "settings", methods=("GET", "POST")),
    Row("organisations.change", "settings", {"number": 9999}, ("GET", "POST"), lacks=True),
    Row("organisations.remove", "settings", {"number": 9999}, ("POST",), lacks=True),
    Row("regions.index", "found", methods=("GET", "POST"), everywhere=True),
    Row("glossary.index", "view"),
    Row("glossary.table", "view"),
    Row("glossary.add", "terms", methods=("GET", "POST")),
    Row("glossary.change", "terms", {"number": 9999}, ("GET", "POST"), lacks=True),
    Row("glossary.remove", "terms", {"number": 9999}, ("POST",), lacks=True),
    Row("glossary.tbx", "view"),
    Row("glossary_import.index", "terms", methods=("GET", "POST")),
    Row("desk_entrance.index", SIGNED_IN, everywhere=True),
    Row("desk_entrance.mail", SIGNED_IN, methods=("POST",), everywhere=True),
    Row("queues.index", "translate", {"code": "CODE"}),
    Row("queues.show", "translate", {"code": "CODE", "queue": "new"}),
    Row("queues.tick", "translate", {"code": "CODE", "queue": "advise"}, ("POST",)),
    Row("queues.untick", "translate", {"code": "CODE", "queue": "advise"}, ("POST",)),
    Row("carried.index", "translate", {"code": "CODE"}),
    Row("carried.undo", "translate", {"code": "CODE", "move": 9999}, ("POST",), lacks=True),
    Row("assigning.index", "translate", {"code": "CODE"}),
    Row("assigning.give", "translate", {"code": "CODE"}, ("POST",), lacks=True),
    Row("assigning.take_back", "translate", {"code": "CODE", "page": "PAGE"}, ("POST",)),
    Row("exchanges.index", "translate", {"code": "CODE"}),
    Row("exchanges.give", "translate", {"code": "CODE"}, ("POST",)),
    Row("exchanges.memory", "translate", {"code": "CODE"}),
    Row("exchanges.end", "translate", {"code": "CODE", "key": "x"}, ("POST",), lacks=True),
    Row("exchanges_files.bring", "translate", {"code": "CODE"}, ("POST",)),
    Row("exchanges_files.show", "translate", {"code": "CODE", "number": 9999}),
    Row("exchanges_files.choose", "translate", {"code": "CODE", "number": 9999}, ("POST",)),
    Row("exchanges_files.apply", "translate", {"code": "CODE", "number": 9999}, ("POST",)),
    Row("exchanges_files.drop", "translate", {"code": "CODE", "number": 9999}, ("POST",)),
    *[
        Row(f"segments.{name}", "translate", {"code": "CODE", "queue": "new"})
        for name in ("first", "end")
    ],
    *[
        Row(
            f"{room}.{name}",
            "translate",
            {"code": "CODE", "queue": "new", "segment": 9999, **more},
            methods,
            lacks=True,
        )
        for room, methods, names in (
            ("segments", ("GET",), ("show", "following", "previous")),
            (
                "decisions",
                ("POST",),
                ("accept", "confirm", "take_machine", "take_mine", "keep_theirs", "undo"),
            ),
            ("segment_notes", ("POST",), ("claim", "release", "keep", "drop", "say")),
            ("segment_notes", ("POST",), ("settle", "judge")),
        )
        for name in names
        for more in ({"number": 9999} if name in ("settle", "judge") else {},)
    ],
    Row("memories.index", "translate", {"code": "CODE"}),
    *[
        Row(f"memories.{name}", "translate", {"code": "CODE", "number": 9999}, methods, lacks=True)
        for name, methods in (
            ("show", ("GET", "POST")),
            ("withdraw", ("POST",)),
            ("offer", ("POST",)),
        )
    ],
    Row("desk_terms.index", "translate", {"code": "CODE"}),
    Row("desk_terms.table", "translate", {"code": "CODE"}),
    Row("desk_terms.tbx", "translate", {"code": "CODE"}),
    Row(
        "desk_terms.change",
        "wordings",
        {"code": "CODE", "number": 9999},
        ("GET", "POST"),
        lacks=True,
    ),
    Row("desk_terms_files.index", "wordings", {"code": "CODE"}, ("GET", "POST")),
    Row("memories_files.bring", "translate", {"code": "CODE"}, ("GET", "POST")),
    Row("memories_files.show", "translate", {"code": "CODE", "number": 9999}),
    Row("memories_files.apply", "translate", {"code": "CODE", "number": 9999}, ("POST",)),
    Row("memories_files.drop", "translate", {"code": "CODE", "number": 9999}, ("POST",)),
    Row("desk_pages.index", "translate", {"code": "CODE"}),
    Row("desk_pages.show", "translate", {"code": "CODE", "page": "PAGE"}),
    Row("desk_pages.preview", "translate", {"code": "CODE", "page": "PAGE"}),
    Row("desk_pages.screen", "translate", {"code": "CODE", "page": "PAGE"}),
    Row("desk_pages.history", "translate", {"code": "CODE", "segment": 9999}, lacks=True),
    Row("page_deeds.save", "translate", {"code": "CODE", "page": "PAGE"}, ("POST",)),
    *[
        Row(
            f"page_deeds.{deed}",
            "translate",
            {"code": "CODE", "page": "PAGE", "segment": 9999},
            ("POST",),
            {"seen-9999": "0.ab.000000000000", "text-9999": "x"},
            lacks=True,
        )
        for deed in (
            "save_one",
            "confirm",
            "take_machine",
            "take_mine",
            "keep_theirs",
            "keep_draft",
            "drop",
        )
    ],
    Row("page_release.publish", "translate", {"code": "CODE", "page": "PAGE"}, ("POST",)),
    Row("page_release.hand_in", "translate", {"code": "CODE", "page": "PAGE"}, ("POST",)),
    Row("page_release.address", "translate", {"code": "CODE", "page": "PAGE"}, ("POST",)),
    Row(
        "page_release.serve_again",
        "translate",
        {"code": "CODE", "segment": 9999, "target": 1},
        ("POST",),
        lacks=True,
    ),
]
