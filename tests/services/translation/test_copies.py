"""A copied page asks no machine for what is translated already."""

from __future__ import annotations

from app.models import Content
from app.services.editing import copying
from app.services.pages import releasing
from tests.services.translation.shop import Shop

OPEN = "Die Schule ist offen."
BOOK = "Sie brauchen ein Heft."


def copied(shop: Shop, page: int, title: str) -> int:
    """A copy that is published at once; its id."""
    with shop.transaction() as session:
        original = session.get_one(Content, page)
        made = copying.copy(session, original, title, by="Ada", now=shop.now)
        releasing.publish(session, made, now=shop.now)
        return made.id


def test_a_machines_texts_are_not_paid_twice(shop: Shop) -> None:
    """Only the new title is sent; then the page appears, its texts still known to be a machine's."""
    page = shop.page(OPEN, BOOK)
    shop.round()
    paid = shop.fake.billed()
    made = copied(shop, page, "Schule (Kopie)")
    assert ["current", "current"] == shop.states(made)
    assert "" == shop.text(made)
    shop.round()
    assert len("Schule (Kopie)") == shop.fake.billed() - paid
    assert shop.text(page) == shop.text(made)
    assert ["machine"] * 3 == [origin for origin, _ in shop.targets()[-3:]]


def test_a_copy_with_the_same_title_costs_nothing(shop: Shop) -> None:
    """A title that a person translated is known, and the page appears by itself."""
    page = shop.page(OPEN, title="Schule")
    shop.human(page, {OPEN: "The school is open.", "Schule": "School"})
    shop.publish(page)
    made = copied(shop, page, "Schule")
    shop.round()
    assert 0 == shop.fake.billed()
    assert shop.text(page) == shop.text(made) != ""


def test_where_people_decide_nothing_is_sent(shop: Shop) -> None:
    """In a language whose machine texts wait for a person, even the title comes along."""
    shop.policy(machine="hold")
    page = shop.page(OPEN, title="Schule")
    shop.human(page, {OPEN: "The school is open.", "Schule": "School"})
    shop.publish(page)
    made = copied(shop, page, "Schule")
    shop.round()
    assert {} == shop.counted()
    assert "" == shop.text(made)
    shop.publish(made)
    assert shop.text(page) == shop.text(made) != ""
