"""Roles and scopes of tokens in words, with what each lets do."""

from __future__ import annotations

from flask_babel import lazy_gettext as _

ROLES = {
    "administrator": (
        _("Administrator"),
        _("May do everything in all regions, and found new ones."),
    ),
    "manager": (
        _("Region manager"),
        _("Editor, and changes settings, languages and policies, and invites people."),
    ),
    "editor": (
        _("Editor"),
        _(
            "Writes and publishes German, orders the tree, translates into all languages, starts machines."
        ),
    ),
    "author": (_("Author"), _("Writes German and hands it in; somebody else publishes.")),
    "translator": (
        _("Translator"),
        _("Translates and reviews in certain languages; reads German only."),
    ),
    "observer": (_("Observer"), _("Sees everything, changes nothing.")),
}
NAME_TAKEN = _(
    "Somebody else is called that here. Add what tells you apart, such as the name of your department."
)
SCOPES = {
    "read": (_("Reading"), _("Pages, translations, states and figures.")),
    "write": (_("Writing"), _("Working copies in German, the tree, links.")),
    "publish": (_("Publishing"), _("Let readers have texts, and take them away.")),
    "translate": (_("Translating"), _("Translations and glossary.")),
    "manage": (_("Managing"), _("Settings, people, webhooks, machine work.")),
}
