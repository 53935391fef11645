"""What commands print: progress on a terminal, plain lines elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

EVERY = 5.0  # seconds between two lines


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar named `what`, on standard error; the block gets a function (done, of).

    Where that is no terminal, such as a log, a line tells of it every few seconds instead.
    """
    console = Console(stderr=True)
    if not console.is_terminal:
        with _lines(what) as told:
            yield told
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console) as bar:
        task = bar.add_task(what, total=None)

        def told(done: int, of: int) -> None:
            bar.update(task, completed=done, total=of)

        yield told


@contextmanager
def _lines(what: str) -> Iterator[Callable[[int, int], None]]:
    """The same as lines of text: the first, one every few seconds, and the last."""
    state = {"done": 0, "of": 0}
    next_at = 0.0

    def tell() -> None:
        click.echo(f"{what}: {state['done']} of {state['of']}", err=True)

    def told(done: int, of: int) -> None:
        nonlocal next_at
        state.update(done=done, of=of)
        if time.monotonic() >= next_at:
            next_at = time.monotonic() + EVERY
            tell()

    yield told
    if state["of"]:
        tell()
