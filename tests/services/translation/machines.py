"""Machines for tests: ones that do as they are told beside translating."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.domain.machines.machine import CANNOT, Capability, Reply, Request
from app.engines.deepl import DeepL
from app.engines.pseudo import Pseudo
from app.errors import TranslationFailed


class Meanwhile(DeepL):
    """DeepL, with something that happens once while it works: `then`."""

    def __init__(self, url: str, then: Callable[[], object]) -> None:
        super().__init__("key", url, timeout=5)
        self._then: list[Callable[[], object]] = [then]

    def translate(self, request: Request) -> Reply:
        """As DeepL, after what happens meanwhile."""
        reply = super().translate(request)
        if self._then:
            self._then.pop()()
        return reply


class Free(Pseudo):
    """The pseudo engine by another name, for some languages only, counting what it is asked."""

    def __init__(self, name: str, languages: Sequence[str] = ("en",)) -> None:
        self.name, self.languages = name, list(languages)
        self.asked: list[Request] = []
        self.down = ""
        self.looked_up = 0

    def translate(self, request: Request) -> Reply:
        """Pseudo-translation, or the failure of the kind `down`."""
        if self.down:
            raise TranslationFailed(self.down, f"{self.name} is {self.down}, as ordered")
        self.asked.append(request)
        return super().translate(request)

    def capabilities(self, target: str) -> Capability:
        """Only its own languages."""
        self.looked_up += 1
        return super().capabilities(target) if target in self.languages else CANNOT
