"""Writes docs/data-dictionary.md and README.md's columns from the code: `python -m docs.dictionary`; or --check."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from geo.exports.acled import CODES
from geo.exports.columns import CLAIMS, Table
from geo.exports.package import NAME, TABLES
from geo.settings import FILES, Format
from geo.signs import SIGNS

ROOT = Path(__file__).parents[1]
README, DICTIONARY = ROOT / "README.md", ROOT / "docs" / "data-dictionary.md"
BEGIN, END = "<!-- columns: written by docs/dictionary.py -->\n", "<!-- end of columns -->"
_TABLES = {"claims": Format.CSV, "claims-acled": Format.ACLED, "claims-ucdp": Format.UCDP}
_HEAD = f"""# Data dictionary

Written by `python -m docs.dictionary` from the code; `{NAME}` beside the exports tells programs the same.

**All of these are claims**: what an article says happened, on whose word and how surely. None is an event that anybody
has established, and the same event told by three articles is three claims. What an article does not tell is empty,
never 0 and never a guess.

| file | is |
|---|---|
| `claims.csv` | the claims, a row each |
| `claims.geojson` | the same with their points, RFC 7946; no geometry where a claim has no place |
| `claims.gpkg` | the same as layers with styles: `points` (exact places), `areas` (all others), `unplaced` |
| `claims.parquet` | GeoParquet 1.1: the same columns, typed; `geometry` is the point of an exact place, else its area |
| `claims.kml` | the same as placemarks by day, in the colour of their kind |
| `articles.jsonl` | articles with texts and claims, an object a line; `claimmap build` reads it as a source, too |
| `events.jsonl` | events with all that tell them, an object a line: see below |
| `claims-acled.csv` | the claims in the columns of ACLED |
| `claims-ucdp.csv` | the claims in the columns of UCDP GED |

In CSV, cells that a spreadsheet would take for a formula begin with an apostrophe; in the other files texts are as they
are. GeoPackage, Parquet and JSON have null for days and numbers that are not told, and "" for texts.
"""


def columns(table: Table) -> str:
    """Return a Markdown table of names and meanings."""
    rows = [f"| {column.name} | {_cell(column.meaning)} |" for column in table.columns]
    return "\n".join(["| column | meaning |", "|---|---|", *rows]) + "\n"


def dictionary() -> str:
    """Return the whole data dictionary."""
    return _HEAD + "".join(_section(table) for table in TABLES) + "\n" + "\n".join(_kinds()) + "\n"


def _section(table: Table) -> str:
    rows = [
        f"| {column.name} | {column.kind} | {_cell(column.meaning)}{_codes(column.codes)} |" for column in table.columns
    ]
    head = [f"\n## {table.title}: {FILES[_TABLES[table.name]]}\n", f"{table.about}\n"]
    return "\n".join([*head, "| column | type | meaning |", "|---|---|---|", *rows]) + "\n"


def _codes(codes: tuple[str, ...]) -> str:
    return ". Values: " + ", ".join(f"`{code}`" for code in codes) if codes else ""


def _kinds() -> Iterator[str]:
    yield "## Kinds and the analysts' codes\n"
    yield "| event_type | shown as | ACLED's event_type | ACLED's sub_event_type |"
    yield "|---|---|---|---|"
    for kind, sign in SIGNS.items():
        event, subs = CODES[kind]
        yield f"| {kind.value} | {sign.label} | {event} | {', or '.join(subs)} |"
    yield ""
    yield "A suicide bomb is one where the article's words for the event or its actor say so. An abduction that the"
    yield "words for the event call an arrest or a detention is one of the Strategic developments there."


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def main() -> int:
    """Write both, or with --check return 1 if they are others."""
    readme = README.read_text("utf-8")
    head, rest = readme.split(BEGIN)
    after = f"{head}{BEGIN}\n{columns(CLAIMS)}\n{END}{rest.split(END)[1]}"
    before = DICTIONARY.read_text("utf-8") if DICTIONARY.exists() else ""
    if "--check" in sys.argv[1:]:
        return int((after, dictionary()) != (readme, before))
    README.write_text(after, "utf-8")
    DICTIONARY.write_text(dictionary(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
