"""The page's modules, and how they are joined into one script."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo.maps.scripts import ModuleError, joined, ordered

PAGE = Path(__file__).parent.parent / "geo" / "maps" / "page"
CLASSIC = {"shim.js"}  # runs before folium's scripts, so it stands in the page as it is


def written(folder: Path, modules: dict[str, str]) -> Path:
    for name, text in modules.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_a_script_is_its_modules_without_imports_and_exports_each_after_what_it_imports(tmp_path: Path) -> None:
    modules = {
        "page.js": '// Start.\n\nimport { draw } from "./draw.js";\nimport {\n  LEAST,\n  most,\n} from "./count.js";\n'
        "\ndraw(most(LEAST));\n",
        "draw.js": 'import { LEAST } from "./count.js";\n\nexport async function draw(n) {\n  return n > LEAST;\n}\n',
        "count.js": "export const LEAST = 1;\nconst more = 2;\n\nexport function most(n) {\n  return n + more;\n}\n\n"
        "export class Count {}\n",
    }
    assert joined(written(tmp_path, modules), "page.js") == (
        '(function () {\n"use strict";\n'
        "const LEAST = 1;\nconst more = 2;\n\nfunction most(n) {\n  return n + more;\n}\n\nclass Count {}\n"
        "async function draw(n) {\n  return n > LEAST;\n}\n"
        "draw(most(LEAST));\n"
        "})();"
    )


@pytest.mark.parametrize(
    ("modules", "order"),
    [
        ({"page.js": "start();\n"}, ["page.js"]),
        ({"page.js": 'import { b } from "./b.js";\nimport { a } from "./a.js";\n'}, ["b.js", "a.js", "page.js"]),
        ({"page.js": 'import { a } from "./a.js";\nimport { b } from "./b.js";\n'}, ["a.js", "b.js", "page.js"]),
        (
            {"page.js": 'import { a } from "./a.js";\n', "a.js": 'import { b } from "./b.js";\nexport const a = b;\n'},
            ["b.js", "a.js", "page.js"],
        ),
        ({"page.js": "// import { a } from './a.js';\n  export const a = 1;\n"}, ["page.js"]),
    ],
)
def test_the_order_follows_the_imports(tmp_path: Path, modules: dict[str, str], order: list[str]) -> None:
    leaves = {"a.js": "export const a = 1;\n", "b.js": "export const b = 1;\n"}
    assert [module.name for module in ordered(written(tmp_path, leaves | modules), "page.js")] == order


@pytest.mark.parametrize(
    ("modules", "told"),
    [
        ({}, "page.js, which the page imports, is not in"),
        ({"page.js": 'import { a } from "./a.js";\n'}, "a.js, which page.js imports, is not in"),
        (
            {"page.js": 'import { a } from "./a.js";\n', "a.js": "const a = 1;\n"},
            "page.js imports a, which a.js does not export",
        ),
        (
            {"page.js": 'import { a, b } from "./a.js";\n', "a.js": "export function a() {}\n"},
            "page.js imports b, which a.js does not export",
        ),
        (
            {
                "page.js": 'import { a } from "./a.js";\n',
                "a.js": 'import { b } from "./b.js";\nexport const a = 1;\n',
                "b.js": 'import { a } from "./a.js";\nexport const b = 1;\n',
            },
            "imports go round in a circle: page.js -> a.js -> b.js -> a.js",
        ),
        (
            {"page.js": 'import { a } from "./page.js";\nexport const a = 1;\n'},
            "imports go round in a circle: page.js -> page.js",
        ),
        (
            {
                "page.js": 'import { a } from "./a.js";\nlet own = 1;\n',
                "a.js": "function own() {}\nexport class a {}\n",
            },
            "own is declared in both a.js and page.js",
        ),
        (
            {"page.js": 'import { a } from "./a.js";\nasync function a() {}\n', "a.js": "export const a = 1;\n"},
            "a is declared in both a.js and page.js",
        ),
        ({"page.js": "const { a, b } = both;\n"}, "page.js declares several top-level names at once: const { a, b }"),
        ({"page.js": "let [a] = all;\n"}, "page.js declares several top-level names at once: let [a]"),
        *(
            ({"page.js": f"{line}\n"}, f"page.js imports or exports in a form that is not read here: {line}")
            for line in (
                'import a from "./a.js";',
                'import * as a from "./a.js";',
                'import { a as b } from "./a.js";',
                'import { a } from "./a.js"',
                'import { a } from "../a.js";',
                'import { a } from "leaflet";',
                'import "./a.js";',
                'import("./a.js");',
                "export { a };",
                "export default a;",
                "export default function a() {}",
                'export * from "./a.js";',
                "export let a = 1;",
                "export const { a } = all;",
            )
        ),
    ],
)
def test_what_cannot_be_joined_is_told(tmp_path: Path, modules: dict[str, str], told: str) -> None:
    with pytest.raises(ModuleError) as raised:
        joined(written(tmp_path, modules), "page.js")
    assert told in str(raised.value)


def test_every_module_of_the_page_is_reached_from_its_first() -> None:
    reached = {module.name for module in ordered(PAGE, "page.js")}
    assert reached == {path.name for path in PAGE.glob("*.js")} - CLASSIC


@pytest.mark.parametrize("path", sorted(PAGE.glob("*.js")), ids=lambda path: path.name)
def test_scripts_are_written_in_ascii(path: Path) -> None:
    assert path.read_bytes().isascii()
