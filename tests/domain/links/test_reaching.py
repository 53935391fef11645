"""What this server may ask: the open internet and nothing else."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.links.reaching import Target, Unfit, is_public, target

CLOSED = """
0.0.0.0 10.1.2.3 100.64.0.1 127.0.0.1 127.8.9.1 169.254.169.254 172.16.0.1 172.31.255.255 192.168.1.1
192.0.0.8 192.0.2.1 198.18.0.1 198.51.100.7 203.0.113.9 224.0.0.1 239.255.255.255 240.0.0.1
255.255.255.255 :: ::1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 ::127.0.0.1 fe80::1 fe80::1%eth0 fc00::1
fd12:3456::1 fec0::1 ff02::1 2001:db8::1 2001::1 2002:7f00:1:: 2002:0a00:0001:: 64:ff9b::7f00:1
64:ff9b::a01:203 64:ff9b:1::1 100::1 3fff::1 localhost example.org 1.2.3 999.1.1.1
"""
OPEN = "8.8.8.8 1.1.1.1 93.184.216.34 172.32.0.1 2606:4700::1111 2a00:1450:4001::1 64:ff9b::808:808"


@pytest.mark.parametrize("address", CLOSED.split())
def test_behind_walls(address: str) -> None:
    """Private, loopback, link-local, shared, multicast, reserved, mapped and wrapped addresses are refused."""
    assert not is_public(address)


@pytest.mark.parametrize("address", OPEN.split())
def test_in_the_open(address: str) -> None:
    """Addresses of the internet are not."""
    assert is_public(address)


@given(st.ip_addresses())
def test_never_more_than_python_allows(
    address: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> None:
    """Nothing is public here that the standard library calls private, but what a translator of
    IPv6 wraps."""
    wrapped = address in ipaddress.ip_network("64:ff9b::/96")
    if is_public(str(address)) and not wrapped:
        assert address.is_global
        assert not address.is_multicast


@pytest.mark.parametrize(
    ("url", "host", "port", "path"),
    [
        ("https://Amt.Example/A b?q=ä&x=%20", "amt.example", 443, "/A%20b?q=%C3%A4&x=%20"),
        ("http://münchen.example", "xn--mnchen-3ya.example", 80, "/"),
        ("https://straße.example./x", "xn--strae-oqa.example", 443, "/x"),
        ("http://amt.example:443/100%", "amt.example", 443, "/100%25"),
        ("https://foo_bar.example/", "foo_bar.example", 443, "/"),
        ("https://[2606:4700::1111]/", "2606:4700::1111", 443, "/"),
        ("https://amt.example/a\r\nX: y", "amt.example", 443, "/aX:%20y"),
    ],
)
def test_in_ascii(url: str, host: str, port: int, path: str) -> None:
    """An address as it goes over the wire: nothing in it can break a header."""
    found = target(url)
    assert (host, port, path) == (found.host, found.port, found.path)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("https://", "malformed"),
        ("ftp://amt.example/", "malformed"),
        ("amt.example", "malformed"),
        ("https://amt .example/", "malformed"),
        ("https://amt..example/", "malformed"),
        ("https://amt.example:99999/", "malformed"),
        ("https://amt.example:x/", "malformed"),
        ("https://[::1/", "malformed"),
        ("https://a:b@amt.example/", "credentials"),
        ("https://a@amt.example/", "credentials"),
        ("https://amt.example:8080/", "port"),
        ("http://127.0.0.1:22/", "port"),
    ],
)
def test_unfit(url: str, reason: str) -> None:
    """What is no web address, holds a password or knocks at another door is not asked."""
    with pytest.raises(Unfit) as caught:
        target(url)
    assert reason == caught.value.reason


def test_inner_hosts() -> None:
    """A host that the operator named may have any port."""
    found = target("http://127.0.0.1:8080/x", {"127.0.0.1"})
    assert Target("http", "127.0.0.1", 8080, "/x") == found
    assert ("127.0.0.1:8080", "[2606::1]") == (
        found.authority,
        target("https://[2606::1]/").authority,
    )
