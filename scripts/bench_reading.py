"""Measure what readers get: our server beside nginx with the same bodies as files, in one run.

    python scripts/bench_reading.py [DATA] [--rounds 5] [--seconds 2] [--connections 16]

The guide of Augsburg (DATA, without it ../shared/data) is imported into a throw-away SQLite database
and served by `wegweiser serve` with two workers and with one. nginx serves the very bytes that our
server answered, each encoding compressed beforehand, with its own configuration on a port of its
own. wrk asks all three in turn, several rounds; the table shows medians, and ratios to nginx.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import orjson
from sqlalchemy.orm import Session

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from app.db import open_engine
from app.exchange import integreat
from app.services import migrating
from app.services.importing import importing
from scripts import bench_machine as machine
from scripts.servers import SUFFIX, Server, nginx, ours

API = "/api/v3/lkaugsburg/de"
VARIANTS = {"plain": "", "gzip": "gzip", "brotli": "br", "304": "gzip"}
REPORT = """
done = function(summary, latency, requests)
  local failed = summary.errors
  io.write(string.format("RESULT %d %d %.0f %.0f %d\\n", summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(99),
    failed.status + failed.connect + failed.read + failed.write + failed.timeout))
end
"""


@dataclass(frozen=True)
class Load:
    """One run of wrk: requests a second and the 99th percentile of latency in ms."""

    rate: float
    p99: float


def imported(folder: Path, data: Path) -> str:
    """The address of a database with the guide in German and English."""
    url = f"sqlite:///{folder / 'reading.db'}"
    engine = open_engine(url)
    migrating.upgrade(engine)
    files = {
        code: integreat.read((data / f"lkaugsburg-{code}.json").read_bytes(), code, code)
        for code in ("de", "en")
    }
    start = time.perf_counter()
    with Session(engine) as session:
        importing.import_guide(session, "lkaugsburg", "Augsburg", files, datetime.now(UTC))
        session.commit()
    engine.dispose()
    print(f"imported {sum(map(len, files.values()))} pages in {time.perf_counter() - start:.1f} s")
    return url


def addresses(server: Server) -> dict[str, str]:
    """What is asked for: the list of regions, the first screen, one page of middling size, all."""
    pages = orjson.loads(server.get(f"{API}/pages/", "").body)
    middling = sorted(pages, key=lambda page: len(page["content"]))[len(pages) // 2]
    return {
        "regions": "/api/v3/regions/",
        "children": f"{API}/children/?depth=1",
        "page": f"{API}/page/?url={quote(middling['path'])}",
        "pages": f"{API}/pages/",
    }


def export(server: Server, wanted: dict[str, str], folder: Path) -> list[list[str]]:
    """Write what our server answers as files for nginx; returns the table of sizes."""
    folder.mkdir()
    rows = []
    for name, address in wanted.items():
        bodies = {code: server.get(address, code).body for code in SUFFIX}
        for code, body in bodies.items():
            (folder / f"{name}{SUFFIX[code]}").write_bytes(body)
        rows.append([name, *(f"{len(bodies[code]):,}" for code in ("", "gzip", "br"))])
    return rows


def load(server: Server, path: str, variant: str, script: Path, args: argparse.Namespace) -> Load:
    """One run of wrk against one server; stops when a request failed."""
    encoding = VARIANTS[variant]
    headers = ["-H", f"Accept-Encoding: {encoding or 'identity'}"]
    if variant == "304":
        etag = server.get(path, encoding).etag
        assert server.get(path, encoding, etag).status == 304
        headers += ["-H", f"If-None-Match: {etag}"]
    command = [
        "wrk", "-t", "1", "-c", str(args.connections), "-d", f"{args.seconds}s", "-s", str(script),
        *headers, f"http://127.0.0.1:{server.port}{path}",
    ]  # fmt: skip
    output = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    line = next(line for line in output.splitlines() if line.startswith("RESULT"))
    requests, micros, _, p99, failed = (float(word) for word in line.split()[1:])
    if failed:
        raise SystemExit(f"{server.name} {path} {variant}: {failed:.0f} requests failed\n{output}")
    return Load(requests / micros * 1e6, p99 / 1000)


def compare(
    servers: list[Server], wanted: dict[str, str], script: Path, args: argparse.Namespace
) -> None:
    """All bodies in all variants, the servers in turn; prints the table and the headlines."""
    rows, ratios = [], []
    for name, address in wanted.items():
        for variant, encoding in VARIANTS.items():
            runs: dict[str, list[Load]] = {server.name: [] for server in servers}
            for _ in range(args.rounds):
                for server in servers:
                    path = server.path(name, address, encoding)
                    runs[server.name].append(load(server, path, variant, script, args))
            rates = [statistics.median(one.rate for one in found) for found in runs.values()]
            delays = [statistics.median(one.p99 for one in found) for found in runs.values()]
            shares = [rate / rates[-1] for rate in rates[:-1]]
            ratios.append(shares[0])
            cells = [f"{rate:,.0f}" for rate in rates] + [f"{share:.2f}" for share in shares]
            rows.append([f"{name} {variant}", *cells, *(f"{delay:.2f}" for delay in delays)])
    head = ["a second", "ours 2", "ours 1", "nginx", "2:nginx", "1:nginx"]
    print(machine.table([*head, "p99 ms: 2", "1", "nginx"], rows))
    print(
        f"{machine.HEADLINE}reading: {min(ratios):.2f} to {max(ratios):.2f} of nginx's requests a"
        f" second, median {statistics.median(ratios):.2f}, over {len(ratios)} bodies and encodings"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("data", nargs="?", type=Path, default=machine.DATA)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=2)
    parser.add_argument("--connections", type=int, default=16)
    args = parser.parse_args()
    lacking = machine.missing(("nginx", "wrk"))
    if not (args.data / "lkaugsburg-de.json").exists():
        lacking.append(f"lkaugsburg-de.json and lkaugsburg-en.json are not in {args.data}")
    if lacking:
        parser.exit(3, "".join(f"reading: {line}\n" for line in lacking))
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.chmod(0o755)  # nginx's workers may belong to somebody else
        url = imported(folder, args.data)
        two, one = (stack.enter_context(ours(url, workers)) for workers in (2, 1))
        wanted = addresses(two)
        sizes = export(two, wanted, folder / "files")
        files = stack.enter_context(nginx(folder))
        print(machine.table(["bytes", "plain", "gzip", "brotli"], sizes))
        script = folder / "report.lua"
        script.write_text(REPORT, encoding="utf-8")
        compare([two, one, files], wanted, script, args)


if __name__ == "__main__":
    main()
