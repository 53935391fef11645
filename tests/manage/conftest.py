"""Machines: tokens of the people of the office, and how they call."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.db import transaction
from app.models import User
from app.services.accounts import tokens
from tests.fixtures.guides import NOW
from tests.fixtures.office import Office

EVERYTHING = ("read", "write", "publish", "translate", "manage")
ROOT = "/api/manage/v1"


@dataclass
class Machine:
    """Somebody's token, and the office that it calls."""

    office: Office
    secret: str

    def __call__(
        self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None
    ) -> TestResponse:
        """One request to the manage API, its path below the version."""
        return self.office.app.test_client().open(
            ROOT + path, method=method, json=body,
            headers={"Authorization": f"Bearer {self.secret}"} | (headers or {}),
        )  # fmt: skip


@pytest.fixture
def machine(office: Office) -> Callable[..., Machine]:
    """A machine with a token of one of the office's people."""

    def made(who: str, scopes: tuple[str, ...] = EVERYTHING, region: str = "") -> Machine:
        with office.app.app_context(), transaction() as session:
            user = session.scalars(select(User).where(User.email == f"{who}@example.org")).one()
            _, secret = tokens.create(session, user.id, "test", scopes, NOW, region=region)
        return Machine(office, secret)

    return made
