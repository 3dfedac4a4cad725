"""Files that appear whole or not at all: written beside their place, brought to the disk, and moved there."""

from __future__ import annotations

import io
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, TextIO

from geo.errors import OutputError

_PART = ".part"
_MODE = 0o644


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Open a file beside `path` that takes its place when all is written. Raises OutputError where it cannot.

    Where the block fails, `path` stays as it was.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}{_PART}")
    try:
        with beside.open("wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        beside.chmod(_MODE)
        beside.replace(path)
    except OSError as error:
        message = f"{path} cannot be written: {error.strerror or error}"
        raise OutputError(message) from error
    finally:
        with suppress(OSError):
            beside.unlink()


@contextmanager
def text_file(path: Path) -> Iterator[TextIO]:
    """Do the same for text, in UTF-8 and with the line ends as they are written."""
    with whole_file(path) as stream:
        text = io.TextIOWrapper(stream, encoding="utf-8", newline="")
        yield text
        text.flush()
        text.detach()


@contextmanager
def whole_path(path: Path) -> Iterator[Path]:
    """Do the same for what is written by path: yield one of the same name, in a folder of its own beside `path`."""
    folder = path.with_name(f".{path.name}.{os.getpid()}{_PART}")
    try:
        folder.mkdir()
        beside = folder / path.name
        yield beside
        with beside.open("rb") as stream:
            os.fsync(stream.fileno())
        beside.chmod(_MODE)
        beside.replace(path)
    except OSError as error:
        message = f"{path} cannot be written: {error.strerror or error}"
        raise OutputError(message) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def sweep(*folders: Path) -> None:
    """Remove what runs that were killed have left half written. Only for who has the folders to themselves."""
    for folder in folders:
        for part in folder.glob(f".*{_PART}"):
            if part.is_dir():
                shutil.rmtree(part, ignore_errors=True)
                continue
            with suppress(OSError):
                part.unlink()
