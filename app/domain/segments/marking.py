"""The HTML of one paragraph as a reader gets it: target, source or both, marked where it must be.

The Integreat clients keep class, dir, data-* and aria-* and drop lang, so `data-lang` and `dir` carry
the language there, and `lang` serves everybody else.
"""

from __future__ import annotations

import re
from html import escape

RTL = frozenset({"ar", "fa", "ur", "ps", "ckb", "prs", "he"})
NOTHING = "\ue006"  # stands where a paragraph gives nothing, until `without_gaps`
_BLOCKS = "p|li|h[2-6]|dt|dd|figcaption|caption|summary|blockquote|div"
_GAP = re.compile(rf"<({_BLOCKS})(?:\s[^>]*)?>\s*{NOTHING}\s*</\1>\n?")


def direction(language: str) -> str:
    """rtl or ltr, for a language code."""
    return "rtl" if language.split("-")[0] in RTL else "ltr"


def in_language(html: str, language: str, state: str) -> str:
    """A piece of a paragraph in another language than its page."""
    return (
        f'<span class="wegweiser-{state}" lang="{language}" dir="{direction(language)}"'
        f' data-lang="{language}" data-state="{state}">{html}</span>'
    )


def with_state(html: str, state: str, since: str) -> str:
    """A translation that readers should know to be older than the German."""
    return (
        f'<span class="wegweiser-{state}" data-state="{state}" data-since="{since}">{html}</span>'
    )


def by_machine(html: str) -> str:
    """A paragraph that no person has looked at."""
    return f'<span class="wegweiser-machine" data-origin="machine">{html}</span>'


def here(html: str) -> str:
    """The paragraph that a preview is about."""
    return f'<span id="wegweiser-here" class="wegweiser-here">{html}</span>'


def page_note(words: str, language: str) -> str:
    """A line of our own at the end of a page, in the page's language."""
    return (
        f'<p class="wegweiser-note" lang="{language}" dir="{direction(language)}"'
        f' data-lang="{language}"><small>{escape(words, quote=False)}</small></p>'
    )


def note(words: str, language: str) -> str:
    """A line of our own below a paragraph, in the page's language."""
    return (
        f'<br><small class="wegweiser-note" lang="{language}" dir="{direction(language)}"'
        f' data-lang="{language}">{escape(words, quote=False)}</small>'
    )


def without_gaps(html: str) -> str:
    """The page without the blocks in which a paragraph gave nothing."""
    before = None
    while before != html:
        before, html = html, _GAP.sub("", html)
    return html.replace(NOTHING, "")
