"""Who may come in: users with their ways to sign in, what they may do where, sessions and tokens."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask_security import RoleMixin, UserMixin, WebAuthnMixin
from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, Text, text
from sqlalchemy.ext.mutable import MutableList
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.columns import Base, JsonValue

ROLES = ("administrator", "manager", "editor", "author", "translator", "observer")


class Role(RoleMixin):
    """What Flask-Security asks for and this house does not use: see Grant."""


class User(Base, UserMixin):
    """A person with an account; the names of the columns are Flask-Security's."""

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(255), unique=True)
    name: Mapped[str] = mapped_column(String(200), default="")
    locale: Mapped[str] = mapped_column(String(16), default="")  # "" means as the browser asks
    password: Mapped[str | None] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    confirmed_at: Mapped[datetime | None]
    last_login_at: Mapped[datetime | None]  # type: ignore[assignment]
    tf_primary_method: Mapped[str | None] = mapped_column(String(64))
    tf_totp_secret: Mapped[str | None] = mapped_column(String(255))
    tf_last_counter: Mapped[int | None]  # of the newest code that was taken: none is taken twice
    mf_recovery_codes: Mapped[list[Any] | None] = mapped_column(
        MutableList.as_mutable(JsonValue.copy())
    )
    fs_webauthn_user_handle: Mapped[str | None] = mapped_column(  # type: ignore[assignment]
        String(64), unique=True
    )
    sso_subject: Mapped[str | None] = mapped_column(String(255), unique=True)  # issuer and subject
    created_at: Mapped[datetime]
    webauthn: Mapped[list[Passkey]] = relationship(  # type: ignore[assignment]
        back_populates="user", cascade="all, delete"
    )
    grants: Mapped[list[Grant]] = relationship(
        back_populates="user", cascade="all, delete-orphan", order_by="Grant.id"
    )

    @property
    def roles(self) -> list[RoleMixin]:  # type: ignore[override]
        """None: what a user may do is in `grants`."""
        return []


class Passkey(Base, WebAuthnMixin):
    """A passkey or security key of a user, as WebAuthn registered it."""

    __tablename__ = "passkey"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(64))
    credential_id: Mapped[bytes] = mapped_column(LargeBinary(1024), unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(default=0)
    transports: Mapped[list[Any] | None]
    backup_state: Mapped[bool]
    device_type: Mapped[str] = mapped_column(String(64))
    extensions: Mapped[str | None] = mapped_column(String(255))
    usage: Mapped[str] = mapped_column(String(64))
    lastuse_datetime: Mapped[datetime]
    user: Mapped[User] = relationship(back_populates="webauthn")


class Grant(Base):
    """A role of a user in a region; without a region it holds in all of them.

    `languages` limits a translator to some languages; [] means every one.
    """

    __tablename__ = "user_grant"
    __table_args__ = (
        CheckConstraint(
            "role IN ('administrator', 'manager', 'editor', 'author', 'translator', 'observer')",
            name="role",
        ),
        Index("uq_user_grant_in_region", "user_id", "region_id", "role", unique=True),
        Index(
            "uq_user_grant_everywhere",
            "user_id",
            "role",
            unique=True,
            sqlite_where=text("region_id IS NULL"),
            postgresql_where=text("region_id IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    region_id: Mapped[int | None] = mapped_column(ForeignKey("region.id"), index=True)
    role: Mapped[str] = mapped_column(String(16))
    languages: Mapped[list[Any]] = mapped_column(default=list)
    granted_by: Mapped[str] = mapped_column(String(200), default="")
    granted_at: Mapped[datetime]
    user: Mapped[User] = relationship(back_populates="grants")


class LoginSession(Base):
    """A browser that somebody signed in with; ended sessions are refused."""

    __tablename__ = "login_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    hash: Mapped[str] = mapped_column(String(64), unique=True)  # SHA-256 of what the cookie holds
    browser: Mapped[str] = mapped_column(String(200), default="")
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Token(Base):
    """What a machine signs in with for a user: never more than that user may, and within `scopes`."""

    __tablename__ = "token"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    region_id: Mapped[int | None] = mapped_column(ForeignKey("region.id"))  # None: the user's all
    name: Mapped[str] = mapped_column(String(100))
    hash: Mapped[str] = mapped_column(String(64), unique=True)  # SHA-256
    prefix: Mapped[str] = mapped_column(String(12))  # so that a person can tell tokens apart
    scopes: Mapped[list[Any]]
    created_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class Event(Base):
    """An audit event: who did what to what, when; append-only."""

    __tablename__ = "event"
    __table_args__ = (Index(None, "region_id", "at"), Index(None, "content_id", "at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    region_id: Mapped[int | None] = mapped_column(ForeignKey("region.id"))
    content_id: Mapped[int | None] = mapped_column(ForeignKey("content.id"))
    language: Mapped[str] = mapped_column(String(16), default="")
    actor: Mapped[str] = mapped_column(String(200))  # name or address of a user, or "rule"
    action: Mapped[str] = mapped_column(String(40))  # "page.publish"
    detail: Mapped[dict[str, Any]] = mapped_column(default=dict)
    note: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime]
