"""What was done, in the words of somebody who reads it in a list: one phrase for each kind of event."""

from __future__ import annotations

from typing import Any

from flask import Blueprint
from flask_babel import LazyString, lazy_gettext

blueprint = Blueprint("deeds", __name__)
PHRASES: dict[str, LazyString] = {
    "page.create": lazy_gettext("made the page"),
    "page.save": lazy_gettext("saved the page"),
    "page.submit": lazy_gettext("handed in the page"),
    "page.send-back": lazy_gettext("gave the page back to its author"),
    "page.discard": lazy_gettext("went back to the published text of the page"),
    "page.publish": lazy_gettext("published the page"),
    "page.push": lazy_gettext("sent the page through the API"),
    "page.withdraw": lazy_gettext("took the page away from readers"),
    "page.move": lazy_gettext("moved the page"),
    "page.copy": lazy_gettext("copied the page"),
    "page.archive": lazy_gettext("archived the page"),
    "page.unarchive": lazy_gettext("brought the page back from the archive"),
    "page.restore": lazy_gettext("restored an older text of the page"),
    "page.address": lazy_gettext("changed the address of the page"),
    "page.slug": lazy_gettext("changed the address of the page"),
    "page.schedule": lazy_gettext("planned the publication of the page"),
    "page.unschedule": lazy_gettext("cancelled a plan for the page"),
    "page.schedule-failed": lazy_gettext("could not publish the page at its time"),
    "page.plan-end": lazy_gettext("planned when the page leaves its readers"),
    "page.still-right": lazy_gettext("said that the page is still right"),
    "page.review": lazy_gettext("planned when the page is to be looked at"),
    "page.order": lazy_gettext("ordered machine translations of the page"),
    "paragraph.save": lazy_gettext("translated a paragraph"),
    "paragraph.confirm": lazy_gettext("confirmed the translation of a paragraph"),
    "paragraph.take-machine": lazy_gettext("took over a machine’s translation of a paragraph"),
    "paragraph.take-mine": lazy_gettext("chose between two translations of a paragraph"),
    "paragraph.keep-theirs": lazy_gettext("chose between two translations of a paragraph"),
    "paragraph.serve-again": lazy_gettext("gave readers an earlier translation of a paragraph"),
    "paragraph.undo": lazy_gettext("took back a decision about the translation of a paragraph"),
    "comment.add": lazy_gettext("wrote a comment on a paragraph"),
    "comment.resolve": lazy_gettext("called a comment settled"),
    "finding.dismiss": lazy_gettext("said that a finding is none"),
    "finding.take-up": lazy_gettext("took a finding up again"),
    "translation.save": lazy_gettext("saved a translation of the page"),
    "translation.publish": lazy_gettext("published a translation of the page"),
    "translation.hand-in": lazy_gettext("handed in a translation of the page"),
    "translation.assign": lazy_gettext("gave the translation of the page to somebody"),
    "translation.unassign": lazy_gettext("took back who translates the page"),
    "translation.withdraw": lazy_gettext("took a translation of the page away from readers"),
    "translation.export": lazy_gettext("exported texts for translation"),
    "translation.export-end": lazy_gettext("closed an export"),
    "translation.import": lazy_gettext("imported translations"),
    "rollout.start": lazy_gettext("started a rollout"),
    "rollout.stop": lazy_gettext("stopped a rollout"),
    "rollout.finish": lazy_gettext("finished a rollout"),
    "term.add": lazy_gettext("added a term to the glossary"),
    "term.change": lazy_gettext("changed a term of the glossary"),
    "term.remove": lazy_gettext("removed a term from the glossary"),
    "term.reword": lazy_gettext("changed how a language puts a term"),
    "term.import": lazy_gettext("imported terms into the glossary"),
    "memory.import": lazy_gettext("brought a memory of another program"),
    "memory.correct": lazy_gettext("corrected a text of the memory"),
    "memory.withdraw": lazy_gettext("took a text out of the memory"),
    "memory.offer": lazy_gettext("put a text back into the memory"),
    "organisation.add": lazy_gettext("added an organisation"),
    "organisation.change": lazy_gettext("changed an organisation"),
    "organisation.remove": lazy_gettext("removed an organisation"),
    "region.create": lazy_gettext("made the region"),
    "region.change": lazy_gettext("changed the region’s settings"),
    "region.settings": lazy_gettext("changed the region’s settings"),
    "region.policy": lazy_gettext("changed how a language is treated"),
    "region.limit": lazy_gettext("changed the monthly limit for machines"),
    "language.add": lazy_gettext("added a language"),
    "language.change": lazy_gettext("changed how a language is treated"),
    "language.move": lazy_gettext("changed the order of the languages"),
    "engine.resume": lazy_gettext("let a paused machine go on"),
    "job.retry": lazy_gettext("let held work be tried again"),
    "user.invite": lazy_gettext("invited somebody"),
    "user.roles": lazy_gettext("changed somebody’s roles"),
    "user.close": lazy_gettext("closed an account"),
    "user.reopen": lazy_gettext("opened an account again"),
    "user.rename": lazy_gettext("changed a name"),
    "user.password": lazy_gettext("chose a password"),
    "user.withdraw": lazy_gettext("withdrew an invitation"),
    "user.second-factor": lazy_gettext("set up a second factor"),
    "user.no-second-factor": lazy_gettext("removed a second factor"),
    "user.linked": lazy_gettext("linked an account to single sign-on"),
    "token.create": lazy_gettext("made an access token"),
    "token.revoke": lazy_gettext("revoked an access token"),
    "session.end": lazy_gettext("ended a session"),
    "webhook.create": lazy_gettext("set up a webhook"),
    "webhook.secret": lazy_gettext("made a new secret for a webhook"),
    "webhook.switch-on": lazy_gettext("switched a webhook on"),
    "webhook.switch-off": lazy_gettext("switched a webhook off"),
    "webhook.add": lazy_gettext("set up a webhook"),
    "webhook.change": lazy_gettext("changed a webhook"),
    "webhook.remove": lazy_gettext("removed a webhook"),
    "link.accept": lazy_gettext("declared a link to be all right"),
    "link.reopen": lazy_gettext("put a link back in the list"),
    "link.replace": lazy_gettext("changed the address of a link everywhere"),
}
RULES = {"rule": lazy_gettext("Wegweiser"), "schedule": lazy_gettext("Wegweiser, as planned")}


@blueprint.app_template_global("deed")
def deed(event: Any) -> str:
    """What an event was; its name where nobody has found words for it yet."""
    return str(PHRASES.get(event.action, event.action))


@blueprint.app_template_global("by_whom")
def by_whom(event: Any) -> str:
    """Who did it; rules have no name."""
    return str(RULES.get(event.actor, event.actor))
