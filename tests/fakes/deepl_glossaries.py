"""The glossaries of the fake DeepL: version 3 of that part of its API, as far as we use it."""

from __future__ import annotations

from typing import Any

from tests.fakes.deepl_account import Account, Answer, new_id, refused

CREATED = "2026-11-22T12:00:00.000Z"


def answer(
    account: Account, method: str, parts: list[str], query: dict[str, str], body: dict[str, Any]
) -> Answer:
    """What /v3/glossaries/… answers; `parts` is the path after that."""
    with account.lock:
        if not parts:
            return _create(account, body) if method == "POST" else _all(account)
        glossary = account.glossaries.get(parts[0])
        if glossary is None:
            raise refused(404, "Glossary not found.")
        if parts[1:] == ["dictionaries"]:
            return _dictionary(glossary, method, query, body)
        if parts[1:] == ["entries"]:
            return _entries(glossary, query)
        if method == "DELETE":
            del account.glossaries[parts[0]]
            return 204, None
        return 200, _shown(parts[0], glossary)


def _create(account: Account, body: dict[str, Any]) -> Answer:
    if not body.get("name") or not body.get("dictionaries"):
        raise refused(400, "Bad request: name or dictionaries missing.")
    dictionaries = dict(_read(account, given) for given in body["dictionaries"])
    id_ = new_id()
    account.glossaries[id_] = {"name": body["name"], "dictionaries": dictionaries}
    return 201, _shown(id_, account.glossaries[id_])


def _all(account: Account) -> Answer:
    return 200, {"glossaries": [_shown(id_, one) for id_, one in account.glossaries.items()]}


def _dictionary(
    glossary: dict[str, Any], method: str, query: dict[str, str], body: dict[str, Any]
) -> Answer:
    if method == "DELETE":
        if glossary["dictionaries"].pop(query["target_lang"].lower(), None) is None:
            raise refused(404, "Dictionary not found.")
        return 204, None
    language, entries = _read(None, body)
    glossary["dictionaries"][language] = entries
    return 200, _counted(language, entries)


def _entries(glossary: dict[str, Any], query: dict[str, str]) -> Answer:
    language = query["target_lang"].lower()
    if language not in glossary["dictionaries"]:
        raise refused(404, "Dictionary not found.")
    lines = [f"{term}\t{said}" for term, said in glossary["dictionaries"][language].items()]
    dictionary = {
        "source_lang": "de", "target_lang": language, "entries": "\n".join(lines),
        "entries_format": "tsv",
    }  # fmt: skip
    return 200, {"dictionaries": [dictionary]}


def _read(account: Account | None, given: dict[str, Any]) -> tuple[str, dict[str, str]]:
    """A dictionary's language and entries; DeepL takes no term twice and none without letters."""
    language = str(given["target_lang"]).lower()
    if account is not None and "glossary" not in account.targets.get(language, ()):
        raise refused(400, f"Unsupported glossary language pair de-{language}.")
    entries: dict[str, str] = {}
    for line in given["entries"].split("\n"):
        term, _, said = line.partition("\t")
        if not term.strip() or not said.strip() or term in entries:
            raise refused(400, f"Invalid glossary entry {line!r}.")
        entries[term] = said
    return language, entries


def _counted(language: str, entries: dict[str, str]) -> dict[str, Any]:
    return {"source_lang": "de", "target_lang": language, "entry_count": len(entries)}


def _shown(id_: str, glossary: dict[str, Any]) -> dict[str, Any]:
    counted = [_counted(language, e) for language, e in glossary["dictionaries"].items()]
    return {
        "glossary_id": id_, "name": glossary["name"], "creation_time": CREATED,
        "dictionaries": counted,
    }  # fmt: skip
