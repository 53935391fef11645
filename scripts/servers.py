"""Servers started for a measurement on ports of their own, and stopped after it."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from scripts import bench_machine as machine

SUFFIX = {"": ".json", "gzip": ".json.gz", "br": ".json.br"}  # of the files, by encoding
NGINX = """
daemon off; master_process on; worker_processes 2; pid {folder}/nginx.pid; error_log stderr error;
events {{ worker_connections 1024; }}
http {{
  access_log off; server_tokens off; sendfile on; tcp_nopush on; keepalive_requests 1000000;
  open_file_cache max=100; default_type application/json;
  client_body_temp_path {folder}/t; proxy_temp_path {folder}/t; fastcgi_temp_path {folder}/t;
  uwsgi_temp_path {folder}/t; scgi_temp_path {folder}/t;
  add_header Cache-Control "public, no-cache"; add_header Vary Accept-Encoding;
  add_header Access-Control-Allow-Origin "*"; add_header X-Content-Type-Options nosniff;
  map $uri $encoding {{ ~\\.gz$ gzip; ~\\.br$ br; default ""; }}
  add_header Content-Encoding $encoding;
  server {{ listen 127.0.0.1:{port}; root {folder}/files; }}
}}
"""


@dataclass(frozen=True)
class Answer:
    """What a server answered."""

    status: int
    etag: str
    body: bytes


@dataclass(frozen=True)
class Server:
    """One of the servers that are compared; `is_files` for the one that serves files."""

    name: str
    port: int
    is_files: bool = False

    def get(self, path: str, encoding: str, etag: str = "") -> Answer:
        """One request."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Accept-Encoding": encoding or "identity"}
        if etag:
            headers["If-None-Match"] = etag
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        answer = Answer(response.status, response.getheader("ETag", ""), response.read())
        connection.close()
        return answer

    def path(self, name: str, address: str, encoding: str) -> str:
        """Where this server has a body."""
        return f"/{name}{SUFFIX[encoding]}" if self.is_files else address


def free_port() -> int:
    """A port on which nobody listens now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(command: list[str], port: int, environment: dict[str, str]) -> Iterator[None]:
    """A server that answers on its port, stopped at the end with all of its workers."""
    process = subprocess.Popen(
        command, env=os.environ | environment, cwd=machine.ROOT, start_new_session=True,
        stdout=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _wait(process, port)
        yield
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=20)


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    for _ in range(600):
        if process.poll() is not None:
            raise SystemExit(f"{process.args!r} ended at once (see above)")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit(f"{process.args!r} does not answer")


@contextmanager
def ours(url: str, workers: int) -> Iterator[Server]:
    """Our server, started as an operator starts it."""
    port = free_port()
    command = [sys.executable, "-m", "app.main", "serve", "--workers", str(workers)]
    settings = {"DATABASE_URL": url, "PORT": str(port), "WEGWEISER_BASE_URL": "http://127.0.0.1"}
    with running(command, port, settings):
        yield Server(f"wegweiser, {workers} worker{'s' * (workers > 1)}", port)


@contextmanager
def nginx(folder: Path) -> Iterator[Server]:
    """nginx with what lies under `folder`/files."""
    port = free_port()
    config = folder / "nginx.conf"
    config.write_text(NGINX.format(folder=folder, port=port), encoding="utf-8")
    program = shutil.which("nginx", path=machine.PROGRAMS) or "nginx"
    with running([program, "-p", str(folder), "-c", str(config)], port, {}):
        yield Server("nginx, 2 workers", port, is_files=True)
