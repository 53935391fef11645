"""`serve`: the server that readers and people at work talk to."""

from __future__ import annotations

import errno
import os
import socket
import subprocess
import sys
from datetime import UTC, datetime

import click
from flask import current_app

from app.cli.commands import wegweiser, with_app
from app.db import transaction
from app.errors import Invalid
from app.services.publishing import publication
from app.services.publishing.settings import Site


@wegweiser.command()
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="The address of this machine to serve on.",
)
@click.option(
    "--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes."
)
@click.option("--with-worker", is_flag=True, help="Start a worker for machine translation too.")
@with_app
def serve(host: str, workers: int, with_worker: bool) -> None:
    """Serve the guide on PORT (default 8000)."""
    config = current_app.config["WEGWEISER"]
    _check_port(host, config.port)
    with transaction() as session:
        site = Site(config.base_url, config.webapp_url)
        renewed = publication.publish_all(session, site, datetime.now(UTC))
    if renewed:
        click.echo(f"All documents were made anew for {config.base_url}.")
    command = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host,
        "--port", str(config.port), "--workers", str(workers), "--blocking-threads", "4",
        "--respawn-failed-workers", "--factory", "--no-ws", "--log-level", "warning", "app.main:make_app",
    ]  # fmt: skip
    click.echo(f"Serving on http://{host}:{config.port}/ – stop with Ctrl-C.")
    sys.stdout.flush()
    if with_worker:
        _start_worker()
    os.execv(sys.executable, command)


def _start_worker() -> None:
    """A worker beside the server; it ends with the terminal that both run in, or with the server."""
    subprocess.Popen([sys.executable, "-m", "app.main", "worker", "--beside", str(os.getpid())])


def _check_port(host: str, port: int) -> None:
    """Invalid when somebody else listens there already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            why = (error.strerror or str(error)).lower()
            raise Invalid(f"{_culprit(host, port, error)}: {why}. {_way_out(error)}") from error


def _culprit(host: str, port: int, error: OSError) -> str:
    known = error.errno in (errno.EADDRINUSE, errno.EACCES)
    return f"PORT={port}" if known else f"--host {host}"


def _way_out(error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return "Stop the other server or set another PORT."
    if error.errno == errno.EACCES:
        return "Ports below 1024 need rights; set another PORT and put a web server in front."
    return "Name an address of this machine; 0.0.0.0 stands for all of them."
