"""What was found at a link, and what to do about it, in words that need no explanation."""

from __future__ import annotations

from flask_babel import gettext, lazy_gettext

from app.errors import Invalid

STATES = {
    "broken": lazy_gettext("Broken"),
    "warning": lazy_gettext("Worth a look"),
    "inside": lazy_gettext("Page not online"),
    "cannot": lazy_gettext("Cannot be checked"),
    "unchecked": lazy_gettext("Not checked yet"),
    "ok": lazy_gettext("In order"),
    "ignored": lazy_gettext("Right, we say"),
}
CHIPS = {
    "broken": "broken", "warning": "warning", "inside": "stale", "cannot": "cannot",
    "unchecked": "hidden", "ok": "ok", "ignored": "ok",
}  # fmt: skip
LEADS = {
    "broken": lazy_gettext("Readers surely do not get what is promised here."),
    "warning": lazy_gettext("These links work, and something about them could be better."),
    "inside": lazy_gettext("Links to pages of this guide that readers do not get."),
    "cannot": lazy_gettext("These sites turn programs away. Only a person can tell: have a look."),
    "unchecked": lazy_gettext("These are looked at one after another, in the background."),
    "ok": lazy_gettext("There is nothing to do about these."),
    "ignored": lazy_gettext("Somebody said that these are right, whatever a program finds there."),
}
FOUND = {
    "gone": lazy_gettext("The page does not exist there any more."),
    "server": lazy_gettext("The site answers with an error of its own."),
    "dns": lazy_gettext("There is no site of this name."),
    "refused": lazy_gettext("Nobody answers there."),
    "timeout": lazy_gettext("The site does not answer in time."),
    "network": lazy_gettext("The connection to the site breaks off."),
    "nonsense": lazy_gettext("What comes from there is no answer of a web site."),
    "malformed": lazy_gettext("This is no web address."),
    "misread": lazy_gettext("A number or mail address was taken for a web address."),
    "relative": lazy_gettext("The beginning is missing: https://, mailto: or tel:"),
    "mail": lazy_gettext("This is no e-mail address."),
    "tel": lazy_gettext("This is no telephone number."),
    "moved": lazy_gettext("The page has moved for good. For now, readers are sent on."),
    "https": lazy_gettext(
        "The site has an encrypted address by now. For now, readers are sent on."
    ),
    "front": lazy_gettext("Readers end at the front page: the page itself seems to be gone."),
    "credentials": lazy_gettext("A name or password stands in the address, for everybody to see."),
    "certificate-expired": lazy_gettext("The site's certificate has expired: browsers warn of it."),
    "certificate-name": lazy_gettext(
        "The site's certificate is for another name: browsers warn of it."
    ),
    "tls": lazy_gettext("The encrypted connection did not come about. A browser may manage it."),
    "wall": lazy_gettext("This site shows programs, and people who are not signed in, a wall."),
    "robot-wall": lazy_gettext("A gatekeeper keeps programs away from this site."),
    "login": lazy_gettext("One has to be signed in there."),
    "turned-away": lazy_gettext("The site turns our program away."),
    "busy": lazy_gettext("The site asks to be left alone for a while."),
    "robots": lazy_gettext("The site does not want programs to look at this page."),
    "redirects": lazy_gettext("The site sends our program in circles."),
    "private": lazy_gettext(
        "The address leads into a private network, where readers cannot follow."
    ),
    "port": lazy_gettext("The address names an unusual door (a port), which we do not knock at."),
    "draft": lazy_gettext("The page is not published."),
    "archived": lazy_gettext("The page is archived."),
    "below": lazy_gettext("The page stands below one that is not online."),
    "missing": lazy_gettext("There is no such page in this guide."),
}
ADVICE = {
    "broken": lazy_gettext("Find the new address, or take the link out of the text."),
    "moved": lazy_gettext("Take the new address, everywhere at once."),
    "https": lazy_gettext("Take the new address, everywhere at once."),
    "front": lazy_gettext("Look for the page on that site, and give the link its address."),
    "credentials": lazy_gettext("Take the address without them."),
    "certificate-expired": lazy_gettext("Tell whoever runs that site, or link to another."),
    "certificate-name": lazy_gettext("Tell whoever runs that site, or link to another."),
    "inside": lazy_gettext("Publish that page, or let the link lead elsewhere."),
    "cannot": lazy_gettext("Open it yourself. If all is well, say so, and it leaves this list."),
}


def found(state: str, reason: str) -> str:
    """What was found, in a sentence; "" where there is nothing to say."""
    return "" if state == "ok" else str(FOUND.get(reason, ""))


def advice(state: str, reason: str) -> str:
    """What to do about it; "" for nothing."""
    if state in ("ok", "ignored", "unchecked"):
        return ""
    return str(ADVICE.get(reason, ADVICE.get(state, "")))


def fault(error: Invalid) -> str:
    """What is wrong with a new address."""
    words = {
        "link-same": gettext("Please give another address than the old one."),
        "link-gone": gettext("No page has this address any more, or none was chosen."),
        "long": gettext("This is too long."),
        "link-malformed": gettext("This is no web address."),
        "link-credentials": gettext("Please give the address without a name or password in it."),
        "link-misread": gettext("An e-mail address begins with mailto:"),
        "link-mail": gettext("This is no e-mail address."),
        "link-tel": gettext("This is no telephone number."),
        "link-relative": gettext("Please begin with https://, mailto: or tel:"),
    }
    return str(words.get(error.kind, error))
