"""Texts of real pages, into the editor and out of it again."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Browser

from app.domain.facts.normal_forms import forms
from app.domain.segments.sanitising import clean
from app.domain.segments.segmentation import split
from app.exchange import demo
from tests.browser.editing import editor, through
from tests.fixtures.guides import AUGSBURG

UNUSUAL = [
    "Text ohne Absatz <b>fett</b><p>Absatz</p>Noch ein Text",
    "<h1>Früher die erste Ebene</h1><h5>Fünfte</h5><h6>Sechste</h6>",
    '<ol start="3" type="a" class="x"><li value="7">a</li></ol><ul><li>a</li><ul><li>b</li></ul></ul>',
    "<ul><li>a<ol><li><p>b</p><p>c</p></li></ol></li><li><h4>d</h4><p>e</p></li></ul>",
    "<p><strong>a <a href='page:3'>b</a></strong><a href='page:3'><strong>c</strong></a></p>",
    "<p><b>a</b><b>b</b><i>c</i><b><i>d</i></b><b>e<strong>f</strong></b></p>",
    "<p><span class='icon icon-tel'></span> 0511 168-0 <a id='anker'></a><i class='ic'><b></b></i></p>",
    "<p dir='rtl' lang='ar' data-x='1' style='text-align:center'>مرحبا <bdi>x</bdi></p>",
    "<p>a<br> b <br><br>c <sub>2</sub><sup>3</sup><abbr title='Zum Beispiel'>z.B.</abbr></p>",
    "<p translate='no'>A</p><p><em translate='no' class='notranslate'>B</em> c</p>",
    "<details open class='x'><summary>a <b>b</b></summary>c<p>d</p><ul><li>e</li></ul></details>",
    "<details><p>ohne Zeile</p></details><details><summary><h3>Titel</h3></summary>x</details>",
    "<table class='t'><caption>Titel <b>b</b></caption><colgroup><col span='2'></colgroup><thead>"
    "<tr><th scope='col'>a</th><th>b</th></tr></thead><tbody><tr><td colspan='2'>c<br>d</td></tr>"
    "</tbody><tbody class='z'><tr><td><p>e</p><ul><li>f</li></ul></td><td></td></tr></tbody></table>",
    "<dl><dt>a</dt><dd>b</dd></dl><address>c<br>d</address><figure><img src='/a.png' alt='A'>"
    "<figcaption>e</figcaption></figure><section><header>f</header><hr></section>",
    "<div><div class='kontakt'>a <a href='tel:+495111680'>0511 168-0</a><p>b</p>c</div></div>",
    "<a href='page:3'><div>a</div><p>b</p></a><span style='color:red'><p>c</p></span>",
    "<blockquote cite='https://x.example'>a<p>b</p></blockquote><p>&lt;p&gt; &amp;amp; „x“&nbsp;</p>",
]


def regular(html: str) -> str:
    """HTML with one blank for many, and none beside tags, where they say nothing between blocks."""
    return re.sub(r"\s*(<[^<>]*>)\s*", r"\1", re.sub(r"[ \t\n\r\f]+", " ", html)).strip()


def full_forms(html: str) -> list[str]:
    """The full normal form of each segment of a text."""
    return [forms(segment).full for segment in split(html).segments]


def changed(before: list[str], after: list[str]) -> list[tuple[str, str]]:
    """The pairs of texts that are not the same, in segments or in markup."""
    return [
        (one, other)
        for one, other in zip(before, after, strict=True)
        if full_forms(one) != full_forms(other) or regular(clean(one)) != regular(other)
    ]


def test_every_page_of_the_demo_guide_comes_out_as_it_went_in(chromium: Browser) -> None:
    """An editor who opens a page and changes one word changes nothing else."""
    texts = [page.german.html for page in demo.read().pages]
    with editor(chromium) as page:
        assert [] == changed(texts, through(page, texts))


def test_every_german_page_of_augsburg_comes_out_as_it_went_in(chromium: Browser) -> None:
    """So it is with 238 pages that many people wrote over many years, in another editor."""
    if not AUGSBURG["de"].exists():
        pytest.skip("../shared/data/lkaugsburg-de.json is not there")
    found = json.loads(AUGSBURG["de"].read_text(encoding="utf-8"))
    texts = [page["content"] for page in found]
    assert 238 == len(texts)
    with editor(chromium) as page:
        assert [] == changed(texts, through(page, texts))


def test_markup_without_a_button_is_kept(chromium: Browser) -> None:
    """What old texts are made of, and the sanitiser lets through, survives in the editor."""
    with editor(chromium) as page:
        assert [] == changed(UNUSUAL, through(page, UNUSUAL))
