"""The world outside, on this machine: an HTTP server under made-up names, and certificates for them."""

from __future__ import annotations

import ssl
from collections import defaultdict
from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from app.exchange.fetching import Fetcher

HERE = "127.0.0.1"
AGENT = "Wegweiser (+https://guide.example)"


class Names:
    """A name server whose answers a test sets; it counts how often it was asked."""

    def __init__(self) -> None:
        self.known: dict[str, list[str]] = {}
        self.asked: dict[str, int] = defaultdict(int)

    def __call__(self, host: str, port: int) -> list[str]:
        self.asked[host] += 1
        if host not in self.known:
            raise OSError("Name or service not known")
        return self.known[host]


def fetcher(
    names: Names, inner_hosts: Collection[str] = (), seconds: float = 5.0, all_seconds: float = 5.0
) -> Fetcher:
    """A fetcher that sees the world through these names."""
    return Fetcher(AGENT, inner_hosts, names, seconds, all_seconds)


class Authority:
    """Gives out certificates that only its own clients believe in."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.key = folder, ec.generate_private_key(ec.SECP256R1())
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Test CA")])
        self.path = folder / "ca.pem"
        self.path.write_bytes(self._signed(self.name, self.key, None, 3650))

    def _signed(
        self, subject: x509.Name, key: ec.EllipticCurvePrivateKey, host: str | None, days: int
    ) -> bytes:
        now = datetime.now(UTC)
        built = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self.name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=30))
            .not_valid_after(now + timedelta(days=days))
            .add_extension(x509.BasicConstraints(ca=host is None, path_length=None), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()), False
            )
        )
        if host is None:
            usage = x509.KeyUsage(False, False, False, False, False, True, True, False, False)
            built = built.add_extension(usage, critical=True)
        else:
            names = x509.SubjectAlternativeName([x509.DNSName(host)])
            built = built.add_extension(names, critical=False)
        return built.sign(self.key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)

    def server(self, host: str, days: int = 30) -> ssl.SSLContext:
        """What a server needs that says it is `host`; negative days: it expired."""
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
        both = self.folder / f"{host}{days}.pem"
        both.write_bytes(
            self._signed(name, key, host, days)
            + key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(both)
        return context

    def client(self) -> ssl.SSLContext:
        """What a client needs that believes in us."""
        return ssl.create_default_context(cafile=str(self.path))
