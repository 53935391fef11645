"""Which addresses this server may ask: web addresses of the open internet, and nothing behind its walls."""

import ipaddress
import re
from collections.abc import Container
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

import idna

PORTS = {"http": 80, "https": 443}
HOST = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*")
STRAY = re.compile(r"%(?![0-9a-fA-F]{2})")
PATH = "/%:@!$&'()*+,;=-._~"
OPEN_6 = ipaddress.ip_network("2000::/3")
NAT64 = ipaddress.ip_network("64:ff9b::/96")
CLOSED_6 = tuple(
    map(ipaddress.ip_network, ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"))
)
CLOSED_4 = tuple(
    map(
        ipaddress.ip_network,
        (
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16",
            "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15",
            "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        ),
    )
)  # fmt: skip


class Unfit(ValueError):
    """An address that must not or cannot be asked; `reason` is malformed, credentials or port."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Target:
    """A web address in the spelling that goes over the wire: ASCII all through."""

    scheme: str
    host: str
    port: int
    path: str  # with its query

    @property
    def authority(self) -> str:
        """What the Host header says."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


def target(url: str, inner_hosts: Container[str] = ()) -> Target:
    """The parts of a web address; Unfit if it is none, holds a password, or names another port than
    80 and 443 (`inner_hosts` may have any)."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError:
        raise Unfit("malformed") from None
    scheme = parts.scheme.lower()
    if scheme not in PORTS or not parts.hostname:
        raise Unfit("malformed")
    if parts.username is not None or parts.password is not None:
        raise Unfit("credentials")
    host = _host(parts.hostname)
    chosen = PORTS[scheme] if port is None else port
    if chosen not in PORTS.values() and host not in inner_hosts:
        raise Unfit("port")
    path = quote(STRAY.sub("%25", parts.path or "/"), safe=PATH)
    query = quote(STRAY.sub("%25", parts.query), safe=PATH + "?")
    return Target(scheme, host, chosen, f"{path}?{query}" if query else path)


class _Everybody:
    """All hosts there are."""

    def __contains__(self, host: object) -> bool:
        return True


def authority(url: str) -> str:
    """The machine that an address would be asked of, with its port; "" if it is none."""
    try:
        return target(url, _Everybody()).authority
    except Unfit:
        return ""


def _host(name: str) -> str:
    """A host's name as the name servers know it."""
    bare = name.rstrip(".").lower()
    if ":" in bare:
        return bare
    try:
        ascii_name = bare if bare.isascii() else idna.encode(bare, uts46=True).decode()
    except idna.IDNAError:
        raise Unfit("malformed") from None
    if not HOST.fullmatch(ascii_name) or len(ascii_name) > 253:
        raise Unfit("malformed")
    return ascii_name


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the open internet: not private, loopback, link-local, shared,
    multicast, reserved or for documents, nor a wrapping of one of these in IPv6.

    Source: the special-purpose registries of IANA for IPv4 and IPv6.
    """
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv4Address):
        return not any(found in net for net in CLOSED_4)
    if found in NAT64:  # how a network without IPv4 reaches what has nothing else
        return is_public(str(ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)))
    return found in OPEN_6 and not any(found in net for net in CLOSED_6)
