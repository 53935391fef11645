"""What was done is told in words, whatever it was."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from app.web.office.deeds import PHRASES

APP = Path(__file__).parents[2] / "app"
THINGS = (
    "page|paragraph|translation|rollout|term|organisation|region|language|engine|job|user|token"
    "|session|webhook|link|comment|finding|memory"
)
OTHERS = {"id", "toml", "tmx"}  # columns that keys point to, files
DEED = re.compile(rf"({THINGS})\.[a-z-]+")


def named() -> set[str]:
    """Every deed that some line of ours notes."""
    found = set()
    for path in APP.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                is_deed = DEED.fullmatch(node.value) and node.value.split(".")[1] not in OTHERS
                found |= {node.value} if is_deed else set()
    return found


def test_every_deed_has_its_words() -> None:
    """Nobody reads “page.unschedule” in the list of last changes."""
    assert {"page.publish", "rollout.finish", "term.import"} <= named()
    assert [] == sorted(named() - set(PHRASES))
