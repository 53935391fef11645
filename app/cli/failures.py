"""What an error of the database means, in a sentence for the person at the keyboard."""

from __future__ import annotations

from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

OLD_TABLES = "its tables are not those of this version. Run: wegweiser migrate"
MEANINGS = {
    "unable to open database file": "the file cannot be opened. Is its folder there, and yours?",
    "readonly database": "it may not be written. Do the file and its folder belong to you?",
    "database is locked": "another process is writing. Nothing was changed; try again when it is done.",
    "not a database": "the file is no SQLite database.",
    "malformed": "the file is damaged. Bring back a backup.",
    "disk is full": "the disk is full. Nothing was changed.",
    "no such table": OLD_TABLES,
    "no such column": OLD_TABLES,
}
STATES = {
    "42P01": OLD_TABLES,
    "42703": OLD_TABLES,
    "23505": "somebody else wrote the same at this moment. Nothing was changed; try again.",
    "40P01": "somebody else wrote at the same moment. Nothing was changed; try again.",
}


def sentence(error: DBAPIError, url: str) -> str:
    """What went wrong with the database at `url`, without its password and without a traceback."""
    shown = make_url(url).render_as_string(hide_password=True)
    return f"DATABASE_URL={shown}: {_meaning(error)}"


def _meaning(error: DBAPIError) -> str:
    said = " ".join(str(error.orig).split())
    state = getattr(error.orig, "sqlstate", None)
    if state in STATES:
        return STATES[state]
    for words, meaning in MEANINGS.items():
        if words in said:
            return meaning
    return said.rstrip(".") + "."
