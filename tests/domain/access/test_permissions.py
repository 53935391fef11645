"""Roles × regions × languages: who may do what where."""

from __future__ import annotations

import pytest

from app.domain.access.permissions import (
    ACTIONS,
    ROLES,
    SCOPES,
    Actor,
    Grant,
    languages_of,
    may,
    may_give,
    regions_of,
    translates_only,
)


def somebody(*grants: Grant, **more: object) -> Actor:
    """A user with these grants."""
    return Actor(1, "Ada", grants, **more)  # type: ignore[arg-type]


def test_a_role_holds_in_its_own_region_only() -> None:
    """An editor of one town is nobody in the next."""
    editor = somebody(Grant("editor", "hannover"))
    assert may(editor, "publish", "hannover")
    assert not may(editor, "publish", "augsburg")
    assert not may(editor, "view", "augsburg")


def test_a_role_without_a_region_holds_everywhere() -> None:
    """An administrator of the installation may do everything in each region."""
    administrator = somebody(Grant("administrator"))
    assert [True] * len(ACTIONS) == [may(administrator, action, "anywhere") for action in ACTIONS]


def test_a_role_in_one_region_does_not_answer_for_all() -> None:
    """Who may found regions needs a role without a region."""
    assert not may(somebody(Grant("administrator", "hannover")), "found", "")
    assert may(somebody(Grant("administrator")), "found", "")


def test_an_author_may_not_publish() -> None:
    """An author writes and hands in; somebody else publishes."""
    author = somebody(Grant("author", "hannover"))
    assert [True, True, False, False] == [
        may(author, action, "hannover") for action in ("write", "submit", "publish", "arrange")
    ]


def test_a_translator_has_their_own_languages() -> None:
    """A translator into Arabic does not touch Persian, and reads German only."""
    translator = somebody(Grant("translator", "hannover", ("ar", "uk")))
    assert may(translator, "translate", "hannover", "ar")
    assert may(translator, "translate", "hannover")
    assert not may(translator, "translate", "hannover", "fa")
    assert not may(translator, "write", "hannover")
    assert ["ar", "uk"] == languages_of(translator, "hannover", ["en", "ar", "fa", "uk"])


def test_a_translator_says_how_their_own_languages_put_a_term() -> None:
    """The terms and how strict they are, are the editors'; how Arabic says them is the translator's."""
    translator = somebody(Grant("translator", "hannover", ("ar", "uk")))
    assert [True, False, False] == [
        may(translator, "wordings", "hannover", code) for code in ("ar", "fa", "en")
    ]
    assert not may(translator, "terms", "hannover")
    assert may(somebody(Grant("translator", "hannover")), "wordings", "hannover", "fa")
    assert may(somebody(Grant("editor", "hannover")), "wordings", "hannover", "fa")
    assert not may(somebody(Grant("author", "hannover")), "wordings", "hannover", "fa")


def test_two_grants_add_up() -> None:
    """An observer of one region may be an editor of another."""
    both = somebody(Grant("observer", "hannover"), Grant("editor", "augsburg"))
    assert not may(both, "write", "hannover")
    assert may(both, "write", "augsburg")
    assert ["hannover", "augsburg"] == regions_of(both, ["hannover", "celle", "augsburg"])


def test_a_token_lets_through_what_its_scopes_name() -> None:
    """A token to read cannot write, whatever its owner may."""
    token = somebody(Grant("manager", "hannover"), scopes=frozenset({"read"}))
    assert may(token, "view", "hannover")
    assert not may(token, "write", "hannover")


def test_a_token_for_one_region_is_nothing_elsewhere() -> None:
    """A token made for one region is refused in the owner's other regions."""
    token = somebody(Grant("manager"), scopes=frozenset({"read"}), only_region="hannover")
    assert may(token, "view", "hannover")
    assert not may(token, "view", "augsburg")


def test_nobody_gives_more_than_they_have() -> None:
    """A manager makes editors in their region, but no administrators, and nobody elsewhere."""
    manager = somebody(Grant("manager", "hannover"))
    assert may_give(manager, "manager", "hannover")
    assert not may_give(manager, "administrator", "hannover")
    assert not may_give(manager, "observer", "augsburg")
    assert not may_give(manager, "observer", "")
    assert not may_give(somebody(Grant("editor", "hannover")), "observer", "hannover")


def test_an_unknown_action_is_a_mistake_of_ours() -> None:
    """A misspelt action raises instead of refusing silently."""
    with pytest.raises(ValueError, match="'pubish' is no action"):
        may(somebody(), "pubish", "hannover")


def test_the_table_knows_only_actions() -> None:
    """Each role and scope lets through known actions only, and each action is some scope's or nobody's."""
    assert {action for allowed in ROLES.values() for action in allowed} == set(ACTIONS)
    assert {action for allowed in SCOPES.values() for action in allowed} <= set(ACTIONS)


def test_who_only_translates_has_nothing_to_do_in_the_office() -> None:
    """A translator; not whoever has another role somewhere, nor who only looks."""
    known = ["one", "two"]
    translator = Grant("translator", "one", ("ar",))
    found = {
        roles: translates_only(Actor(1, "A", roles), known)
        for roles in (
            (translator,), (translator, Grant("observer", "two")),
            (translator, Grant("author", "two")), (Grant("editor", "one"),),
            (Grant("observer", "one"),), (),
        )
    }  # fmt: skip
    assert [True, True, False, False, False, False] == list(found.values())
