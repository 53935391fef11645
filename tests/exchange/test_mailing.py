"""Mails: over a real connection to a mail server, or told to the log."""

from __future__ import annotations

import socket

import pytest

from app import config
from app.errors import Invalid
from app.exchange.mailing import Mail, Post, by_smtp, console
from tests.fakes.smtp_server import smtp_server

SENDER = "Wegweiser <wegweiser@guide.example.org>"
MAIL = Mail("ada@example.org", "Ada Lüders", "Ihr Zugang – jetzt", "Grüße\n.\nZeile\n")


def test_a_mail_is_sent() -> None:
    """With names, umlauts and lines of a single dot as they were meant."""
    with smtp_server() as server:
        assert Post(by_smtp(server.url, SENDER)).send(MAIL)
        (mail,) = server.mails
    assert "Ada Lüders <ada@example.org>" == mail["To"]
    assert SENDER == mail["From"]
    assert "Ihr Zugang – jetzt" == mail["Subject"]
    assert "Grüße\n.\nZeile\n" == mail.get_content().replace("\r\n", "\n")
    assert "auto-generated" == mail["Auto-Submitted"]
    assert mail["Message-ID"].endswith("@guide.example.org>")


def test_a_user_of_the_mail_server_signs_in() -> None:
    """With name and password from the address of the setting, percent-encoded there."""
    with smtp_server() as server:
        url = server.url.replace("//", "//me%40here:p%3Ass@")
        assert Post(by_smtp(url, SENDER)).send(MAIL)
        assert any(line.startswith("AUTH PLAIN AG1lQGhlcmUAcDpzcw==") for line in server.heard)


def test_nothing_is_said_before_tls() -> None:
    """A server without TLS gets neither password nor mail, unless the operator says so."""
    with smtp_server() as server:
        url = server.url.removesuffix("?tls=no").replace("//", "//me:secret@")
        assert not Post(by_smtp(url, SENDER)).send(MAIL)
        assert [] == server.mails
        assert [] == [line for line in server.heard if line.startswith(("AUTH", "MAIL"))]


def test_a_server_that_refuses_or_is_gone_breaks_nothing(caplog: pytest.LogCaptureFixture) -> None:
    """It is a line in the log, without the mail's text."""
    with smtp_server() as server:
        server.verdict = "550 no such user"
        assert not Post(by_smtp(server.url, SENDER)).send(MAIL)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        dead = f"smtp://127.0.0.1:{free.getsockname()[1]}?tls=no"
    assert not Post(by_smtp(dead, SENDER)).send(MAIL)
    assert 2 == len(caplog.records)
    assert "Grüße" not in caplog.text


def test_without_a_server_mails_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    """So that whoever tries Wegweiser out sees the links."""
    assert Post(console).send(MAIL)
    said = capsys.readouterr().err
    assert "ada@example.org" in said
    assert "Grüße" in said


def test_work_behind_the_scenes_is_done_and_its_mistakes_are_told(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """One mistake keeps no later mail from being written."""
    post, done = Post(console), []

    def breaks() -> None:
        raise KeyError("no template")

    post.later(breaks)
    post.later(lambda: done.append(1))
    post.finish()
    assert [1] == done
    assert "a mail could not be written" in caplog.text


@pytest.mark.parametrize(
    "name", ["Ada\r\nBcc: everybody@example.org", "Ada\nSubject: no", "\u2028Ada"]
)
def test_a_name_cannot_smuggle_in_headers(name: str) -> None:
    """Lines in names send no mail to others."""
    with smtp_server() as server:
        Post(by_smtp(server.url, SENDER)).send(Mail("ada@example.org", name, "Hello", "Text"))
        assert [] == [mail for mail in server.mails if mail["Bcc"] or mail["Subject"] != "Hello"]
        rcpt = [line for line in server.heard if line.startswith("RCPT") or "everybody" in line]
        assert rcpt in ([], ["RCPT TO:<ada@example.org>"], ["rcpt TO:<ada@example.org>"])


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WEGWEISER_SMTP_URL", "mail.example.org"),
        ("WEGWEISER_SMTP_URL", "https://mail.example.org"),
        ("WEGWEISER_SMTP_URL", "smtp://mail.example.org?tls=maybe"),
        ("WEGWEISER_MAIL_FROM", "Wegweiser"),
        ("WEGWEISER_MAIL_FROM", "a@b.org\nBcc: c@d.org"),
        ("WEGWEISER_LIMITER_URL", "postgresql://x"),
        ("WEGWEISER_PROXIES", "many"),
        ("WEGWEISER_PROXIES", "10"),
        ("WEGWEISER_OIDC_ISSUER", "login.example.org"),
        ("WEGWEISER_OIDC_ISSUER", "https://login.example.org"),
    ],
)
def test_settings_that_cannot_be_right_stop_the_start(name: str, value: str) -> None:
    """With their name in the sentence."""
    with pytest.raises(Invalid, match=name):
        config.read({name: value})


def test_the_password_of_the_mail_server_is_not_told() -> None:
    """Not even when its address is wrong."""
    with pytest.raises(Invalid) as caught:
        config.read({"WEGWEISER_SMTP_URL": "smtp://me:secret@mail.example.org/x"})
    assert "secret" not in str(caught.value)
