"""What an installation copies from deploy/ fits this program: settings and commands that there are."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from app import main
from app.config import READERS
from app.main import wegweiser

FOLDER = Path(__file__).parents[1] / "deploy"
UNITS = sorted(FOLDER.glob("*.service"))


def test_the_example_names_only_settings_that_there_are() -> None:
    """An unknown one would stop the start."""
    text = (FOLDER / "environment.example").read_text(encoding="utf-8")
    named = re.findall(r"^([A-Z_]+)=", text, re.MULTILINE)
    assert "DATABASE_URL" in named
    assert [] == [name for name in named if name not in READERS]


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_a_unit_starts_a_command_that_there_is(unit: Path) -> None:
    """With options that it knows."""
    assert main.COMMANDS
    (start,) = re.findall(r"^ExecStart=(.*)$", unit.read_text(encoding="utf-8"), re.MULTILINE)
    program, name, *options = shlex.split(start)
    assert "wegweiser" == Path(program).name
    command = wegweiser.commands[name]
    with command.make_context(name, options) as context:
        assert 2 == context.params["workers"]
