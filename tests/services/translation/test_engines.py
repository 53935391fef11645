"""Engines: which are set up, what each can do, remembered for a day, and which one is next."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.engine import Engine

from app.config import complete
from app.domain.machines.machine import CANNOT, Capability
from app.engines.libretranslate import LibreTranslate
from app.services.translation import engines
from tests.fakes.deepl_server import FakeDeepL
from tests.fakes.faults import Fault
from tests.fakes.libretranslate_server import FakeLibreTranslate
from tests.services.translation.machines import Free
from tests.services.translation.shop import Shop

OPEN = "Die Schule ist offen."
BOOK = "Sie brauchen ein Heft."


def with_machines(shop: Shop, *machines: Free) -> Shop:
    """The shop with these machines beside DeepL."""
    shop.machines |= {machine.name: machine for machine in machines}
    shop.worker = shop.another_worker()
    return shop


def names(**settings: str) -> list[str]:
    """The engines that settings name."""
    return list(engines.configured(complete(settings)))


def test_the_settings_say_which() -> None:
    """Real engines where they are set up, the pseudo engine only where none is."""
    assert ["pseudo"] == names()
    assert ["deepl"] == names(deepl_auth_key="k")
    assert ["libretranslate"] == names(libretranslate_url="http://x")
    assert ["deepl", "libretranslate"] == names(deepl_auth_key="k", libretranslate_url="http://x")


def test_asked_once_a_day(shop: Shop) -> None:
    """What a machine can do is asked when it is first needed, and again when a day has passed."""
    machine = Free("libretranslate")
    with_machines(shop, machine)
    for word in ("eins", "zwei"):
        shop.page(f"Absatz {word} mit Wörtern.")
        shop.round()
    assert 1 == machine.looked_up
    shop.wait(timedelta(hours=23))
    shop.work()
    assert 1 == machine.looked_up
    shop.wait(timedelta(hours=2))
    shop.work()
    assert 2 == machine.looked_up


def test_the_usual_order(shop: Shop) -> None:
    """DeepL before a server of one's own."""
    machine = with_machines(shop, Free("libretranslate")).machines["libretranslate"]
    shop.page(OPEN)
    shop.round()
    assert 1 == len(shop.fake.translated())
    assert isinstance(machine, Free)
    assert [] == machine.asked


def test_the_order_of_the_region(shop: Shop) -> None:
    """A region may want another order, or only one."""
    machine = Free("libretranslate")
    with_machines(shop, machine)
    shop.policy(engines=["libretranslate", "deepl"])
    shop.page(OPEN)
    shop.round()
    assert (1, 0) == (len(machine.asked), len(shop.fake.translated()))
    shop.policy(engines=["pseudo"])
    shop.page(BOOK)
    assert 0 == shop.round()
    assert ("waiting", "no engine is set up") == shop.jobs()[-1]


def test_the_next_one_where_the_first_is_paused(shop: Shop) -> None:
    """The quota is used up at DeepL: the region's own server goes on, in the same run."""
    machine = Free("libretranslate")
    with_machines(shop, machine)
    shop.fake.set(quota=3)
    page = shop.page(OPEN)
    assert 2 == shop.round()
    assert 1 == len(machine.asked)
    assert ["current"] == shop.states(page)
    assert [("refused", 0), ("ok", 0)] == shop.calls()


def test_the_next_one_where_the_first_knows_no_such_language(
    engine: Engine, fake: FakeDeepL
) -> None:
    """Each language has the first engine that can translate into it."""
    shop = Shop(engine, fake, ["en", "tr"])
    with fake.account.lock:
        del fake.account.targets["tr"]
    machine = Free("libretranslate", ["tr"])
    with_machines(shop, machine)
    shop.page(OPEN)
    shop.round()
    assert ["tr"] == [request.target for request in machine.asked]
    assert ["EN-GB"] == [call["body"]["target_lang"] for call in fake.translated()]


def test_a_language_that_nobody_can(engine: Engine, fake: FakeDeepL) -> None:
    """Its work waits, and says why."""
    shop = Shop(engine, fake, ["en", "tr"])
    with fake.account.lock:
        del fake.account.targets["tr"]
    shop.page(OPEN)
    assert 1 == shop.round()
    assert [("done", ""), ("waiting", "deepl does not translate into tr")] == shop.jobs()


def test_an_engine_without_tags(engine: Engine, fake: FakeDeepL) -> None:
    """It gets the pieces between links as plain text, and the links are there all the same."""
    shop = Shop(engine, fake, ["fa"])
    with fake.account.lock:
        fake.account.targets["fa"] = []
    page = shop.page(html='<p>Fragen Sie im <a href="https://amt.example/">Amt</a> nach.</p>')
    shop.round()
    (call,) = fake.translated()
    assert "tag_handling" not in call["body"]
    assert ["Fragen Sie im", "Amt", "nach."] == call["body"]["text"]
    assert 1 == shop.text(page, "fa").count('href="https://amt.example/"')


def test_the_glossary_goes_where_it_can(engine: Engine, fake: FakeDeepL) -> None:
    """Sent once, again only when it changed, and never for Persian."""
    shop = Shop(engine, fake, ["en", "fa"])
    shop.term("Heft", "exercise book")
    shop.worker.learn()
    assert 1 == shop.worker.tell_terms()
    assert 0 == shop.worker.tell_terms()
    shop.page(BOOK)
    shop.round()
    sent = {call["body"]["target_lang"]: call["body"] for call in fake.translated()}
    assert ("glossary_id" in sent["EN-GB"], "glossary_id" in sent["FA"]) == (True, False)
    assert "exercise book" in shop.heads("en")[-1]
    shop.term("Schule", "school")
    assert 1 == shop.worker.tell_terms()


def test_a_server_that_is_down_is_asked_again_soon(engine: Engine, fake: FakeDeepL) -> None:
    """A server of one's own that starts later than we do is not written off for a day."""
    shop = Shop(engine, fake)
    with FakeLibreTranslate() as own:
        own.status = 500
        machine = LibreTranslate(own.url)
        shop.machines = {"libretranslate": machine}
        shop.worker = shop.another_worker()
        page = shop.page(OPEN)
        assert 0 == shop.round()
        ((state, reason),) = shop.jobs()
        assert ("waiting", "libretranslate") == (state, reason.partition(":")[0])
        own.status = 200
        machine._known_until = 0.0  # its own patience has run out, too
        shop.wait(timedelta(minutes=11))
        assert 1 == shop.work()
        assert ["current"] == shop.states(page)


def test_deepl_is_down_at_the_start(shop: Shop) -> None:
    """Nothing crashes; five minutes later it is asked again."""
    shop.fake.set(Fault("status", status=500, path="/v"))
    shop.page(OPEN)
    assert 0 == shop.round()
    assert "not at present" in shop.jobs()[0][1]
    shop.fake.set()
    shop.wait(timedelta(minutes=6))
    assert 1 == shop.work()


def test_what_nobody_has_asked_for_yet(shop: Shop) -> None:
    """An engine of which nothing is known can do nothing."""
    with shop.transaction() as session:
        assert CANNOT == engines.capability(None, "en")
        row = engines.state(session, "deepl")
        assert CANNOT == engines.capability(row, "en")
        engines.keep_capabilities(session, "deepl", {"en": Capability(True)}, shop.now)
        assert Capability(True) == engines.capability(row, "en")
        assert CANNOT == engines.capability(row, "tr")
