"""What the benchmarks share: facts of the machine, small tables, and lines for the summary."""

from __future__ import annotations

import os
import platform
import shutil
import sqlite3
import subprocess
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT.parent / "shared" / "data"
PACKAGES = {"nginx": "nginx-light", "wrk": "wrk"}  # Debian and Ubuntu
PROGRAMS = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"
HEADLINE = "=> "  # scripts/bench repeats these lines at its end


def facts() -> str:
    """When and on what this runs, in one line."""
    processor = _first_line(Path("/proc/cpuinfo"), "model name") or platform.machine()
    memory = _first_line(Path("/proc/meminfo"), "MemTotal").removesuffix(" kB")
    gigabytes = f"{int(memory) / 1024**2:.0f} GB" if memory.isdecimal() else "? GB"
    return (
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC · {os.cpu_count()} processors, {processor},"
        f" {gigabytes} · load before {os.getloadavg()[0]:.1f} · {platform.system()}"
        f" {platform.release().split('-')[0]} · Python {platform.python_version()}"
        f" · SQLite {sqlite3.sqlite_version}"
    )


def _first_line(path: Path, name: str) -> str:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith(name)), "")


def commit() -> str:
    """The commit that is measured, with a plus when files differ from it; "?" outside a repository."""
    try:
        found = subprocess.run(
            ["git", "describe", "--always", "--dirty=+"],
            cwd=ROOT, capture_output=True, text=True, check=True,
        )  # fmt: skip
    except (OSError, subprocess.CalledProcessError):
        return "?"
    return found.stdout.strip()


def missing(programs: Iterable[str]) -> list[str]:
    """One sentence for each program that is not installed, with the package that has it."""
    return [
        f"{name} is not installed (Debian, Ubuntu: apt-get install {PACKAGES[name]})"
        for name in programs
        if shutil.which(name, path=PROGRAMS) is None
    ]


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Rows under their heads: the first column to the left, numbers to the right."""
    widths = [max(len(row[n]) for row in [head, *rows]) for n in range(len(head))]

    def line(row: Sequence[str]) -> str:
        first, *rest = zip(row, widths, strict=True)
        cells = [first[0].ljust(first[1]), *(text.rjust(width) for text, width in rest)]
        return "  ".join(cells).rstrip()

    return "\n".join([line(head), "  ".join("-" * width for width in widths), *map(line, rows)])


def quantile(values: Sequence[float], share: float) -> float:
    """The smallest value that `share` of all values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, min(len(ordered) - 1, round(share * len(ordered) + 0.5) - 1))]


if __name__ == "__main__":
    print(f"{facts()} · commit {commit()}")
