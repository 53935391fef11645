"""Ctrl-C while the program is still loading: a line, not a traceback. Imported before all the rest."""

from __future__ import annotations

import sys
from types import TracebackType

_usual = sys.excepthook


def _told(kind: type[BaseException], error: BaseException, traceback: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        print("\nStopped.", file=sys.stderr)
    else:
        _usual(kind, error, traceback)


sys.excepthook = _told
