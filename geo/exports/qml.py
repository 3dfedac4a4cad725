"""The styles in which QGIS shows the layers of a GeoPackage: the page's colours, glyphs and forms."""

from __future__ import annotations

import base64
import uuid
from collections.abc import Iterable
from enum import StrEnum
from xml.etree import ElementTree as ET

from geo.model import EventType, WherePrec
from geo.signs import FORM_LABELS, GLYPH_BOX, GRADE_FORMS, LOOSE, ON_KIND, SIGNS, Form, Sign

_NAMES = uuid.UUID("6d9f5a4e-6f0f-5c1e-9d0a-0c1a1d3a7b11")  # what the keys of rules are derived from
_MARK_MM, _GLYPH_MM = 5.4, 3.4
_RING_MM, _EDGE_MM = 0.6, 0.25
_SOFT, _SURE_SOFT = 70, 115  # of 255: how opaque a disc is, and a well supported one
_FAINT, _WIDE_KM = 20, 60  # what is wider would drown all that lies in it
_HATCH_MM, _WIDE_HATCH_MM = 1.9, 3.8
_HALF = 120  # of 255: how opaque the filled half of a contested mark is, so that its glyph is seen
_WHITE = "#ffffff"
_REACHES = (
    ("somewhere within this disc", f'"where_prec" not in ({int(WherePrec.ADM1)}, {int(WherePrec.COUNTRY)})'),
    ("somewhere in this region", f'"where_prec" = {int(WherePrec.ADM1)}'),
    ("somewhere in this country", f'"where_prec" = {int(WherePrec.COUNTRY)}'),
)


def _of_form(form: Form) -> str:
    """Return the expression for claims of a form; those without a grade are told by their status."""
    told = f'"grade" in ({_listed(grade for grade, drawn in GRADE_FORMS.items() if drawn is form)})'
    if form not in {Form.RING, Form.DASHED}:
        return told
    loose = f'"claim_status" {"in" if form is Form.DASHED else "not in"} ({_listed(LOOSE)})'
    return f"{told} or (coalesce(\"grade\", '') = '' and {loose})"


def _listed(members: Iterable[StrEnum]) -> str:
    return ", ".join(f"'{member.value}'" for member in members)


_DASHED_EDGE = f"if({_of_form(Form.DASHED)}, 'dash', 'solid')"


def point_style() -> str:
    """Return the style of claims at exact places, QML: by certainty, and within that by kind."""
    rules, symbols = ET.Element("rules", key=_key("points")), ET.Element("symbols")
    for form, label in FORM_LABELS.items():
        sure = ET.SubElement(rules, "rule", key=_key(f"points {form.name}"), label=label, filter=_of_form(form))
        for kind, sign in SIGNS.items():
            name = str(len(symbols))
            key = _key(f"points {form.name} {kind}")
            ET.SubElement(sure, "rule", key=key, label=sign.label, symbol=name, filter=_of_kind(kind))
            symbols.append(_symbol("marker", name, _mark(sign, form)))
    return _style(rules, symbols, [])


def area_style() -> str:
    """Return the style of claims of which an area is told, QML: by kind, and within that by how far it reaches."""
    rules, symbols = ET.Element("rules", key=_key("areas")), ET.Element("symbols")
    for kind, sign in SIGNS.items():
        of_kind = ET.SubElement(rules, "rule", key=_key(f"areas {kind}"), label=sign.label, filter=_of_kind(kind))
        for number, (label, condition) in enumerate(_REACHES):
            name = str(len(symbols))
            key = _key(f"areas {kind} {number}")
            ET.SubElement(of_kind, "rule", key=key, label=label, symbol=name, filter=condition)
            fills = _soft(sign) if not number else _hatched(sign, name, _HATCH_MM if number == 1 else _WIDE_HATCH_MM)
            symbols.append(_symbol("fill", name, fills))
    return _style(rules, symbols, ["$area"])  # the widest first, so that the narrower lie on them


def _style(rules: ET.Element, symbols: ET.Element, order: list[str]) -> str:
    root = ET.Element("qgis", version="3.22.0", styleCategories="Symbology|Fields", labelsEnabled="0")
    ordered: dict[str, str] = {"enableorderby": str(int(bool(order))), "forceraster": "0", "symbollevels": "0"}
    renderer = ET.SubElement(root, "renderer-v2", {"type": "RuleRenderer"} | ordered)
    renderer.extend([rules, symbols])
    if order:
        clauses = ET.SubElement(renderer, "orderby")
        for expression in order:
            ET.SubElement(clauses, "orderByClause", asc="0", nullsFirst="0").text = expression
    ET.SubElement(root, "previewExpression").text = '"location" || \': \' || "quote"'
    ET.indent(root, " ")
    return "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n" + ET.tostring(root, encoding="unicode") + "\n"


def _key(name: str) -> str:
    return f"{{{uuid.uuid5(_NAMES, name)}}}"


def _of_kind(kind: EventType) -> str:
    return f"\"event_type\" = '{kind.value}'"


def _symbol(kind: str, name: str, layers: Iterable[ET.Element]) -> ET.Element:
    symbol = ET.Element("symbol", type=kind, name=name, alpha="1", clip_to_extent="1", force_rhr="0")
    symbol.extend(layers)
    return symbol


def _layer(kind: str, options: dict[str, str]) -> ET.Element:
    layer = ET.Element("layer", {"class": kind, "enabled": "1", "locked": "0", "pass": "0"})
    listed = ET.SubElement(layer, "Option", type="Map")
    for name, value in sorted(options.items()):
        ET.SubElement(listed, "Option", name=name, type="QString", value=value)
    return layer


def _mark(sign: Sign, form: Form) -> list[ET.Element]:
    filled = form is Form.FILLED
    disc = {
        "name": "circle",
        "size": str(_MARK_MM if filled else _MARK_MM - _RING_MM),
        "size_unit": "MM",
        "color": _rgba(sign.colour if filled else _WHITE, 255 if filled else 224),
        "outline_color": _rgba(_WHITE if filled else sign.colour),
        "outline_style": "dash" if form is Form.DASHED else "solid",
        "outline_width": str(_EDGE_MM if filled else _RING_MM),
        "outline_width_unit": "MM",
    }
    picture = _glyph(sign, ON_KIND if filled else sign.colour)
    glyph = _layer("SvgMarker", {"name": picture, "size": str(_GLYPH_MM)})
    if form is not Form.SPLIT:
        return [_layer("SimpleMarker", disc), glyph]
    half = disc | {"name": "semi_circle", "angle": "270", "color": _rgba(sign.colour, _HALF), "outline_style": "no"}
    return [_layer("SimpleMarker", disc), _layer("SimpleMarker", half), glyph]


def _glyph(sign: Sign, colour: str) -> str:
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{GLYPH_BOX}" height="{GLYPH_BOX}" '
        f'viewBox="0 0 {GLYPH_BOX} {GLYPH_BOX}"><path d="{sign.glyph}" fill="none" stroke="{colour}" '
        'stroke-width="1.9" stroke-linecap="round" stroke-linejoin="round"/></svg>'
    )
    return "base64:" + base64.b64encode(svg.encode()).decode("ascii")


def _edge(sign: Sign) -> dict[str, str]:
    return {"outline_color": _rgba(sign.colour, 204), "outline_style": "solid", "outline_width": str(_EDGE_MM)}


def _soft(sign: Sign) -> list[ET.Element]:
    fill = _layer("SimpleFill", {"style": "solid", "color": _rgba(sign.colour, _SOFT)} | _edge(sign))
    opaque = f"if({_of_form(Form.FILLED)}, {_SURE_SOFT}, {_SOFT})"
    colour = f"set_color_part(@symbol_color, 'alpha', if(\"radius_km\" > {_WIDE_KM}, {_FAINT}, {opaque}))"
    fill.append(_by_data({"fillColor": colour, "outlineStyle": _DASHED_EDGE}))
    return [fill]


def _hatched(sign: Sign, name: str, apart_mm: float) -> list[ET.Element]:
    lines = _layer("LinePatternFill", {"angle": "45", "distance": str(apart_mm), "distance_unit": "MM"})
    stroke = {
        "line_color": _rgba(sign.colour, 150),
        "line_width": "0.3",
        "line_width_unit": "MM",
        "line_style": "solid",
    }
    lines.append(_symbol("line", f"@{name}@0", [_layer("SimpleLine", stroke)]))
    edge = _layer("SimpleFill", {"style": "no", "color": _rgba(sign.colour, 0)} | _edge(sign))
    edge.append(_by_data({"outlineStyle": _DASHED_EDGE}))
    return [lines, edge]


def _by_data(expressions: dict[str, str]) -> ET.Element:
    """Return what makes properties of a symbol hang on the claim."""
    root = ET.Element("data_defined_properties")
    collection = ET.SubElement(root, "Option", type="Map")
    ET.SubElement(collection, "Option", name="name", type="QString", value="")
    properties = ET.SubElement(collection, "Option", name="properties", type="Map")
    for name, expression in expressions.items():
        told = ET.SubElement(properties, "Option", name=name, type="Map")
        ET.SubElement(told, "Option", name="active", type="bool", value="true")
        ET.SubElement(told, "Option", name="expression", type="QString", value=expression)
        ET.SubElement(told, "Option", name="type", type="int", value="3")
    ET.SubElement(collection, "Option", name="type", type="QString", value="collection")
    return root


def _rgba(colour: str, alpha: int = 255) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"{red},{green},{blue},{alpha}"
