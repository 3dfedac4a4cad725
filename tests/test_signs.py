"""What exports and figures draw is what the page draws: the same colours, glyphs, forms and names."""

from __future__ import annotations

import json
import re
from pathlib import Path

from geo.model import ClaimStatus, EventType, Grade
from geo.signs import FORM_LABELS, GLYPH_BOX, GRADE_FORMS, LOOSE, ON_KIND, SIGNS, Form, form_of

PAGE = Path(__file__).parents[1] / "geo" / "maps" / "page"
SIGNS_JS = (PAGE / "signs.js").read_text("utf-8")
DAYLIGHT = (PAGE / "base.css").read_text("utf-8").split("@media")[0]


def table(name: str, text: str) -> dict[str, str]:
    """Return the entries of an object of one-line values in a module of the page."""
    body = text.split(f"{name} = {{")[1].split("};", maxsplit=1)[0]
    return {name: value.strip() for name, value in re.findall(r'(\w+): "?([^",]+)"?,?', body)}


def test_glyphs_are_those_of_the_page() -> None:
    assert {kind.value: sign.glyph for kind, sign in SIGNS.items()} == table("GLYPHS", SIGNS_JS)
    assert f"GLYPH_BOX = {GLYPH_BOX}" in (PAGE / "sprites.js").read_text("utf-8")


def test_colours_are_those_of_the_page_by_day() -> None:
    found = dict(re.findall(r"--kind-([a-z-]+): (#[0-9a-f]{6})", DAYLIGHT))
    assert {kind.value.replace("_", "-"): sign.colour for kind, sign in SIGNS.items()} == found
    assert f"--on-kind: {ON_KIND}" in DAYLIGHT


def test_names_are_those_of_the_page() -> None:
    assert {kind.value: sign.label for kind, sign in SIGNS.items()} == table(
        "KINDS", (PAGE / "strings.js").read_text("utf-8")
    )


def test_forms_are_those_of_the_page() -> None:
    body = SIGNS_JS.split("GRADE_FORMS = {")[1].split("};", maxsplit=1)[0]
    assert {grade.value: form.name for grade, form in GRADE_FORMS.items()} == dict(re.findall(r"(\w+): (\w+),", body))
    assert [form.value for form in Form] == [
        int(re.findall(rf"export const {form.name} = (\d);", SIGNS_JS)[0]) for form in Form
    ]
    assert f"LOOSE = {json.dumps([status.value for status in LOOSE])}" in SIGNS_JS


def test_every_kind_status_and_form_has_a_sign() -> None:
    assert list(SIGNS) == list(EventType)
    assert set(GRADE_FORMS) == set(Grade)
    assert {form_of("", status) for status in ClaimStatus} == {Form.RING, Form.DASHED}
    assert set(FORM_LABELS) == set(Form)
