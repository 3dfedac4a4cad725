"""Claims as KML: a folder a day, each claim in the colour of its kind, at its point or over its area."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TextIO
from xml.sax.saxutils import escape, quoteattr

import shapely

from geo.exports.cells import cell
from geo.exports.coded import Sink
from geo.exports.columns import CLAIMS
from geo.gazetteer.shapes import Shapes
from geo.layers import DRAWN_BY, Geometries, Outlines
from geo.model import Claim
from geo.signs import FORM_LABELS, SIGNS, Form, form_of
from geo.whole import text_file

# What XML 1.0 cannot hold at all.
_UNSAYABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_OPACITY = {Form.FILLED: "66", Form.RING: "40", Form.SPLIT: "40", Form.DASHED: "26"}
_LINE = {Form.FILLED: 2.0, Form.RING: 1.5, Form.SPLIT: 1.5, Form.DASHED: 1.0}
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2">
<Document>
<name>Claims</name>
<description>What news articles claim, not what is known to have happened.</description>
"""
_TAIL = "</Document>\n</kml>\n"


@contextmanager
def kml(path: Path, outlines: Outlines | None = None) -> Iterator[Sink]:
    """Yield what writes claims, in the order of exports, into a KML file: a placemark a claim, a folder a day.

    Geometries are those of `to_geodataframe`; what has no place has a placemark without one. All columns of claims.csv
    stand in the placemark's data. Raises OutputError.
    """
    geometries = Geometries(Shapes.open() if outlines is None else outlines)
    drawn: dict[object, str] = {}
    opened: list[date | None] = []  # the day whose folder is open, if any
    with text_file(path) as stream:
        stream.write(_HEAD + "".join(_styles()))

        def add(claims: Sequence[Claim]) -> None:
            for day, of_day in groupby(claims, lambda claim: claim.event_date):
                if opened != [day]:
                    _turn(stream, opened, day)
                stream.writelines(_placemark(claim, _geometry(claim, geometries, drawn)) for claim in of_day)

        yield add
        stream.write(("</Folder>\n" if opened else "") + _TAIL)


def _turn(stream: TextIO, opened: list[date | None], day: date | None) -> None:
    """Close the folder that is open, if any, and open that of a day."""
    name = day.isoformat() if day else "No day known"
    stream.write(("</Folder>\n" if opened else "") + f"<Folder>\n<name>{name}</name>\n")
    opened[:] = [day]


def _styles() -> Iterator[str]:
    for kind, sign in SIGNS.items():
        red, green, blue = (sign.colour[at : at + 2] for at in (1, 3, 5))
        colour = f"{blue}{green}{red}"  # KML has them the other way round, behind the opacity
        for form in FORM_LABELS:
            yield (
                f'<Style id="{kind.value}-{form.name.lower()}">'
                f"<IconStyle><color>ff{colour}</color><scale>{1.1 if form is Form.FILLED else 0.8}</scale></IconStyle>"
                f"<LabelStyle><scale>0.8</scale></LabelStyle>"
                f"<LineStyle><color>cc{colour}</color><width>{_LINE[form]}</width></LineStyle>"
                f"<PolyStyle><color>{_OPACITY[form]}{colour}</color></PolyStyle></Style>\n"
            )


def _placemark(claim: Claim, geometry: str) -> str:
    sign, form = SIGNS[claim.event_type], form_of(claim.grade, claim.claim_status)
    data = "".join(
        f"<Data name={quoteattr(column.name)}><value>{_text(_value(claim, column.name))}</value></Data>"
        for column in CLAIMS.columns
    )
    return (
        f"<Placemark id={quoteattr('c-' + _sayable(claim.claim_id))}>\n"
        f"<name>{_text(f'{sign.label}: {claim.location or claim.place_text}')}</name>\n"
        f"<description>{_text(_description(claim))}</description>\n{_span(claim)}"
        f"<styleUrl>#{claim.event_type.value}-{form.name.lower()}</styleUrl>\n"
        f"<ExtendedData>{data}</ExtendedData>\n{geometry}</Placemark>\n"
    )


def _description(claim: Claim) -> str:
    """Return HTML, as which readers of KML take a description; nothing of an article is markup in it."""
    said = f"{claim.claim_status.value}, {claim.claimant}" if claim.claimant else claim.claim_status.value
    days = claim.event_date.isoformat() if claim.event_date else "no day known"
    lines = [claim.quote, f"— {said}", f"{days}: {claim.date_reason}", claim.place_reason]
    lines += [f"{claim.title} ({claim.source})" if claim.source else claim.title, claim.url]
    return "<br>".join(html.escape(line) for line in lines if line)


def _span(claim: Claim) -> str:
    if claim.event_date is None:
        return ""
    end = claim.event_date_end or claim.event_date
    return f"<TimeSpan><begin>{claim.event_date.isoformat()}</begin><end>{end.isoformat()}</end></TimeSpan>\n"


def _value(claim: Claim, name: str) -> str:
    value = getattr(claim, name)
    return value if isinstance(value, str) else cell(value)


def _sayable(text: str) -> str:
    return _UNSAYABLE.sub("\ufffd", text)


def _text(text: str) -> str:
    if text.isalnum():
        return text  # most are, and this takes no time
    return escape(_sayable(text), {"\r": "&#13;"})  # a bare one would be read as a line feed


def _geometry(claim: Claim, geometries: Geometries, drawn: dict[object, str]) -> str:
    told = tuple(getattr(claim, name) for name in DRAWN_BY)
    if told not in drawn:
        drawn[told] = _shape(geometries.of(told))
    return drawn[told]


def _shape(geometry: shapely.Geometry | None) -> str:
    if geometry is None:
        return ""
    if isinstance(geometry, shapely.Point):
        return f"<Point><coordinates>{_corners(geometry)}</coordinates></Point>\n"
    polygons = [part for part in shapely.get_parts(geometry) if isinstance(part, shapely.Polygon)]
    written = "".join(_polygon(polygon) for polygon in polygons)
    return f"<MultiGeometry>{written}</MultiGeometry>\n" if len(polygons) > 1 else f"{written}\n"


def _polygon(polygon: shapely.Polygon) -> str:
    ring = "<{0}BoundaryIs><LinearRing><coordinates>{1}</coordinates></LinearRing></{0}BoundaryIs>"
    turned = shapely.geometry.polygon.orient(polygon)  # counter-clockwise, as KML wants the outer ring
    inner = "".join(ring.format("inner", _corners(each)) for each in turned.interiors)
    return f"<Polygon>{ring.format('outer', _corners(turned.exterior))}{inner}</Polygon>"


def _corners(line: shapely.Geometry) -> str:
    return " ".join(f"{cell(x)},{cell(y)}" for x, y in shapely.get_coordinates(line).tolist())
