"""ZIP archives from strangers: looked at before anything in them is unpacked."""

from __future__ import annotations

from io import BytesIO
from zipfile import BadZipFile, ZipFile

from app.exchange.translators.xml_reading import LARGEST, wrong

MAGIC = b"PK\x03\x04"
MOST_PARTS = 2_000
LARGEST_UNPACKED = 120_000_000  # bytes, of all parts together
SMALL = 1_000_000
HIGHEST_RATIO = 150  # bytes for one packed byte; text reaches 20, a table of equal cells 60


def opened(data: bytes) -> ZipFile:
    """The archive; Invalid (field "file") if it is damaged, locked, or unpacks to too much.

    Kinds: large, zip, locked, bomb.
    """
    if len(data) > LARGEST:
        raise wrong("large", f"it is larger than {LARGEST // 1_000_000} MB")
    try:
        archive = ZipFile(BytesIO(data))
    except (BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise wrong("zip", "it is a damaged archive") from error
    parts = archive.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise wrong("locked", "it is locked with a password")
    bloated = any(
        part.file_size > SMALL and part.file_size > HIGHEST_RATIO * part.compress_size
        for part in parts
    )
    unpacked = sum(part.file_size for part in parts)
    if bloated or unpacked > LARGEST_UNPACKED or len(parts) > MOST_PARTS:
        raise wrong("bomb", "it unpacks to far more than a guide holds, as files for attacks do")
    return archive


def part_of(archive: ZipFile, name: str) -> bytes:
    """One part, never more of it than the archive says there is; Invalid if that is not true."""
    try:
        return archive.read(name)
    except (BadZipFile, KeyError, OSError, RuntimeError, NotImplementedError, EOFError) as error:
        raise wrong("zip", "it is a damaged archive") from error
    except Exception as error:  # zlib.error and lzma.LZMAError share no ancestor of their own
        raise wrong("zip", "it is a damaged archive") from error
