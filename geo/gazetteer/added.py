"""The gazetteers that the user has added: where they lie, and what each says of itself."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

import platformdirs

from geo.errors import GazetteerError

HOME = "CLAIMMAP_GAZETTEERS"  # environment variable that names another folder
META = "meta.json"


@dataclass(frozen=True, slots=True)
class Meta:
    """What a gazetteer says of itself, kept beside its index.

    `sha256` is of the file that was read, `index_sha256` of what was compiled from it; `rows` counts the file's,
    `places` and `names` (folded) what was taken. `dated` is the day of the file's latest change, empty if it tells
    none; `added` the day on which it was added. Days are ISO.
    """

    name: str
    source: str
    licence: str
    sha256: str
    index_sha256: str
    rows: int
    places: int
    names: int
    dated: str
    added: str


def home() -> Path:
    """Return the folder of the added gazetteers; it need not exist."""
    return Path(os.environ.get(HOME) or Path(platformdirs.user_data_dir("claimmap", appauthor=False)) / "gazetteers")


def downloads() -> Path:
    """Return the folder in which downloads wait, out of sight of `folders`."""
    return home() / ".downloads"


def folders() -> list[Path]:
    """Return the folder of each added gazetteer, by name."""
    try:
        return sorted(path for path in home().iterdir() if not path.name.startswith(".") and (path / META).is_file())
    except FileNotFoundError:
        return []
    except OSError as error:
        raise GazetteerError(_cannot("read", error)) from error


def metas() -> list[Meta]:
    """Return what each added gazetteer says of itself, by name."""
    return [_meta(path) for path in folders()]


def digest() -> str:
    """Return a hash of all that the added gazetteers hold; the same for the same files, whenever they were added."""
    told = [[meta.name, meta.index_sha256] for meta in metas()]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def workshop() -> Path:
    """Make an empty hidden folder beside the gazetteers, to compile one in."""
    try:
        home().mkdir(parents=True, exist_ok=True)
        return Path(tempfile.mkdtemp(dir=home(), prefix=".adding-"))
    except OSError as error:
        raise GazetteerError(_cannot("written", error)) from error


def install(folder: Path, meta: Meta) -> None:
    """Put a compiled folder in its place, or in that of its former version, whole or not at all."""
    (folder / META).write_text(json.dumps(asdict(meta), indent=1) + "\n", encoding="utf-8")
    folder.chmod(0o755)  # mkdtemp's folders are private, a gazetteer may be shared
    target = home() / meta.name
    former = folder.with_name(f"{folder.name}-former")
    replaces = target.exists()
    try:
        if replaces:
            os.replace(target, former)  # noqa: PTH105 - a whole folder, and atomic
        try:
            os.replace(folder, target)  # noqa: PTH105 - as above
        except OSError:
            if replaces:
                os.replace(former, target)  # noqa: PTH105 - as above
            raise
    except OSError as error:
        raise GazetteerError(_cannot("written", error)) from error
    shutil.rmtree(former, ignore_errors=True)


def remove(name: str) -> Meta | None:
    """Remove an added gazetteer and return what it said of itself, if that can be read.

    Raises GazetteerError if there is none of that name.
    """
    path = next((each for each in folders() if each.name == name), None)
    if path is None:
        known = ", ".join(each.name for each in folders()) or "none"
        message = f"no gazetteer {name!r} has been added; there are: {known}"
        raise GazetteerError(message)
    try:
        meta = _meta(path)
    except GazetteerError:
        meta = None
    try:
        gone = path.with_name(f".removing-{path.name}")
        shutil.rmtree(gone, ignore_errors=True)
        os.replace(path, gone)  # noqa: PTH105 - a whole folder: nobody sees it half removed
        shutil.rmtree(gone)
    except OSError as error:
        raise GazetteerError(_cannot("written", error)) from error
    return meta


def _meta(path: Path) -> Meta:
    try:
        return Meta(**json.loads((path / META).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        message = f"the gazetteer in {path} is damaged ({error}); run `claimmap gazetteer remove {path.name}`"
        raise GazetteerError(message) from error


def _cannot(done: str, error: OSError) -> str:
    return f"the folder of gazetteers {home()} cannot be {done}: {error.strerror or error}"
