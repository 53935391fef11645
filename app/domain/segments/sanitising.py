"""Sanitising: the HTML that a page of the guide may hold, by an allow-list."""

import re
from collections.abc import Callable

import nh3

ROUNDS = 12
DEPTH = 120

_TAGS = """
a abbr address article aside b bdi bdo blockquote br caption cite code col colgroup dd del
details dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins
kbd li mark ol p q s samp section small span strong sub summary sup table tbody td tfoot th
thead time tr u ul var
"""
TAGS = frozenset(_TAGS.split())
EVERYWHERE = {"class", "dir", "lang", "translate", "id", "role", "style"}
ATTRIBUTES = {
    "*": EVERYWHERE,
    "a": {"href", "title", "rel", "hreflang", "download"},
    "abbr": {"title"},
    "bdo": {"dir"},
    "blockquote": {"cite"},
    "col": {"span"},
    "colgroup": {"span"},
    "del": {"datetime"},
    "details": {"open"},
    "img": {"src", "alt", "title", "width", "height", "loading", "srcset", "sizes"},
    "ins": {"datetime"},
    "li": {"value"},
    "ol": {"start", "type", "reversed"},
    "q": {"cite"},
    "td": {"colspan", "rowspan", "headers", "abbr"},
    "th": {"colspan", "rowspan", "headers", "abbr", "scope"},
    "time": {"datetime"},
}
STYLES = {
    "background-color",
    "border",
    "border-collapse",
    "color",
    "direction",
    "display",
    "float",
    "font-size",
    "font-style",
    "font-weight",
    "height",
    "list-style-type",
    "margin",
    "margin-bottom",
    "margin-left",
    "margin-right",
    "margin-top",
    "max-width",
    "padding",
    "padding-left",
    "padding-right",
    "text-align",
    "text-decoration",
    "unicode-bidi",
    "vertical-align",
    "white-space",
    "width",
}
VALUES = {"a": {"target": {"_blank", "_self"}}}
RENAMED = {"h1": "h2", "font": "span", "del": "s", "ins": "u"}  # the apps drop del and ins

# What no text needs: controls, half characters, non-characters, and the private use area, in which
# the skeleton keeps its slots.
UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff"
    "\U000f0000-\U0010ffff]"
)
STAGE_TAG = re.compile(r"<(/?)(h1|font|del|ins|a)\b([^<>]*)>")
LEVEL = re.compile(r"<(/?)([a-z][a-z0-9]*)[^<>]*>")
REL = re.compile(r'\srel="([^"]*)"')


def _keep(tag: str, name: str, value: str) -> str | None:
    """Attributes that need more than a list: empty ones say nothing, srcset holds addresses, and those
    that htmx obeys would act with the rights of whoever looks at the text."""
    if name.startswith("data-hx-"):
        return None
    if name in ("style", "class", "id") and not value.strip():
        return None
    if name == "srcset" and re.search(r"(^|[\s,])(?!https?:)[a-z][a-z0-9+.-]*:", value.lower()):
        return None
    return value


def _cleaner(tags: frozenset[str]) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(tags),
        attributes=ATTRIBUTES,
        attribute_filter=_keep,
        generic_attribute_prefixes={"data-", "aria-"},
        link_rel=None,
        tag_attribute_values=VALUES,
        url_schemes={"http", "https", "mailto", "tel", "page"},
        filter_style_properties=STYLES,
    )


_GUIDE = _cleaner(TAGS)
_BARE = _cleaner(frozenset({"p", "br"}))


def clean(html: str) -> str:
    """HTML made safe and regular: only what a guide needs, h1 as h2, links to new windows without
    a way back. Cleaning what is clean changes nothing. Of HTML nested beyond reason the words stay.
    """
    settled = _settle(html, _GUIDE.clean)
    if settled is None or _depth(settled) > DEPTH:
        settled = _settle(html, _BARE.clean)
    return settled if settled is not None else _escape(_BARE.clean(UNWANTED.sub("", html)))


def plain_text(text: str) -> str:
    """A title or the like without controls and private characters, and without blanks around it."""
    return UNWANTED.sub("", text).strip()


def _settle(html: str, wash: Callable[[str], str]) -> str | None:
    """Wash until nothing changes any more: taking one thing out may bring another to light."""
    for _ in range(ROUNDS):
        washed = STAGE_TAG.sub(_stage, UNWANTED.sub("", wash(UNWANTED.sub("", html))))
        if washed == html:
            return washed
        html = washed
    return None


def _stage(tag: re.Match[str]) -> str:
    """Rename what has a better name; close the way back from a new window."""
    closing, name, rest = tag.groups()
    if name in RENAMED:
        return f"<{closing}{RENAMED[name]}{rest}>"
    if 'target="_blank"' in rest and not closing:
        rest = _with_noopener(rest)
    return f"<{closing}{name}{rest}>"


def _with_noopener(attributes: str) -> str:
    """The attributes of a link with noopener among its rel values."""
    rel = REL.search(attributes)
    if rel is None:
        return attributes + ' rel="noopener"'
    if "noopener" in rel[1].split():
        return attributes
    return attributes.replace(rel[0], f' rel="{(rel[1] + " noopener").strip()}"', 1)


def _depth(html: str) -> int:
    """How deep the elements are nested."""
    deepest = level = 0
    for closing, name in LEVEL.findall(html):
        if name not in ("br", "hr", "img", "col"):
            level += -1 if closing else 1
            deepest = max(deepest, level)
    return deepest


def _escape(html: str) -> str:
    """The last resort: nothing but text."""
    return re.sub(r"<[^<>]*>", " ", html)
