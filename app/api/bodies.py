"""Bodies of answers: hashed and compressed once for each publication, then kept while they are asked for."""

from __future__ import annotations

import gzip
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import lru_cache
from hashlib import blake2b

import brotli
import zstandard

WORTH_IT = 200  # bytes; smaller bodies are sent as they are
PREFERENCE = ("br", "zstd", "gzip")
WEIGHED = 64  # new bodies; as often all are weighed, which takes a while
MOST = 4096  # bodies kept: answers to odd parameters must not fill the memory
LARGE = 1_000_000  # bytes; from here on the slower setting of brotli keeps a reader waiting

COMPRESS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda data: brotli.compress(data, quality=5 if len(data) < LARGE else 4),
    "zstd": lambda data: zstandard.ZstdCompressor(level=6).compress(data),
    "gzip": lambda data: gzip.compress(data, compresslevel=6, mtime=0),
}


class Body:
    """The bytes of one answer, with a strong ETag for each of its encodings."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.hash = blake2b(data, digest_size=12).hexdigest()
        self._encoded: dict[str, bytes] = {}

    def encoded(self, encoding: str) -> bytes:
        """The bytes in one encoding ("" for none)."""
        if not encoding:
            return self.data
        if encoding not in self._encoded:
            self._encoded[encoding] = COMPRESS[encoding](self.data)
        return self._encoded[encoding]

    def same(self, sent: str, encoding: str) -> str:
        """The validator in If-None-Match that names this body in any encoding, `encoding`'s first;
        "" if the client has something else."""
        if not sent:
            return ""
        tags = {tag.strip().removeprefix("W/") for tag in sent.split(",")}
        known = [self.etag(name) for name in (encoding, "", *PREFERENCE)]
        return known[0] if "*" in tags else next((tag for tag in known if tag in tags), "")

    def etag(self, encoding: str) -> str:
        """The strong validator of one encoding, with its quotes."""
        return f'"{self.hash}-{encoding}"' if encoding else f'"{self.hash}"'

    def size(self) -> int:
        """Bytes held in memory."""
        return len(self.data) + sum(map(len, self._encoded.values()))


class Bodies:
    """The bodies asked for lately, up to `limit` bytes of them."""

    def __init__(self, limit: int = 256 * 1024 * 1024) -> None:
        self._limit = limit
        self._kept: OrderedDict[Hashable, Body] = OrderedDict()
        self._lock = threading.Lock()
        self._made = 0

    def get(self, key: Hashable, make: Callable[[], bytes]) -> Body:
        """The body under `key`, made by `make` when nobody asked for it before."""
        with self._lock:
            body = self._kept.get(key)
            if body is not None:
                self._kept.move_to_end(key)
                return body
        body = Body(make())
        with self._lock:
            self._kept[key] = body
            self._drop_oldest()
        return body

    def _drop_oldest(self) -> None:
        if len(self._kept) > MOST:
            self._kept.popitem(last=False)
        self._made += 1
        if self._made % WEIGHED == 0:
            total = sum(body.size() for body in self._kept.values())
            while total > self._limit and len(self._kept) > 1:
                total -= self._kept.popitem(last=False)[1].size()


def choose(accept: str, size: int) -> str:
    """The encoding for a body of `size` bytes, by the client's Accept-Encoding; "" for none."""
    return _preferred(accept) if accept and size >= WORTH_IT else ""


@lru_cache(maxsize=256)
def _preferred(accept: str) -> str:
    offered = weights(accept)
    others = offered.get("*", 0.0)
    best = max(PREFERENCE, key=lambda name: offered.get(name, others))
    weight = offered.get(best, others)
    return best if weight > 0 and weight >= offered.get("identity", 0.0) else ""


def weights(header: str) -> dict[str, float]:
    """What an Accept or Accept-Encoding header names, in lower case, and how much each is wanted."""
    parts = (part.partition(";") for part in header.lower().split(","))
    return {name.strip(): _quality(parameters) for name, _, parameters in parts}


def _quality(parameters: str) -> float:
    """The q among the parameters; 1 without one, 0 for one that is no number."""
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return float(value)
            except ValueError:
                return 0.0
    return 1.0
