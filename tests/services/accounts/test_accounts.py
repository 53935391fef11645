"""Accounts and roles: who may invite, give, take and close."""

from __future__ import annotations

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import select
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from app.domain.access.permissions import Actor, Grant
from app.errors import Conflict, Invalid, NotAllowed, NotFound
from app.models import Event, Region, User
from app.services import access, regions
from app.services.accounts import accounts, grants, passwords, people, sessions
from tests.fixtures.guides import NOW

EDITOR = [Grant("editor")]
BASE, KEY = "https://guide.example.org", "a secret key"


@pytest.fixture
def neighbour(session: Session, region: Region) -> Region:
    """Another region."""
    return regions.create(session, "nachbarort", "Nachbarort", ["de", "en"], NOW)


def made(session: Session, name: str, role: str, region: str = "testdorf") -> Actor:
    """Somebody with a role who has chosen a password, as the rules see them."""
    user, _ = accounts.invite(
        session, accounts.OPERATOR, f"{name}@example.org", name, region, [Grant(role)], NOW
    )
    passwords.choose(session, user, "hashed", NOW)
    return access.actor(session, user.id)


def account(session: Session, who: Actor) -> User:
    """The account of somebody."""
    return accounts.get(session, who.id)


def held(session: Session, user: User) -> list[tuple[str, str, tuple[str, ...]]]:
    """What somebody may do, as plain values."""
    return [(one.role, one.region, one.languages) for one in access.grants(session, user.id)]


def test_a_manager_invites_an_editor(session: Session, region: Region) -> None:
    """The account has the role at once, and no password."""
    ada = made(session, "ada", "manager")
    bob, new = accounts.invite(
        session, ada, " Bob@Example.ORG ", "  Bob  Bär ", "testdorf", EDITOR, NOW, locale="de"
    )
    assert (True, "bob@example.org", "Bob Bär", "de") == (new, bob.email, bob.name, bob.locale)
    assert accounts.is_pending(bob)
    assert [("editor", "testdorf", ())] == held(session, bob)
    assert "ada" == bob.grants[0].granted_by


def test_whoever_has_an_account_gets_the_role_besides(
    session: Session, region: Region, neighbour: Region
) -> None:
    """Name and password stay; the roles elsewhere too."""
    made(session, "bob", "editor", "nachbarort")
    ada = made(session, "ada", "manager")
    bob, new = accounts.invite(session, ada, "bob@example.org", "Robert", "testdorf", EDITOR, NOW)
    assert (False, "bob", "hashed") == (new, bob.name, bob.password)
    assert [("editor", "nachbarort", ()), ("editor", "testdorf", ())] == held(session, bob)


@pytest.mark.parametrize(("role", "place"), [("administrator", ""), ("editor", "nachbarort")])
def test_a_manager_gives_nothing_above_or_elsewhere(
    session: Session, region: Region, neighbour: Region, role: str, place: str
) -> None:
    """Neither a right that they lack, nor one in a town that is not theirs."""
    ada = made(session, "ada", "manager")
    with pytest.raises(NotAllowed):
        accounts.invite(session, ada, "bob@example.org", "Bob", place, [Grant(role)], NOW)


@pytest.mark.parametrize("role", ["editor", "author", "translator", "observer"])
def test_whoever_manages_nobody_gives_nothing(session: Session, region: Region, role: str) -> None:
    """Only managers and administrators give roles."""
    ada = made(session, "ada", role)
    bob = account(session, made(session, "bob", "observer"))
    with pytest.raises(NotAllowed):
        grants.set_in(session, ada, bob, "testdorf", [], NOW)


def test_roles_are_replaced_in_one_region_only(
    session: Session, region: Region, neighbour: Region
) -> None:
    """Saving the form of one town leaves the other alone."""
    bob = account(session, made(session, "bob", "editor", "nachbarort"))
    ada = made(session, "ada", "manager")
    grants.add_in(session, ada, bob, "testdorf", EDITOR, NOW)
    wanted = [Grant("author"), Grant("translator", languages=("uk", "ar"))]
    grants.set_in(session, ada, bob, "testdorf", wanted, NOW)
    assert [
        ("editor", "nachbarort", ()),
        ("author", "testdorf", ()),
        ("translator", "testdorf", ("ar", "uk")),
    ] == sorted(held(session, bob), key=lambda one: (one[1], one[0]))


def test_languages_are_those_of_the_region(session: Session, region: Region) -> None:
    """Nobody translates into a language that the region does not speak, or into its own."""
    ada = made(session, "ada", "manager")
    bob = account(session, made(session, "bob", "observer"))
    for code in ("de", "xx"):
        wanted = [Grant("translator", languages=(code,))]
        with pytest.raises(Invalid):
            grants.set_in(session, ada, bob, "testdorf", wanted, NOW)


def test_nobody_gives_themselves_a_right(session: Session, region: Region) -> None:
    """Not even one that they could give to others; taking one's own away is allowed."""
    ada = made(session, "ada", "manager")
    both = [Grant("manager"), Grant("observer")]
    with pytest.raises(NotAllowed):
        grants.set_in(session, ada, account(session, ada), "testdorf", both, NOW)
    grants.set_in(session, ada, account(session, ada), "testdorf", [], NOW)
    assert [] == held(session, account(session, ada))


def test_the_last_administrator_stays(session: Session, region: Region) -> None:
    """Somebody can always give rights: the last key is neither taken nor closed."""
    ada = made(session, "ada", "administrator", "")
    with pytest.raises(Conflict):
        grants.set_in(session, ada, account(session, ada), "", [], NOW)
    session.rollback()


def test_closed_administrators_do_not_count(session: Session, region: Region) -> None:
    """A key that lies in a closed account opens nothing."""
    ada, bob = (made(session, name, "administrator", "") for name in ("ada", "bob"))
    accounts.close(session, ada, account(session, bob), NOW)
    with pytest.raises(Conflict):
        accounts.close(session, accounts.OPERATOR, account(session, ada), NOW)


def test_an_administrator_is_one_everywhere(session: Session, region: Region) -> None:
    """The role makes no sense in one region: it founds others."""
    with pytest.raises(Invalid):
        made(session, "ada", "administrator", "testdorf")


def test_closing_ends_sessions_links_and_tokens(session: Session, region: Region) -> None:
    """Whoever leaves the town hall is out at the next request; opening again brings the roles back."""
    ada = made(session, "ada", "manager")
    bob = account(session, made(session, "bob", "editor"))
    secret = sessions.begin(session, bob.id, "", NOW)
    link = passwords.link(bob, BASE, KEY, NOW)
    old = bob.fs_uniquifier
    accounts.close(session, ada, bob, NOW)
    assert not sessions.signed_in(session, old, secret, NOW)
    accounts.reopen(session, ada, bob, NOW)
    assert not sessions.signed_in(session, bob.fs_uniquifier, secret, NOW)
    with pytest.raises(NotFound):
        passwords.user_of(session, link.rpartition("/")[2], KEY, NOW)
    assert [("editor", "testdorf", ())] == held(session, bob)


def test_a_manager_closes_only_who_is_theirs_alone(
    session: Session, region: Region, neighbour: Region
) -> None:
    """Somebody who works next door, too, loses the role here but not the account."""
    ada = made(session, "ada", "manager")
    bob = account(session, made(session, "bob", "editor", "nachbarort"))
    grants.add_in(session, ada, bob, "testdorf", EDITOR, NOW)
    with pytest.raises(NotAllowed):
        accounts.close(session, ada, bob, NOW)
    with pytest.raises(NotAllowed):
        accounts.drop_second_factor(session, ada, bob, NOW)
    grants.set_in(session, ada, bob, "testdorf", [], NOW)
    assert [("editor", "nachbarort", ())] == held(session, bob)


def test_nobody_closes_themselves(session: Session, region: Region) -> None:
    """A slip of the mouse locks nobody out."""
    ada = made(session, "ada", "manager")
    with pytest.raises(NotAllowed):
        accounts.close(session, ada, account(session, ada), NOW)


def test_an_invitation_is_withdrawn_without_a_trace(session: Session, region: Region) -> None:
    """Who never came in is forgotten; who did, is closed instead."""
    ada = made(session, "ada", "manager")
    bob, _ = accounts.invite(session, ada, "bob@example.org", "Bob", "testdorf", EDITOR, NOW)
    accounts.withdraw(session, ada, bob, NOW)
    assert accounts.find(session, "bob@example.org") is None
    carl = account(session, made(session, "carl", "editor"))
    with pytest.raises(Conflict):
        accounts.withdraw(session, ada, carl, NOW)


def test_a_closed_account_is_not_invited(session: Session, region: Region) -> None:
    """Whoever was shut out comes back by opening the account, not by a new invitation."""
    ada = made(session, "ada", "manager")
    accounts.close(session, ada, account(session, made(session, "bob", "editor")), NOW)
    with pytest.raises(Conflict):
        accounts.invite(session, ada, "bob@example.org", "Bob", "testdorf", EDITOR, NOW)


@pytest.mark.parametrize(
    ("email", "name"), [("nobody", "Bob"), ("a b@example.org", "Bob"), ("bob@example.org", "  ")]
)
def test_what_makes_no_sense_is_refused(
    session: Session, region: Region, email: str, name: str
) -> None:
    """An account has an address and a name."""
    with pytest.raises(Invalid):
        accounts.invite(session, accounts.OPERATOR, email, name, "testdorf", EDITOR, NOW)


@pytest.mark.parametrize("name", ["bob", " BOB ", "bob@example.org", "Rule", "operator", "DeepL"])
def test_a_name_stands_for_one_person(session: Session, region: Region, name: str) -> None:
    """Deeds are told apart by names: not another's, not another's address, not a machine's."""
    made(session, "bob", "editor")
    ada = made(session, "ada", "editor")
    with pytest.raises(Invalid) as refused:
        accounts.rename(session, ada, account(session, ada), name, "de", NOW)
    assert ("name", "taken") == (refused.value.field, refused.value.kind)
    with pytest.raises(Invalid):
        accounts.invite(session, ada, "new@example.org", name, "testdorf", EDITOR, NOW)
    accounts.rename(session, ada, account(session, ada), "ADA", "de", NOW)


@pytest.mark.parametrize(
    ("name", "same"),
    [("Özlem", "Özlem"), ("Özlem", "özlem"), ("Анна", "АННА"), ("Äda", "A\u0308da")],
)
def test_names_are_compared_in_every_script(
    session: Session, region: Region, name: str, same: str
) -> None:
    """Umlauts and Cyrillic letters are letters, small, capital or put together."""
    ada, bob = made(session, "ada", "editor"), made(session, "bob", "editor")
    accounts.rename(session, ada, account(session, ada), name, "de", NOW)
    with pytest.raises(Invalid):
        accounts.rename(session, bob, account(session, bob), same, "de", NOW)


def test_a_link_lets_choose_a_password_once(session: Session, region: Region) -> None:
    """An invitation is good for seven days, and worthless once it was followed."""
    bob, _ = accounts.invite(
        session, accounts.OPERATOR, "bob@example.org", "Bob", "testdorf", EDITOR, NOW
    )
    link = passwords.link(bob, BASE, KEY, NOW)
    assert link.startswith("https://guide.example.org/account/password/")
    ticket = link.rpartition("/")[2]
    last = NOW + timedelta(days=7) - timedelta(seconds=1)
    assert bob is passwords.user_of(session, ticket, KEY, last)
    for wrong, now in ((ticket, last + timedelta(seconds=1)), (ticket + "x", NOW), ("x", NOW)):
        with pytest.raises(NotFound):
            passwords.user_of(session, wrong, KEY, now)
    with pytest.raises(NotFound):
        passwords.user_of(session, ticket, "another key", NOW)
    passwords.choose(session, bob, "hashed", NOW)
    with pytest.raises(NotFound):
        passwords.user_of(session, ticket, KEY, NOW)
    assert not accounts.is_pending(bob)


def test_a_forgotten_password_waits_two_hours(session: Session, region: Region) -> None:
    """A mail that lies about is soon worth nothing."""
    bob = account(session, made(session, "bob", "editor"))
    ticket = passwords.link(bob, BASE, KEY, NOW).rpartition("/")[2]
    assert passwords.user_of(session, ticket, KEY, NOW + timedelta(minutes=119))
    with pytest.raises(NotFound):
        passwords.user_of(session, ticket, KEY, NOW + timedelta(hours=2))


def test_a_new_password_ends_all_sessions(session: Session, region: Region) -> None:
    """Whoever stole the old one is out."""
    bob = account(session, made(session, "bob", "editor"))
    secret = sessions.begin(session, bob.id, "", NOW)
    passwords.choose(session, bob, "another", NOW)
    assert not sessions.signed_in(session, bob.fs_uniquifier, secret, NOW)


def test_every_deed_is_in_the_trail(session: Session, region: Region) -> None:
    """Who gave what to whom can be read later."""
    ada = made(session, "ada", "manager")
    start = len(session.scalars(select(Event)).all())
    bob, _ = accounts.invite(session, ada, "bob@example.org", "Bob", "testdorf", EDITOR, NOW)
    wanted = [Grant("translator", languages=("ar",))]
    grants.set_in(session, ada, bob, "testdorf", wanted, NOW)
    accounts.rename(session, ada, bob, "Bob Bär", "en", NOW)
    accounts.close(session, ada, bob, NOW)
    accounts.reopen(session, ada, bob, NOW)
    session.flush()
    deeds = session.scalars(select(Event).order_by(Event.id)).all()[start:]
    assert [
        "user.roles", "user.invite", "user.roles", "user.rename", "user.close", "user.reopen",
    ] == [deed.action for deed in deeds]  # fmt: skip
    assert ["translator (ar)"] == deeds[2].detail["roles"]
    assert {"ada"} == {deed.actor for deed in deeds}


def test_the_list_shows_who_works_here(session: Session, region: Region, neighbour: Region) -> None:
    """People of the region and those of all regions, by name; nobody from next door."""
    made(session, "zoe", "administrator", "")
    made(session, "bob", "editor")
    made(session, "carl", "editor", "nachbarort")
    accounts.invite(
        session, accounts.OPERATOR, "ann@example.org", "Ann", "testdorf",
        [Grant("translator", languages=("ar",))], NOW,
    )  # fmt: skip
    found, total = people.listed(session, region)
    assert [("Ann", "invited"), ("bob", "open"), ("zoe", "open")] == [
        (person.name, person.state) for person in found
    ]
    assert 3 == total
    assert (Grant("translator", "testdorf", ("ar",)),) == found[0].here
    assert (Grant("administrator"),) == found[2].everywhere
    assert ["bob"] == [person.name for person in people.listed(session, None, "BOB exam")[0]]
    assert [] == people.listed(session, region, "100%")[0]
    assert 4 == people.listed(session, None)[1]


def test_a_stranger_is_not_found_in_a_region(
    session: Session, region: Region, neighbour: Region
) -> None:
    """A manager cannot look at people of other towns by counting numbers up."""
    carl = made(session, "carl", "editor", "nachbarort")
    with pytest.raises(NotFound):
        people.one(session, region, carl.id)
    assert "carl" == people.one(session, None, carl.id)[1].name


def test_a_lost_second_factor_is_dropped(session: Session, region: Region) -> None:
    """Whoever lost the phone comes in with the password, and sets up a new one."""
    bob = account(session, made(session, "bob", "editor"))
    bob.tf_primary_method, bob.tf_totp_secret, bob.mf_recovery_codes = "authenticator", "x", ["1"]
    ada = made(session, "ada", "manager")
    accounts.drop_second_factor(session, ada, bob, NOW)
    assert [None, None, None] == [bob.tf_primary_method, bob.tf_totp_secret, bob.mf_recovery_codes]


def test_two_administrators_who_close_each_other_leave_one(engine: Engine) -> None:
    """Whoever is second finds out that nobody would be left."""
    with Session(engine) as session:
        ids = [made(session, name, "administrator", "").id for name in ("ada", "bob")]
        session.commit()
    both, said = Barrier(2), []

    def close(mine: int, other: int) -> None:
        with Session(engine) as session:
            who = access.actor(session, mine)
            session.rollback()
            both.wait()
            try:
                accounts.close(session, who, accounts.get(session, other), NOW)
                session.commit()
                said.append("closed")
            except (Conflict, NotAllowed):
                session.rollback()
                said.append("refused")

    threads = [Thread(target=close, args=pair) for pair in (ids, ids[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert ["closed", "refused"] == sorted(said)
