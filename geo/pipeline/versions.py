"""Of what code and data results are made: nobody has to remember to raise a number when a rule or word changes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import geo
from geo.gazetteer import added

_HOME = Path(geo.__file__).parent


@cache
def engine_version() -> str:
    """Return a hash of all that a claim depends on beside its article: the code, the lexicon and the gazetteers."""
    built_in = _hash([*_HOME.rglob("*.py"), *_HOME.rglob("*.toml")], (_HOME / "data" / "gazetteer").glob("*"))
    return hashlib.sha256(f"{built_in} {added.digest()}".encode()).hexdigest()[:16]


@cache
def drawing_version() -> str:
    """Return a hash of all that an output depends on beside the claims: the code, the page's parts, the basemap."""
    code = [*_HOME.rglob("*.py"), *_HOME.rglob("*.toml")]  # words, too, decide what stands in a table
    return _hash(code, [*(_HOME / "maps").rglob("*"), *(_HOME / "data").rglob("*")])


def _hash(read: Iterable[Path], looked_at: Iterable[Path]) -> str:
    """Hash the content of some files and, of others that may be too large for every start, size and time of change."""
    digest = hashlib.sha256(geo.__version__.encode())
    for path in sorted(read):
        digest.update(f"\n{path.relative_to(_HOME).as_posix()}\n".encode())
        digest.update(path.read_bytes())
    for path in sorted(path for path in looked_at if path.is_file()):
        status = path.stat()
        digest.update(f"\n{path.relative_to(_HOME).as_posix()} {status.st_size} {status.st_mtime_ns}".encode())
    return digest.hexdigest()[:16]
