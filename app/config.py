"""One frozen Config, read once from the environment; an unknown or malformed setting stops the start."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from email.utils import parseaddr
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from app.errors import Invalid

DATABASES = ("sqlite", "postgresql", "postgresql+psycopg")
LONGEST_CHECK = 60 * 60 * 1000


@dataclass(frozen=True)
class Config:
    """All settings of one running Wegweiser; `docs/settings.md` explains each to an operator."""

    database_url: str = ""
    port: int = 8000
    base_url: str = ""
    webapp_url: str = "https://integreat.app"
    secret_key: str = ""
    snapshot_check_ms: int = 10
    max_body_bytes: int = 16 * 1024 * 1024
    deepl_auth_key: str = ""
    deepl_server_url: str = ""
    libretranslate_url: str = ""
    libretranslate_key: str = ""
    huey_url: str = ""
    inner_hosts: str = ""
    smtp_url: str = ""
    mail_from: str = "Wegweiser <wegweiser@localhost>"
    limiter_url: str = ""
    proxies: int = 0
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: str = ""
    oidc_name: str = ""


def _text(value: str) -> str:
    return value


def _whole_number(value: str) -> int:
    if not value.isdecimal():
        raise ValueError("a whole number is needed")
    return int(value)


def _port(value: str) -> int:
    number = _whole_number(value)
    if not 0 < number < 65536:
        raise ValueError("a port lies between 1 and 65535")
    return number


def _milliseconds(value: str) -> int:
    number = _whole_number(value)
    if number > LONGEST_CHECK:
        raise ValueError(f"{LONGEST_CHECK} (an hour) is the most")
    return number


def _few(value: str) -> int:
    number = _whole_number(value)
    if number > 9:
        raise ValueError("9 is the most")
    return number


def _sender(value: str) -> str:
    address = parseaddr(value)[1]
    if "@" not in address.strip("@") or not value.isprintable():
        raise ValueError("an e-mail address is needed: Wegweiser <wegweiser@example.org>")
    return value


def _mail_server(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname or parts.port == 0:
        raise ValueError("smtp://host:587 or smtps://host:465 is needed")
    if parts.query not in ("", "tls=yes", "tls=no") or parts.path not in ("", "/"):
        raise ValueError("after the host only ?tls=yes or ?tls=no may follow")
    return value


def _store(value: str) -> str:
    if urlsplit(value).scheme not in ("redis", "rediss", "unix", "memory"):
        raise ValueError("redis://host:6379/0 is needed")
    return value


def _address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.port == 0:
        raise ValueError("an address with http:// or https:// is needed")
    if re.search(r"[\s?#]", value):
        raise ValueError("an address without blanks, ? and # is needed")
    return value.rstrip("/")


def _hosts(value: str) -> str:
    hosts = [host.strip().lower() for host in value.split(",")]
    if not all(map(_is_host, hosts)):
        raise ValueError("names of hosts are needed, with commas between them and without ports")
    return ",".join(hosts)


def _is_host(text: str) -> bool:
    try:
        return bool(re.fullmatch(r"[a-z0-9._-]+", text) or ip_address(text))
    except ValueError:
        return False


def _database(value: str) -> str:
    try:
        url = make_url(value.replace("postgres://", "postgresql://", 1))
    except (ArgumentError, ValueError):
        url = URL.create("unknown")
    if url.drivername not in DATABASES:
        raise ValueError("sqlite:///… or postgresql://… is needed")
    return (_file(url) if url.drivername == "sqlite" else url).render_as_string(hide_password=False)


def _file(url: URL) -> URL:
    """Where an SQLite file lies, seen from the folder that the command runs in."""
    if url.host or url.database in (None, "", ":memory:"):
        raise ValueError("a file is needed: sqlite:///folder/file.db, or sqlite:////folder/file.db")
    return url.set(database=str(Path.cwd() / str(url.database)))


READERS: dict[str, tuple[str, Callable[[str], str | int]]] = {
    "DATABASE_URL": ("database_url", _database),
    "PORT": ("port", _port),
    "WEGWEISER_BASE_URL": ("base_url", _address),
    "WEGWEISER_WEBAPP_URL": ("webapp_url", _address),
    "WEGWEISER_SECRET_KEY": ("secret_key", _text),
    "WEGWEISER_SNAPSHOT_CHECK_MS": ("snapshot_check_ms", _milliseconds),
    "WEGWEISER_MAX_BODY_BYTES": ("max_body_bytes", _whole_number),
    "DEEPL_AUTH_KEY": ("deepl_auth_key", _text),
    "DEEPL_SERVER_URL": ("deepl_server_url", _address),
    "WEGWEISER_LIBRETRANSLATE_URL": ("libretranslate_url", _address),
    "WEGWEISER_LIBRETRANSLATE_KEY": ("libretranslate_key", _text),
    "WEGWEISER_HUEY_URL": ("huey_url", _text),
    "WEGWEISER_INNER_HOSTS": ("inner_hosts", _hosts),
    "WEGWEISER_SMTP_URL": ("smtp_url", _mail_server),
    "WEGWEISER_MAIL_FROM": ("mail_from", _sender),
    "WEGWEISER_LIMITER_URL": ("limiter_url", _store),
    "WEGWEISER_PROXIES": ("proxies", _few),
    "WEGWEISER_OIDC_ISSUER": ("oidc_issuer", _address),
    "WEGWEISER_OIDC_CLIENT_ID": ("oidc_client_id", _text),
    "WEGWEISER_OIDC_CLIENT_SECRET": ("oidc_client_secret", _text),
    "WEGWEISER_OIDC_NAME": ("oidc_name", _text),
}


def default_database() -> str:
    """The embedded SQLite file under `instance/`, in the folder that the command runs in."""
    return f"sqlite:///{instance() / 'wegweiser.db'}"


def instance() -> Path:
    """The folder for what a running Wegweiser keeps in files, made if need be; Invalid if it can't."""
    folder = Path("instance")
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise Invalid(
            f"{folder.absolute()}: this folder cannot be made: {error.strerror}"
        ) from error
    return folder.absolute()


def read(environment: Mapping[str, str] | None = None) -> Config:
    """The settings in `environment` (default: the process's); Invalid names each bad or unknown one."""
    values = os.environ if environment is None else environment
    wrong = [
        f"{name}: unknown setting; known are {', '.join(sorted(READERS))}"
        for name in values
        if name.startswith("WEGWEISER_") and name not in READERS
    ]
    found: dict[str, str | int] = {}
    for name, (field, reader) in READERS.items():
        if value := values.get(name, ""):
            try:
                found[field] = reader(value)
            except ValueError as error:
                wrong.append(f"{name}={_without_password(value)!r}: {error}")
    wrong += _half_a_sign_on(found)
    if wrong:
        raise Invalid("\n".join(wrong))
    return complete(found)


def _half_a_sign_on(found: Mapping[str, str | int]) -> list[str]:
    """An issuer without what it knows us by could sign nobody in."""
    if found.get("oidc_issuer") and not found.get("oidc_client_id"):
        return ["WEGWEISER_OIDC_ISSUER: WEGWEISER_OIDC_CLIENT_ID is missing beside it"]
    return []


def _without_password(value: str) -> str:
    return re.sub(r"(//[^/@:]*:)[^@]*@", r"\1***@", value)


def complete(found: Mapping[str, str | int]) -> Config:
    """A Config of what was found, with the embedded defaults for what was not."""
    values = {field.name: found.get(field.name, field.default) for field in fields(Config)}
    values["database_url"] = values["database_url"] or default_database()
    values["base_url"] = values["base_url"] or f"http://127.0.0.1:{values['port']}"
    return Config(**values)  # type: ignore[arg-type]
