"""What no linter knows: the rules of this house about its docs, errors, tables and the size of its files."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from inspect import getmembers, isclass
from pathlib import Path

import click
import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from app import errors, main
from app.cli.commands import wegweiser
from app.config import READERS
from app.errors import WegweiserError
from app.models import Base
from app.services import migrating

ROOT = Path(__file__).parents[1]
LONGEST_FILE, LONGEST_FUNCTION = 250, 40
CODE = sorted(path for folder in ("app", "schemas") for path in (ROOT / folder).rglob("*.py"))
VERSIONS = ROOT / "app" / "migrations" / "versions"
Function = ast.FunctionDef | ast.AsyncFunctionDef


def named(paths: list[Path]) -> list[str]:
    """Paths as a person writes them."""
    return [str(path.relative_to(ROOT)) for path in paths]


def functions(path: Path) -> Iterator[Function]:
    """All functions of a module, methods and inner ones included."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, Function):
            yield node


def missing(names: list[str], document: str) -> list[str]:
    """The names that a document of ours does not mention."""
    text = (ROOT / document).read_text(encoding="utf-8") if (ROOT / document).exists() else ""
    return [name for name in names if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text)]


def commands(group: click.Group, prefix: str = "") -> Iterator[str]:
    """The names of all commands, those of groups with the group's name before them."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, f"{prefix}{name} ")
        else:
            yield prefix + name


def test_every_setting_is_explained() -> None:
    """Whoever runs this finds every setting in docs/settings.md."""
    assert [] == missing(sorted(READERS), "docs/settings.md")


def test_every_command_is_explained() -> None:
    """Whoever runs this finds every console command in README.md."""
    assert main.COMMANDS
    found = list(commands(wegweiser))
    assert {"migrate", "seed", "serve", "publish", "import-integreat"} <= set(found)
    assert [] == missing([f"wegweiser {name}" for name in found], "README.md")


def test_every_command_says_what_it_does() -> None:
    """`--help` has a sentence for each command and a text for each option that is not plain."""
    silent = [name for name, command in wegweiser.commands.items() if not command.help]
    assert [] == silent


def test_every_error_is_explained() -> None:
    """Each error class says when it is raised, and is one of ours."""
    found = [cls for _, cls in getmembers(errors, isclass) if issubclass(cls, Exception)]
    assert len(found) >= 5
    assert [] == [cls.__name__ for cls in found if not (cls.__dict__.get("__doc__") or "").strip()]
    assert [] == [cls.__name__ for cls in found if not issubclass(cls, WegweiserError)]


def test_every_module_says_what_it_is_for() -> None:
    """The first line of each module is a sentence about it."""
    silent = [path for path in CODE if not ast.get_docstring(ast.parse(path.read_text("utf-8")))]
    assert [] == named(silent)


def test_every_public_function_says_what_it_does() -> None:
    """Module-level functions that others may call have a docstring; migrations aside."""
    silent = []
    for path in CODE:
        if VERSIONS in path.parents:
            continue
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_"):
                silent += [] if ast.get_docstring(node) else [f"{named([path])[0]}: {node.name}"]
    assert [] == silent


def test_no_file_is_too_long() -> None:
    """Every file of the house can be read at a sitting; migrations, written once, aside."""
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in CODE}
    long = [path for path, length in lengths.items() if length > LONGEST_FILE]
    assert [] == named([path for path in long if VERSIONS not in path.parents])


def test_no_function_is_too_long() -> None:
    """Every function can be seen at a glance; migrations aside."""
    long = [
        f"{path.relative_to(ROOT)}: {function.name} ({function.end_lineno - function.lineno + 1})"
        for path in CODE
        if VERSIONS not in path.parents
        for function in functions(path)
        if function.end_lineno and function.end_lineno - function.lineno >= LONGEST_FUNCTION
    ]
    assert [] == long


def test_no_module_is_called_utils() -> None:
    """A module is called by its subject."""
    names = {"utils", "util", "helpers", "common", "misc", "manager", "base"}
    assert [] == named([path for path in CODE if path.stem in names])


def test_there_is_one_newest_migration() -> None:
    """Two people who each added a migration find out before their guide does."""
    script = ScriptDirectory.from_config(migrating.settings())
    assert 1 == len(script.get_heads())
    assert all(version.doc for version in script.walk_revisions())


def test_tables_are_what_the_models_say(engine: Engine) -> None:
    """After all migrations the database is exactly what the models describe, on both databases."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert [] == compare_metadata(context, Base.metadata)


@pytest.mark.parametrize("folder", ["app", "schemas"])
def test_every_folder_is_a_package(folder: str) -> None:
    """Each folder with modules has an __init__.py, so that nothing is left out of the package."""
    inside = {path.parent for path in (ROOT / folder).rglob("*.py")} - {VERSIONS}
    assert [] == named([place for place in inside if not (place / "__init__.py").exists()])


def test_tests_are_found() -> None:
    """Every module of tests is named so that pytest finds it, or holds no tests."""
    lost = [
        path
        for path in (ROOT / "tests").rglob("*.py")
        if not path.name.startswith("test_")
        and any(function.name.startswith("test_") for function in functions(path))
    ]
    assert [] == named(lost)
