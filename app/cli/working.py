"""Commands for machine translation: make work, do it, look at it, read its ledger."""

from __future__ import annotations

import logging
import os
import re
import signal
import threading
import time
from datetime import datetime
from functools import partial
from typing import Any

import click
import orjson
from flask import current_app
from rich import box
from rich.console import Console
from rich.table import Table

from app.cli.commands import wegweiser, with_app
from app.cli.output import progress
from app.config import instance
from app.db import db, reading, transaction, transactions_on
from app.exchange import fetching, mailing, spreadsheets
from app.jobs import comparing
from app.jobs.bell import Bell, make_huey
from app.jobs.digests import Postman
from app.jobs.translating import Worker, clock
from app.services import regions
from app.services.translation import budget, dirty, engines, failing, ledger

MOST_THREADS = 64
MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
MOCK = (
    "No machine is set up, so texts are only mock-ups, for trying out. Set DEEPL_AUTH_KEY or"
    " WEGWEISER_LIBRETRANSLATE_URL, for the worker too."
)


@wegweiser.command()
@click.option("--region", "slug", default="", help="Only this region.")
@with_app
def reconcile(slug: str) -> None:
    """Compare everything, and make the work for machines that is missing."""
    which = partial(dirty.every, slug=slug)
    with progress("Contents") as told:
        made = comparing.reconcile(transactions_on(db.engine), which, clock(), told)
    click.echo(f"{made} new jobs.")


@wegweiser.command()
@click.option(
    "--workers", type=click.IntRange(1, MOST_THREADS), default=1, show_default=True, help="Threads."
)
@click.option(
    "--until-done", is_flag=True, help="Do what can be done now, in one thread, and stop."
)
@click.option("--beside", type=int, hidden=True, help="Stop when the process with this id has.")
@with_app
def worker(workers: int, until_done: bool, beside: int | None) -> None:
    """Do the work: machine translation, and what the schedule brings."""
    config = current_app.config["WEGWEISER"]
    opened, found = transactions_on(db.engine), engines.configured(config)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    for chatty in ("deepl", "urllib3", "huey"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    if "pseudo" in found:
        click.echo(MOCK, err=True)
    if until_done:
        _until_done(Worker(opened, found))
        return
    outside = fetching.fetcher(config.base_url, config.inner_hosts)
    postman = Postman(opened, mailing.post(config.smtp_url, config.mail_from), config.base_url)
    bell = Bell(make_huey(config.huey_url, instance()), opened, found, outside, postman)
    click.echo(f"Working with {', '.join(found)} – stop with Ctrl-C.")
    bell.ring()
    if beside is not None:
        threading.Thread(target=_follow, args=(beside,), daemon=True).start()
    bell.consumer(workers).run()


def _follow(process: int) -> None:
    """Stop as Ctrl-C does when the server that started us is gone."""
    while os.getppid() == process:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGINT)


def _until_done(one: Worker) -> None:
    one.learn()
    one.tell_terms()
    waiting, done = _waiting(), 0
    with progress("Paragraphs") as told:
        while (applied := one.step()) is not None:
            done += applied.served + applied.drafts + applied.held
            told(done, max(waiting, done))
    click.echo(f"{done} paragraphs done.")
    if left := _waiting():
        click.echo(f"{left} still wait. What for: wegweiser jobs")


def _waiting() -> int:
    with reading() as session:
        return sum(heap.jobs for heap in ledger.heaps(session, None) if heap.state != "held")


@wegweiser.command()
@click.option("--region", "slug", default="", help="Only this region.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")
@click.option("--resume", type=click.Choice(engines.ORDER), help="Let a paused engine go on.")
@click.option("--again", is_flag=True, help="Let what is held be tried again.")
@with_app
def jobs(slug: str, as_json: bool, resume: str | None, again: bool) -> None:
    """Tell what runs, what waits and what is held, and why."""
    if resume:
        with transaction() as session:
            was_paused = engines.resume(session, resume, clock())
        click.echo(f"{resume} goes on." if was_paused else f"{resume} was not paused.", err=as_json)
    if again:
        click.echo(f"{_again(slug)} jobs are tried again.", err=as_json)
    with reading() as session:
        region = regions.get(session, slug) if slug else None
        found = ledger.heaps(session, region)
        done = ledger.done(session, region)
        paused = [
            (row.engine, row.reason, row.paused_until)
            for row in ledger.engine_states(session)
            if row.paused_until is not None and row.paused_until > clock()
        ]
    if as_json:
        click.echo(_jobs_json(found, done, paused))
        return
    _print_heaps(found, done)
    for name, reason, until in paused:
        click.echo(f"{name} is paused {_end(name, until)}: {reason}")


def _again(slug: str) -> int:
    with transaction() as session:
        region_id = regions.get(session, slug).id if slug else None
        return failing.retry(session, region_id, clock())


def _end(name: str, until: datetime) -> str:
    if until < failing.UNTIL_RESUMED:
        return f"until {until:%Y-%m-%d %H:%M} UTC"
    return f"until you say “wegweiser jobs --resume {name}”"


def _print_heaps(found: list[ledger.Heap], done: int) -> None:
    """A table; its reasons, which can be long, stand below it."""
    reasons = list(dict.fromkeys(heap.reason for heap in found if heap.reason))
    table = Table("language", "state", "jobs", "characters", "since", "why", title=f"{done} done")
    for heap in found:
        why = f"({reasons.index(heap.reason) + 1})" if heap.reason else ""
        since = heap.oldest.strftime("%Y-%m-%d %H:%M")
        table.add_row(heap.language, heap.state, str(heap.jobs), str(heap.characters), since, why)
    Console().print(table)
    for number, reason in enumerate(reasons, 1):
        click.echo(f"({number}) {reason}")


def _jobs_json(found: list[ledger.Heap], done: int, paused: list[tuple[Any, ...]]) -> str:
    document = {
        "done": done,
        "open": [vars(heap) for heap in found],
        "paused": [
            {"engine": name, "reason": reason, "until": until} for name, reason, until in paused
        ],
    }
    return orjson.dumps(document, option=orjson.OPT_INDENT_2).decode()


def _month(_context: click.Context, _option: click.Parameter, value: str) -> str:
    if value and not MONTH.fullmatch(value):
        raise click.BadParameter(f"{value!r} is no month such as 2026-11")
    return value


@wegweiser.command("ledger")
@click.option("--region", "slug", required=True, help="Slug of the region.")
@click.option("--month", default="", callback=_month, help="Only this month, such as 2026-11.")
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV, one line for each request.")
@with_app
def print_ledger(slug: str, month: str, as_csv: bool) -> None:
    """Tell what machine translation has cost: one line for each request, with the balance."""
    with reading() as session:
        region = regions.get(session, slug)
        found = ledger.lines(session, region, month)
        spent, reserved, limit = budget.balance(session, region.id, clock())
    if as_csv:
        click.echo(spreadsheets.write(ledger.HEADINGS, map(ledger.cells, found)), nl=False)
        return
    table = Table(title=f"Machine translation in {slug}", box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in ("id", "sent", "language", "engine", "page", "texts", "billed", "outcome"):
        table.add_column(heading, no_wrap=True, ratio=1 if heading == "page" else None)
    for line in found:
        table.add_row(
            str(line.id), f"{line.sent_at:%Y-%m-%d}", line.language, line.engine, line.page,
            str(line.texts), str(line.billed), line.outcome,
        )  # fmt: skip
    Console().print(table)
    allowed = "without a limit" if limit is None else f"of {limit}"
    click.echo(f"This month: {spent} characters spent, {reserved} reserved, {allowed}.")
