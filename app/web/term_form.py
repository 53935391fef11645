"""The form of a glossary term: what stands in its fields, and what somebody who sends it means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from app.domain.quality.glossary import Term, Wording
from app.domain.quality.stems import stem_of
from app.exchange.glossary_csv import wording_of, written

EMPTY = {"lemma": "", "forms": "", "mode": "warn", "note": ""}


def form_of(term: Term) -> dict[str, str]:
    """The fields as they stand before anybody has typed: one form or wording on each line."""
    fields = {
        "lemma": term.lemma, "forms": "\n".join(term.forms), "mode": term.mode, "note": term.note,
    }  # fmt: skip
    for code, wordings in term.wordings.items():
        first = next((one for one in wordings if one.preferred), wordings[0])
        guessed = first.stem == stem_of(first.text, code)
        others = [written(one, code) for one in wordings if one is not first]
        fields |= {
            f"preferred-{code}": first.text, f"stem-{code}": "" if guessed else first.stem,
            f"others-{code}": "\n".join(others),
        }  # fmt: skip
    return fields


def term_of(form: Mapping[str, str], codes: Sequence[str], before: Term) -> Term:
    """What the fields say; languages that the form does not offer keep what they had."""
    said = {code: tuple(_wordings(form, code)) for code in codes}
    kept = {code: given for code, given in before.wordings.items() if code not in codes}
    return Term(
        form.get("lemma", ""), {**kept, **{code: given for code, given in said.items() if given}},
        tuple(_lines(form.get("forms", ""))), form.get("mode", ""), form.get("note", ""),
    )  # fmt: skip


def _wordings(form: Mapping[str, str], code: str) -> Iterable[Wording]:
    first = form.get(f"preferred-{code}", "").strip()
    if first:
        yield Wording(first, form.get(f"stem-{code}", "").strip(), True)
    for line in _lines(form.get(f"others-{code}", "")):
        yield wording_of(line, preferred=False)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
