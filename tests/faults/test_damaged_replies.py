"""Whatever a machine answers: what readers get has whole codes, untorn contact data, the right script."""

from __future__ import annotations

import random
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from html.parser import HTMLParser

import orjson
import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.orm import Session

from app.domain.machines.machine import Capability, Reply, Request
from app.engines import pseudo
from app.jobs.translating import Open, Worker
from app.models import Content, Fragment, MachineCall, Region, Target
from app.services.pages import releasing, translations
from app.services.publishing import publication
from app.services.settings import policies
from app.services.translation import dirty
from tests.fakes.damage import KINDS, spoil
from tests.fixtures.guides import NOW
from tests.services.guide import live, revise, translate

LANGUAGES = ("en", "ar", "fa", "ru")
SCRIPTS = {"ar": "[\u0600-\u06ff]", "fa": "[\u0600-\u06ff]", "ru": "[\u0400-\u04ff]"}
CELLS = (
    "Die Beratung ist kostenlos und dauert eine Stunde.",
    'Rufen Sie an: <a href="tel:+498213102100">0821 3102100</a>, oder kommen Sie vorbei.',
    'Schreiben Sie an <a href="mailto:amt@stadt.example">amt@stadt.example</a> oder rufen Sie'
    ' unter 0821 3102200 an, <b>am besten</b> vormittags.',
    'Den <a href="https://www.stadt.example/antrag">Antrag auf Hilfe</a> und das'
    ' <a href="https://www.stadt.example/merkblatt">Merkblatt</a> finden Sie <em>hier</em>.',
    'Der <span translate="no">Jobcenter</span> Eingang liegt hinten,<br>bitte klingeln Sie'
    ' <strong>zweimal <em>kräftig</em></strong> an der Tür.',
    "Die Adresse der Seite ist www.stadt.example, der Kurs kostet 20 Euro.",
)  # fmt: skip
CONTACT = re.compile(r"\+?\d[\d /-]{6,}\d|[\w.]+@[\w.]+\w|\bwww\.[\w.]+\w")
NOTE = re.compile(r'(<br>)?<small class="wegweiser-note".*?</small>(<br>)?')
FREE = {"bdi", "span", "small"}  # elements of our own round about, or without a look
FORMATTING = {"b", "strong", "em", "i"}


def _renumber(answer: str, rng: random.Random) -> str:
    """A code gets the number of another, or of none."""
    return re.sub(r'i="\d+"', lambda _: f'i="{rng.randint(1, 5)}"', answer, count=rng.randint(1, 3))


def _html(answer: str, rng: random.Random) -> str:
    """Elements that nobody sent."""
    made = (
        '<a href="tel:+4911111111">0911 1111111</a>', "<script>alert(1)</script>", "<b>", "</p>",
        '<img src="x" onerror="alert(1)">', "<br/>", "&lt;b&gt;", '<a href="javascript:x">y</a>',
    )  # fmt: skip
    at = rng.randrange(len(answer) + 1)
    return answer[:at] + rng.choice(made) + answer[at:]


def _tear(answer: str, rng: random.Random) -> str:
    """Contact data made up, or its digits and letters translated."""
    made = ("0821 31021 00", "+49 821 9999999", "٠٨٢١ ٣١٠٢١٠٠", "amt @ stadt.example", "www.stadt")
    at = rng.randrange(len(answer) + 1)
    return re.sub(r"<x[^>]*/>", rng.choice(made), answer, count=1) if rng.random() < 0.5 else (
        answer[:at] + " " + rng.choice(made) + " " + answer[at:]
    )  # fmt: skip


def _latin(answer: str, rng: random.Random) -> str:
    """Words in Latin letters."""
    return re.sub(r"(?<![<&/\w])[^\W\d_]+(?![^<>]*>)", "lorem", answer)


OWN: dict[str, Callable[[str, random.Random], str]] = {
    "renumber": _renumber, "html": _html, "tear": _tear, "latin": _latin,
}  # fmt: skip
WAYS = ("whole", *KINDS, *OWN)


class Damaging:
    """An engine that does to each text what `ways` say, in turn."""

    name = "pseudo"
    paid = False

    def __init__(self, ways: Sequence[str], seed: int, tags: bool) -> None:
        self._ways, self._rng, self._tags = ways, random.Random(seed), tags
        self._asked = 0

    def translate(self, request: Request) -> Reply:
        """Pseudo-translations with damage."""
        return Reply(tuple(self._one(text, request) for text in request.texts), 0)

    def _one(self, text: str, request: Request) -> str:
        answer = pseudo.write(text, request.target, is_xml=request.is_xml)
        way = self._ways[self._asked % len(self._ways)]
        self._asked += 1
        if way in OWN:
            return OWN[way](answer, self._rng)
        return answer if way == "whole" else spoil(way, text, answer, self._rng)

    def capabilities(self, target: str) -> Capability:
        """With tags or without."""
        return Capability(True, tags=self._tags)

    def usage(self) -> None:
        """Nobody counts."""
        return


class Cells(HTMLParser):
    """The cells of a page's table: elements, addresses and text of what is not German."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[Counter[str]] = []
        self.links: list[Counter[str]] = []
        self.texts: list[str] = []
        self.free: list[str] = []  # the text without contact data
        self._open: list[tuple[str, bool, bool]] = []  # element, whether hidden, whether in a link
        self._in_cell = False
        self.feed(NOTE.sub("", html))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Count an element, unless it is German or a note of ours."""
        found = dict(attrs)
        if tag == "td":
            self._in_cell = True
            self.tags.append(Counter())
            self.links.append(Counter())
            self.texts.append("")
            self.free.append("")
            return
        if not self._in_cell:
            return
        outer_hidden, outer_link = self._open[-1][1:] if self._open else (False, False)
        hidden = outer_hidden or found.get("lang") == "de"
        if not hidden and tag not in FREE:
            self.tags[-1][tag] += 1
            if tag == "a":
                self.links[-1][found.get("href") or ""] += 1
        if tag != "br":
            is_contact = (found.get("href") or "").startswith(("tel:", "mailto:"))
            keeps = outer_link or is_contact or found.get("translate") == "no"
            self._open.append((tag, hidden, keeps))

    def handle_endtag(self, tag: str) -> None:
        """Leave an element."""
        if tag == "td":
            self._in_cell, self._open = False, []
        elif self._open and tag != "br":
            assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        """Collect text."""
        if self._in_cell and not (self._open and self._open[-1][1]):
            self.texts[-1] += data
            if not (self._open and self._open[-1][2]):
                self.free[-1] += data


def _wrong(german: Cells, found: Cells, language: str) -> list[str]:
    """What is wrong with what readers of a language get, cell by cell; nothing, as it should be."""
    wrong = []
    for at, text in enumerate(found.texts):
        if not text.strip():
            continue  # German, or nothing
        lost = {tag: german.tags[at][tag] - found.tags[at][tag] for tag in german.tags[at]}
        if any(found.tags[at][tag] > german.tags[at][tag] for tag in found.tags[at]):
            wrong.append(f"{at}: elements {found.tags[at]}")
        if any(count for tag, count in lost.items() if tag not in FORMATTING):
            wrong.append(f"{at}: lost {lost}")
        if german.links[at] != found.links[at]:
            wrong.append(f"{at}: links {found.links[at]}")
        contacts = [_contacts(cells.texts[at]) for cells in (german, found)]
        if contacts[0] != contacts[1]:
            wrong.append(f"{at}: contacts {contacts[1]}")
        if re.search(r"[⟦⟧\x00-\x08]|</?[gkx]\b", text):
            wrong.append(f"{at}: marks in {text!r}")
        free = CONTACT.sub("", found.free[at])
        letters = [char for char in free if char.isalpha()]
        if language in SCRIPTS and len(letters) > 8:
            own = len(re.findall(SCRIPTS[language], "".join(letters)))
            if own < 0.6 * len(letters):
                wrong.append(f"{at}: script of {free!r}")
    return wrong


def _contacts(text: str) -> set[str]:
    """The telephone numbers and addresses in a text; a number that is said twice is not torn."""
    european = "".join(str(unicodedata.digit(char, char)) for char in text)
    found = (re.sub(r"[ /-]", "", one) for one in CONTACT.findall(european))
    once = (re.sub(r"^(0\d{6,}?)\1+$", r"\1", one) for one in found)
    return {re.sub(r"^\+49", "0", one) for one in once}


def _table(cells: Sequence[str]) -> str:
    rows = "".join(f"<tr><td>{cell}</td></tr>" for cell in cells)
    return f"<table><tbody>{rows}</tbody></table>"


def _changed(cell: str) -> str:
    """A German paragraph with other words and the same contact data."""
    return cell.replace("Sie", "Sie alle").replace("Die ", "Die neue große ")


@contextmanager
def _undone(engine: Engine) -> Iterator[Connection]:
    """A connection on which everything is rolled back at the end."""
    with engine.connect() as connection, connection.begin() as outer:
        yield connection
        outer.rollback()


def _opened(connection: Connection) -> Open:
    @contextmanager
    def opened() -> Iterator[Session]:
        with Session(connection, join_transaction_mode="create_savepoint") as session:
            yield session
            session.commit()

    return opened


def _begin(session: Session, region: Region) -> int:
    """A page that people have translated into Russian and Arabic; English and Persian have nothing."""
    content = live(session, region, "Beratung", _table(CELLS))
    for code in ("ru", "ar"):
        german = _table(CELLS)
        html = re.sub(r'translate="no">', 'translate="no">', german)
        parts = re.split(r"(<[^>]*>|Jobcenter)", html)
        texts = [
            part if at % 2 else _kept(part, code) for at, part in enumerate(parts)
        ]  # fmt: skip
        translate(session, content, code, _kept("Beratung", code), "".join(texts))
        translations.publish(session, content, code, now=NOW)
    return content.id


def _kept(text: str, code: str) -> str:
    """A text in the letters of a language, its contact data as it is."""
    parts = re.split(f"({CONTACT.pattern})", text)
    return "".join(
        part if at % 2 else pseudo.write(part, code, is_xml=False) for at, part in enumerate(parts)
    )


def _shown(session: Session, content_id: int) -> dict[str, str]:
    rows = session.execute(
        select(Fragment.language, Fragment.body).where(Fragment.content_id == content_id)
    )
    return {row.language: orjson.loads(row.body)["content"] for row in rows}


def _publish(session: Session, content_id: int, now: datetime) -> None:
    content = session.get_one(Content, content_id)
    publication.publish_texts(session, content, now)


POLICIES = st.fixed_dictionaries(
    {
        "machine": st.sampled_from(policies.MACHINE[1:]),
        "stale": st.sampled_from(policies.STALE),
        "missing": st.sampled_from(policies.MISSING),
    }
)


def test_nothing_broken_is_ever_published(engine: Engine, session: Session, region: Region) -> None:
    """Neither at once nor weeks later, with whatever policy, on pages old and new."""
    content_id, region_id = _begin(session, region), region.id
    session.commit()
    seen: Counter[str] = Counter()

    @settings(
        max_examples=25,
        derandomize=True,
        deadline=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(
        ways=st.lists(st.sampled_from(WAYS), min_size=1, max_size=9), seed=st.integers(0, 10**6),
        tags=st.booleans(), policy=POLICIES,
    )  # fmt: skip
    @example(["whole"], 1, True, {"machine": "publish", "stale": "source", "missing": "source"})
    def holds(ways: list[str], seed: int, tags: bool, policy: dict[str, str]) -> None:
        with _undone(engine) as connection:
            opened = _opened(connection)
            with opened() as own:
                home = own.get_one(Region, region_id)
                for code in LANGUAGES:
                    policies.change(
                        own, home, code, NOW, machine=policy["machine"], stale=policy["stale"],
                        missing=policy["missing"],
                    )  # fmt: skip
                content = own.get_one(Content, content_id)
                revise(own, content, _table([_changed(cell) for cell in CELLS]))
                releasing.publish(own, content, now=NOW)
                dirty.reconcile(own, content_id, NOW)
            times = iter(range(1, 10_000))
            worker = Worker(
                opened, {"pseudo": Damaging(ways, seed, tags)},
                lambda: NOW + timedelta(minutes=next(times)),
            )  # fmt: skip
            worker.run_dry(60)
            for days in (0, 30):
                with opened() as own:
                    _publish(own, content_id, NOW + timedelta(days=days))
                    shown = _shown(own, content_id)
                    german = Cells(shown["de"])
                    for code in shown.keys() - {"de"}:
                        found = Cells(shown[code])
                        assert [] == _wrong(german, found, code), (code, shown[code])
                        seen[code] += sum("wegweiser-machine" in part for part in [shown[code]])
            with opened() as own:
                seen["calls"] += own.scalar(select(func.count()).select_from(MachineCall)) or 0
                seen["texts"] += own.scalar(
                    select(func.count()).select_from(Target).where(Target.origin == "machine")
                ) or 0  # fmt: skip

    holds()
    assert min(seen[code] for code in LANGUAGES) > 0, seen  # the machine's texts do get through


@pytest.mark.parametrize("wrong", ["⟦1⟧", "lost", "0821 3102", "hier"])
def test_the_test_would_notice(wrong: str) -> None:
    """The eye that looks at the published cells is not blind."""
    german = Cells(_table(CELLS))
    broken = {
        "⟦1⟧": _table(("⟦1⟧ ok", *CELLS[1:])),
        "lost": _table((*CELLS[:4], "Der Eingang liegt hinten.", CELLS[5])),
        "0821 3102": _table(
            (*CELLS[:2], CELLS[2].replace("0821 3102200", "0821 3102"), *CELLS[3:])
        ),
        "hier": _table((*CELLS[:3], CELLS[3].replace("/antrag", "/anders"), *CELLS[4:])),
    }[wrong]
    assert [] == _wrong(german, german, "en")
    assert [] != _wrong(german, Cells(broken), "en")
