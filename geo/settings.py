"""What one build is asked to do: built once from the command line, passed as an argument."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Final
from urllib.parse import unquote, urlsplit

from geo.errors import ClaimmapError

STORE_NAME = "claimmap.sqlite"
ARCHIVE_NAME = ".fetched"
SERVICES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "nominatim": "https://nominatim.openstreetmap.org",
        "photon": "https://photon.komoot.io",
        "geonames": "https://secure.geonames.org",
        "pelias": "",
    }
)
"""The online services that can be asked, in the order in which their answers count, and their public addresses."""

LICENCES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "nominatim": "© OpenStreetMap contributors, ODbL 1.0",
        "photon": "© OpenStreetMap contributors, ODbL 1.0",
        "geonames": "GeoNames, CC BY 4.0",
        "pelias": "Pelias: © OpenStreetMap contributors (ODbL 1.0), GeoNames (CC BY 4.0), Who's On First",
    }
)
"""What must be credited where a service placed a claim; the claim's place_reason ends with it."""

_LONGEST_AGENT = 200


class Borders(StrEnum):
    """Whose view of disputed borders a map draws: the United Nations', or Natural Earth's of who holds what."""

    UN = "un"
    DE_FACTO = "de-facto"


class Split(StrEnum):
    """How the map is drawn where it has too many claims for one page: by period, by region, or as one all the same."""

    PERIOD = "period"
    REGION = "region"
    NONE = "none"


MOST_CLAIMS: Final = 300_000
"""Claims that one page holds at most, unless it is asked for.

Such a page is a file of 27 MB, which a line of 50 Mbit/s brings in five seconds and a browser on an ordinary laptop
opens in one; drawing it takes 0.7 GB of memory. A million claims would open, too, but only after 15 s, and be 88 MB:
more than mail takes, and close to what web hosts allow for a file.
"""


class Format(StrEnum):
    """A form in which all that is known is written beside the map."""

    CSV = "csv"
    GEOJSON = "geojson"
    GPKG = "gpkg"
    PARQUET = "parquet"
    KML = "kml"
    ACLED = "acled"
    UCDP = "ucdp"
    JSONL = "jsonl"
    EVENTS = "events"
    PNG = "png"
    SVG = "svg"
    PDF = "pdf"

    @classmethod
    def parse(cls, written: str) -> tuple[Format, ...]:
        """Read names with commas between them, in any order. Raises ClaimmapError that lists what there is."""
        names = {name.strip().lower() for name in written.split(",")} - {""}
        if unknown := sorted(names - {each.value for each in cls}):
            message = f"{unknown[0]!r} is no format; there are {', '.join(cls)}"
            raise ClaimmapError(message)
        return tuple(each for each in cls if each.value in names)


FILES: Final[Mapping[Format, str]] = MappingProxyType(
    {
        Format.CSV: "claims.csv",
        Format.GEOJSON: "claims.geojson",
        Format.GPKG: "claims.gpkg",
        Format.PARQUET: "claims.parquet",
        Format.KML: "claims.kml",
        Format.ACLED: "claims-acled.csv",
        Format.UCDP: "claims-ucdp.csv",
        Format.JSONL: "articles.jsonl",
        Format.EVENTS: "events.jsonl",
        Format.PNG: "figure.png",
        Format.SVG: "figure.svg",
        Format.PDF: "figure.pdf",
    }
)
"""The file of each format in an output folder."""

FIGURES: Final = (Format.PNG, Format.SVG, Format.PDF)
"""Formats of figures, which show the claims and hold no data."""


class Engine(StrEnum):
    """How articles are extracted: one after the other, in worker processes, or on a Dask cluster."""

    SERIAL = "serial"
    PROCESSES = "processes"
    DASK = "dask"


@dataclass(frozen=True, slots=True)
class Running:
    """By which engine articles are extracted, and how.

    `workers` are processes on this machine, 0: one for each core that may be used. An article that takes longer than
    `time_limit_s` is set aside. `scheduler` is the address of a Dask cluster, empty: one of its own on this machine.
    Serial needs none of this, and guards against nothing. Raises ClaimmapError for what does not go together.
    """

    engine: Engine = Engine.SERIAL
    workers: int = 0
    time_limit_s: float = 60.0
    scheduler: str = ""

    def __post_init__(self) -> None:
        """Refuse a scheduler that nobody would ask, and workers where those of the cluster are used."""
        if self.scheduler and self.engine is not Engine.DASK:
            message = "--scheduler is for --engine dask"
            raise ClaimmapError(message)
        if self.scheduler and self.workers:
            message = "give --scheduler or --workers, not both: a cluster has the workers that it has"
            raise ClaimmapError(message)


@dataclass(frozen=True, slots=True)
class OnlineService:
    """One online service: its name (of SERVICES), its address without credentials, and the user name or key it wants.

    Read from NAME or NAME=ADDRESS; a user name or key stands before the host: geonames=https://USER@host.
    """

    name: str
    address: str
    key: str = ""

    @classmethod
    def parse(cls, written: str) -> OnlineService:
        """Read NAME or NAME=ADDRESS. Raises ClaimmapError that says what is wrong with it."""
        name, _, address = (part.strip() for part in written.partition("="))
        if name not in SERVICES:
            message = f"{name!r} is no online service; there are {', '.join(SERVICES)}"
            raise ClaimmapError(message)
        address, key = _address(name, address or SERVICES[name])
        if name == "geonames" and not key:
            message = "geonames wants a user name: geonames=https://USER@secure.geonames.org"
            raise ClaimmapError(message)
        return cls(name, address, key)


def _address(name: str, written: str) -> tuple[str, str]:
    """Return the plain address and the credential that stood in it."""
    if not written:
        message = f"{name} has no public address; name yours: {name}=https://host"
        raise ClaimmapError(message)
    try:
        parts = urlsplit(written)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        parts, host, port = urlsplit(""), "", None
    told = not host.isascii() or any(char <= " " or char in '"<>\\' for char in written)
    if parts.scheme not in {"http", "https"} or not host or told or parts.query or parts.fragment:
        message = f"the address of {name} must be http://host or https://host, with a port and a path if need be"
        raise ClaimmapError(message)
    host = f"[{host}]" if ":" in host else host
    where = host if port is None else f"{host}:{port}"
    return f"{parts.scheme}://{where}{parts.path.rstrip('/')}", unquote(parts.username or "")


@dataclass(frozen=True, slots=True)
class Patience:
    """How long and how often a service is waited for, in seconds; defaults keep the public services' usage policies."""

    interval_s: float = 1.0  # between the starts of two requests
    timeout_s: float = 10.0
    tries: int = 4
    first_wait_s: float = 2.0  # before the second try; doubled before each further one
    longest_wait_s: float = 60.0  # a service that asks for more is left alone
    failures: int = 3  # questions in a row without an answer, after which a service is left alone


@dataclass(frozen=True, slots=True)
class Limits:
    """How far the fetching of articles goes, in bytes and seconds.

    With `allow_private` hosts of this machine and its own network may be asked, too.
    """

    allow_private: bool = False
    most_bytes: int = 10 * 2**20  # of one page or feed, compressed or not
    timeout_s: float = 15.0  # for every single wait
    deadline_s: float = 60.0  # for one request, from the connection to the last byte
    redirects: int = 5
    interval_s: float = 1.0  # between the starts of two requests to a host; a robots.txt may ask for more
    longest_wait_s: float = 60.0  # a host that asks for more is left alone
    tries: int = 2  # of a host that says that it is busy
    failures: int = 3  # requests in a row without an answer, after which a host is left alone


DEFAULT_LIMITS: Final = Limits()


@dataclass(frozen=True, slots=True)
class Settings:
    """Where a build writes and what it keeps. `store` is a path or SQLAlchemy URL; empty: a file in the output folder.

    With `rebuild` every known article is extracted again, also those that have not changed, and all drawn
    anew. Places that the gazetteer does not know are asked for at the `online` services, in this order; each is told
    the `user_agent`, without which none is asked (ClaimmapError), and asked with `patience`. `tiles` names the online
    map tiles (of xyzservices) that the pages show; empty: none, and the pages ask nothing of any network. `wait_s` is
    how long another run that writes to the same place is waited for. What became of claims after the run `since` is
    marked on the pages; None: nothing is. `columns` names columns of tables, as pairs of ours and theirs; `limits` are
    those of fetching. `formats` are written beside the map, which is `split` where it has more than `most_claims`.
    Articles are extracted as `running` says, which changes nothing of what comes out.
    """

    out: Path
    store: str = ""
    rebuild: bool = False
    online: tuple[OnlineService, ...] = ()
    user_agent: str = ""
    patience: Patience = Patience()
    tiles: str = ""
    borders: Borders = Borders.UN
    wait_s: float = 600.0
    since: int | None = None
    columns: tuple[tuple[str, str], ...] = ()
    limits: Limits = DEFAULT_LIMITS
    formats: tuple[Format, ...] = ()
    running: Running = Running()
    split: Split = Split.PERIOD
    most_claims: int = MOST_CLAIMS

    def __post_init__(self) -> None:
        """Refuse to ask online services that could not tell who asks."""
        if not self.online:
            return
        agent = self.user_agent
        if not agent.strip():
            message = (
                "online services want to know who asks: give --user-agent or the environment variable "
                'CLAIMMAP_USER_AGENT, such as "Example Newsroom map (maps@example.org)"'
            )
            raise ClaimmapError(message)
        if not (agent.isascii() and agent.isprintable() and len(agent) <= _LONGEST_AGENT):
            message = f"the user agent must be one line of at most {_LONGEST_AGENT} plain ASCII characters"
            raise ClaimmapError(message)
        if len({(service.name, service.address) for service in self.online}) < len(self.online):
            message = "an online service is named twice"
            raise ClaimmapError(message)

    @property
    def folders(self) -> tuple[Path, ...]:
        """Return the folders that a run writes to: that of the outputs and, where it is a file, that of the store."""
        folders = {self.out.resolve()}
        if "://" not in self.store_target:
            folders.add(Path(self.store_target).resolve().parent)
        return tuple(sorted(folders))

    @property
    def archive(self) -> Path:
        """Return the folder that keeps what was fetched: beside the store, if that is a file."""
        return (self.out if "://" in self.store_target else Path(self.store_target).parent) / ARCHIVE_NAME

    @property
    def store_target(self) -> str:
        """Return the path or URL of the store."""
        return self.store or str(self.out / STORE_NAME)
