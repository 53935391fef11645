"""What the fake DeepL knows and decides, apart from HTTP: keys, money, languages, glossaries."""

from __future__ import annotations

import random
import re
import threading
import uuid
from collections import Counter
from html import unescape
from typing import Any
from xml.etree import ElementTree

from app.engines import pseudo
from tests.fakes import faults
from tests.fakes.damage import KINDS as CONTENT
from tests.fakes.damage import spoil
from tests.fakes.faults import Fault

TAGS, GLOSSARY, FORMALITY = "tag_handling", "glossary", "formality"
TARGETS: dict[str, tuple[str, ...]] = {
    "de": (TAGS, GLOSSARY, FORMALITY), "en": (TAGS, GLOSSARY), "en-GB": (TAGS, GLOSSARY),
    "en-US": (TAGS, GLOSSARY), "ar": (TAGS, GLOSSARY), "fa": (TAGS,), "tr": (TAGS, GLOSSARY),
    "ru": (TAGS, GLOSSARY, FORMALITY), "uk": (TAGS, GLOSSARY), "fr": (TAGS, GLOSSARY, FORMALITY),
}  # fmt: skip
MOST_TEXTS = 50
Answer = tuple[int, Any]


class Refused(Exception):
    """A request that gets `status` and a body (a str is HTML) instead of an answer."""

    def __init__(self, status: int, body: Any) -> None:
        super().__init__(f"{status}: {body}")
        self.status, self.body = status, body


def refused(status: int, message: str) -> Refused:
    """A refusal with a message in the JSON that DeepL wraps it in."""
    return Refused(status, {"message": message})


class Account:
    """All state of one fake; every method holds the lock while it reads or writes."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.reset()

    def reset(self) -> None:
        """Forget everything."""
        with self.lock:
            self.billed: Counter[str] = Counter()  # by key
            self.calls: list[dict[str, Any]] = []
            self.glossaries: dict[str, dict[str, Any]] = {}
            self.faults: list[Fault] = []
            self.quota: int | None = None
            self.period: dict[str, str] = {}  # start_time and end_time, which Pro accounts are told
            self.targets = {code: list(features) for code, features in TARGETS.items()}

    def state(self) -> dict[str, Any]:
        """Everything a test may want to know, as JSON."""
        with self.lock:
            return {
                "billed": dict(self.billed), "calls": list(self.calls), "quota": self.quota,
                "glossaries": self.glossaries,
            }  # fmt: skip

    def set(self, wanted: dict[str, Any]) -> None:
        """Faults, quota and features as POST /__faults__ gives them; what is not named stays."""
        with self.lock:
            if "faults" in wanted:
                self.faults = faults.read(wanted["faults"])
            self.quota = wanted.get("quota", self.quota)
            self.targets |= wanted.get("features", {})

    def struck(self, path: str) -> list[Fault]:
        """The faults that this request has."""
        with self.lock:
            return [fault for fault in self.faults if fault.strikes(path)]

    def log(self, **call: Any) -> dict[str, Any]:
        """Remember a request; what becomes of it is written into the dict that this returns."""
        with self.lock:
            self.calls.append(call)
        return call

    def translate(self, key: str, body: dict[str, Any], struck: list[Fault]) -> Answer:
        """POST /v2/translate."""
        texts, target = body.get("text"), str(body.get("target_lang", ""))
        if not isinstance(texts, list) or not texts:
            raise refused(400, "Parameter 'text' not specified.")
        if len(texts) > MOST_TEXTS:
            raise refused(400, f"Too many texts: {len(texts)} > {MOST_TEXTS}.")
        features = self._features(target)
        terms = self._terms(body, target)
        xml = body.get("tag_handling") == "xml"
        self._check(body, features, texts if xml else [])
        billed = [_characters(text, xml) for text in texts]
        self._book(key, sum(billed))
        lean = any(fault.kind == "unbilled" for fault in struck)
        answers = [
            {
                "detected_source_language": "DE",
                "text": _spoilt(text, _translated(text, target, xml, terms), struck),
                "model_type_used": "quality_optimized",
            }
            | ({} if lean else {"billed_characters": count})
            for text, count in zip(texts, billed, strict=True)
        ]
        if any(fault.kind == "count" for fault in struck):
            answers.pop()
        return 200, {"translations": answers, "billed": sum(billed)}

    def usage(self, key: str) -> Answer:
        """GET /v2/usage."""
        with self.lock:
            limit = 1_000_000_000_000 if self.quota is None else self.quota
            counted = {"character_count": self.billed[key], "character_limit": limit}
            return 200, counted | self.period

    def languages(self) -> Answer:
        """GET /v3/languages?resource=translate_text."""
        with self.lock:
            return 200, [
                {
                    "lang": code, "name": code, "status": "stable",
                    "usable_as_source": "-" not in code, "usable_as_target": True,
                    "features": {name: {"status": "stable"} for name in features},
                }
                for code, features in self.targets.items()
            ]  # fmt: skip

    def _features(self, target: str) -> list[str]:
        with self.lock:
            found = {code.upper(): features for code, features in self.targets.items()}
        if target.upper() not in found:
            raise refused(400, f"Value for 'target_lang' not supported: {target!r}.")
        return found[target.upper()]

    def _check(self, body: dict[str, Any], features: list[str], fragments: list[str]) -> None:
        """Refuse what DeepL refuses."""
        if body.get("formality") in ("more", "less") and FORMALITY not in features:
            raise refused(400, "'formality' is not supported for given 'target_lang'.")
        if body.get("tag_handling") and TAGS not in features:
            raise refused(400, "Tag handling is not supported for given 'target_lang'.")
        for fragment in fragments:
            try:
                ElementTree.fromstring(f"<t>{fragment}</t>")
            except ElementTree.ParseError as error:
                words = f"Tag handling parsing failed: {error}"
                raise Refused(400, {"Message": words}) from None

    def _terms(self, body: dict[str, Any], target: str) -> dict[str, str]:
        """The entries of the request's glossary for its languages."""
        wanted = [body["glossary_id"]] if body.get("glossary_id") else body.get("glossary_ids", [])
        if wanted and not body.get("source_lang"):
            raise refused(400, "'source_lang' is needed with a glossary.")
        found: dict[str, str] = {}
        for id_ in wanted:
            with self.lock:
                glossary = self.glossaries.get(id_)
            if glossary is None:
                raise refused(404, "Glossary not found.")
            entries = glossary["dictionaries"].get(target.partition("-")[0].lower())
            if entries is None:
                raise refused(400, "The glossary has no dictionary for these languages.")
            found |= entries
        return found

    def _book(self, key: str, characters: int) -> None:
        with self.lock:
            if self.quota is not None and self.billed[key] + characters > self.quota:
                raise refused(456, "Quota exceeded.")
            self.billed[key] += characters


def new_id() -> str:
    """An id as DeepL makes them."""
    return str(uuid.uuid4())


def _characters(text: str, xml: bool) -> int:
    """Code points without tags; DeepL's own count, made apart from the one in app.domain.machines.machine."""
    return len(unescape(re.sub(r"<[^>]*>", "", text))) if xml else len(text)


def _translated(text: str, target: str, xml: bool, terms: dict[str, str]) -> str:
    """Pseudo-translation, the glossary's words put in for theirs."""
    if not terms:
        return pseudo.write(text, target, is_xml=xml)
    parts = re.split("(" + "|".join(rf"\b{re.escape(term)}\b" for term in terms) + ")", text)
    return "".join(terms.get(part) or pseudo.write(part, target, is_xml=xml) for part in parts)


def _spoilt(source: str, answer: str, struck: list[Fault]) -> str:
    for fault in struck:
        rng = random.Random(f"{fault.seed} {source}")
        if fault.kind in CONTENT and fault.only in source and rng.random() < fault.share:
            answer = spoil(fault.kind, source, answer, rng)
    return answer
