"""Accounts by hand: the first administrator, and what an operator does for people who are locked out."""

from __future__ import annotations

import json
import secrets
import sys
from datetime import UTC, datetime, timedelta
from typing import Any

import click
from flask import current_app
from flask_security import hash_password
from rich.console import Console
from rich.table import Column, Table
from sqlalchemy.orm import Session

from app.cli.commands import wegweiser, with_app
from app.db import reading, transaction
from app.domain.access.passwords import SHORTEST, fault
from app.domain.access.permissions import ROLES, SCOPES, Grant
from app.errors import Invalid, NotFound
from app.services.accounts import accounts, passwords, people, tokens
from app.services.regions import SEVEN

PLAIN = "abcdefghjkmnpqrstuvwxyz23456789"  # without what looks alike
EMAIL = click.option("--email", required=True, help="The account's address.")


@wegweiser.command()
@EMAIL
@click.option("--name", default="", help="The person's name; left out, the address before the @.")
@click.option("--role", type=click.Choice(list(ROLES)), default="administrator", show_default=True)
@click.option("--region", "slug", default="", help="Slug of the region; left out, all regions.")
@click.option(
    "--language", "codes", multiple=True, help="A translator's language; repeat for more."
)
@click.option("--locale", type=click.Choice([one.code for one in SEVEN]), default="de", show_default=True,
              help="Language of mails and pages.")  # fmt: skip
@click.option("--ask-password", is_flag=True, help="Ask for a password, or read it from a pipe.")
@click.option("--print-password", is_flag=True, help="Make up a password and print it once.")
@click.option("--if-none", is_flag=True, help="Do nothing if there is an account already.")
@with_app
def create_user(
    email: str, name: str, role: str, slug: str, codes: tuple[str, ...], locale: str,
    ask_password: bool, print_password: bool, if_none: bool,
) -> None:  # fmt: skip
    """Give somebody an account, or a further role; print a link to choose a password."""
    if if_none and _any_account():
        click.echo("There are accounts already; nothing was changed.")
        return
    given = _asked(email, name) if ask_password else _made_up() if print_password else ""
    now, wanted = datetime.now(UTC), [Grant(role, languages=codes)]
    with transaction() as session:
        user, new = accounts.invite(
            session, accounts.OPERATOR, email, name or _called(session, email), slug, wanted, now,
            locale=locale,
        )  # fmt: skip
        if given:
            passwords.choose(session, user, _hashed(given), now)
        link = "" if given or not accounts.is_pending(user) else _link(user, now)
        said = f"{user.email} is {role} in {slug or 'all regions'}."
    click.echo(said if new else f"There was an account already. {said}")
    if print_password:
        click.echo(f"Password: {given}")
    if link:
        click.echo(f"Choose a password within 7 days: {link}")


def _called(session: Session, email: str) -> str:
    """A name for somebody who was given none: what stands before the @, if nobody else is called so."""
    short = email.partition("@")[0]
    return short if accounts.is_free(session, short) else email


def _any_account() -> bool:
    with reading() as session:
        return accounts.count(session) > 0


def _asked(email: str, name: str) -> str:
    password = str(
        click.prompt("Password", hide_input=True, confirmation_prompt=True)
        if sys.stdin.isatty()
        else sys.stdin.readline().rstrip("\n")
    )
    if found := fault(password, email, name):
        raise Invalid(f"this password is refused ({found}); take {SHORTEST} characters or more")
    return password


def _made_up() -> str:
    return "-".join("".join(secrets.choice(PLAIN) for _ in range(5)) for _ in range(4))


def _hashed(password: str) -> str:
    rules: Any = current_app.extensions["security"].password_util
    return str(hash_password(rules.normalize(password)))


def _link(user: Any, now: datetime) -> str:
    config = current_app.config
    return passwords.link(user, config["WEGWEISER"].base_url, str(config["SECRET_KEY"]), now)


def _found(session: Session, email: str) -> Any:
    user = accounts.find(session, email)
    if user is None:
        raise NotFound(f"there is no account {email!r}")
    return user


@wegweiser.command()
@EMAIL
@with_app
def password_link(email: str) -> None:
    """Print a link with which somebody chooses a new password."""
    now = datetime.now(UTC)
    with reading() as session:
        user = _found(session, email)
        if not user.active:
            raise Invalid(f"the account of {email} is closed; wegweiser reopen-user opens it")
        hours = int(passwords.lasts(user).total_seconds() // 3600)
        click.echo(f"Good for {hours} hours, and once: {_link(user, now)}")


@wegweiser.command()
@click.option("--region", "slug", default="", help="Only those who work in this region.")
@click.option("--search", default="", help="Words in name or address.")
@click.option("--json", "as_json", is_flag=True, help="For machines.")
@with_app
def users(slug: str, search: str, as_json: bool) -> None:
    """List accounts: roles, state, second factor, when they signed in last."""
    with reading() as session:
        rows = [_row(person) for person in people.every(session, slug, search)]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    address = Column("address", no_wrap=True)
    roles = Column("roles", min_width=13)
    table = Table(address, "name", "state", roles, "second factor", "signed in last")
    for row in rows:
        seen = (row["seen_at"] or "never")[:16].replace("T", " ")
        table.add_row(
            row["email"], row["name"], row["state"], "\n".join(row["roles"]),
            "on" if row["second_factor"] else "off", seen,
        )  # fmt: skip
    Console().print(table)


def _row(person: people.Person) -> dict[str, Any]:
    held = (*person.everywhere, *person.here, *person.elsewhere)
    return {
        "email": person.email,
        "name": person.name,
        "state": person.state,
        "roles": [
            f"{grant.role} in {grant.region or 'all regions'}"
            + (f" ({', '.join(grant.languages)})" if grant.languages else "")
            for grant in held
        ],
        "second_factor": person.second_factor,
        "seen_at": person.seen_at.isoformat() if person.seen_at else None,
    }


@wegweiser.command()
@EMAIL
@with_app
def close_user(email: str) -> None:
    """Let nobody in with an account any more; its sessions and tokens end at once."""
    with transaction() as session:
        user = _found(session, email)
        accounts.close(session, accounts.OPERATOR, user, datetime.now(UTC))
    click.echo(f"The account of {email} is closed.")


@wegweiser.command()
@EMAIL
@with_app
def reopen_user(email: str) -> None:
    """Open a closed account again, with the roles that it had."""
    with transaction() as session:
        user = _found(session, email)
        accounts.reopen(session, accounts.OPERATOR, user, datetime.now(UTC))
    click.echo(f"The account of {email} is open.")


@wegweiser.command()
@EMAIL
@with_app
def drop_second_factor(email: str) -> None:
    """Take codes and passkeys away from somebody who lost them; the password is enough then."""
    with transaction() as session:
        user = _found(session, email)
        accounts.drop_second_factor(session, accounts.OPERATOR, user, datetime.now(UTC))
    click.echo(f"{email} signs in with the password alone now.")


@wegweiser.command()
@EMAIL
@click.option("--name", required=True, help="Which program the token is for.")
@click.option("--scope", "scopes", multiple=True, required=True, type=click.Choice(list(SCOPES)),
              help="What it may do; repeat for more.")  # fmt: skip
@click.option("--region", "slug", default="", help="Only in this region.")
@click.option(
    "--days", type=click.IntRange(1, 3650), help="How long it is good; left out, for ever."
)
@with_app
def create_token(
    email: str, name: str, scopes: tuple[str, ...], slug: str, days: int | None
) -> None:
    """Print a token with which a program signs in at the manage API for somebody."""
    now = datetime.now(UTC)
    with transaction() as session:
        user = _found(session, email)
        _, secret = tokens.create(
            session, user.id, name, scopes, now,
            region=slug, expires_at=now + timedelta(days=days) if days else None,
        )  # fmt: skip
    click.echo(secret)
