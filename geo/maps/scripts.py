"""The page's ES modules joined into the one script that stands in the page: nothing of Node is needed to draw a map.

Modules are written in one form, which eslint.config.js keeps them to, so that lines are all that has to be read of
them: `import { a, b } from "./x.js";` before anything else, `export` before a function, class or const, every
top-level statement at the start of its line, one name to a declaration. Imports, the word `export` and comments on
lines of their own are dropped; a module stands after all that it imports. As they then share one scope, top-level
names are unique over all of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

_IMPORT = re.compile(r'^import \{\s*([\w$]+(?:\s*,\s*[\w$]+)*),?\s*\} from "\./([\w.-]+\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async function|function|class|const) ([\w$]+))", re.MULTILINE)
_DECLARATION = re.compile(r"^(?:async function|function|class|const|let|var)\b\*? *([\w$]+)?.*", re.MULTILINE)
# Those that have their lines to themselves: readers of the page's source have these files, and the page is smaller.
_COMMENT = re.compile(r"^[ \t]*(?://.*|/\*(?:(?!\*/)[\s\S])*\*/)[ \t]*\n", re.MULTILINE)
_OTHER_FORM = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)


class ModuleError(ValueError):
    """The modules cannot be joined; the message names the module and why."""


@dataclass(frozen=True, slots=True)
class Module:
    """A module as it stands in the script, with what it imports by module, what it exports and what it declares."""

    name: str
    imports: tuple[tuple[str, tuple[str, ...]], ...]
    exports: frozenset[str]
    declared: tuple[str, ...]
    code: str


def joined(folder: Path, entry: str) -> str:
    """Return the module `entry` of a folder and all that it imports as one script that leaves no global behind.

    Raises ModuleError where a module or a name is missing or of another form, imports go round in a circle, or two
    modules declare the same top-level name.
    """
    code = "\n".join(module.code for module in ordered(folder, entry))
    return f'(function () {{\n"use strict";\n{code}\n}})();'


def ordered(folder: Path, entry: str) -> tuple[Module, ...]:
    """Return `entry` and all that it imports, each module after its imports. Raises ModuleError as `joined` does."""
    found: dict[str, Module] = {}
    _follow(folder, (entry,), found)
    _refuse_missing_names(found)
    _refuse_names_declared_twice(found)
    return tuple(found.values())


def _follow(folder: Path, path: tuple[str, ...], found: dict[str, Module]) -> None:
    """Add the last module of a path of imports to those found, what it imports first."""
    *importers, name = path
    if name in importers:
        message = f"imports go round in a circle: {' -> '.join(path)}"
        raise ModuleError(message)
    if name in found:
        return
    try:
        text = (folder / name).read_text(encoding="utf-8")
    except FileNotFoundError as error:
        message = f"{name}, which {importers[-1] if importers else 'the page'} imports, is not in {folder}"
        raise ModuleError(message) from error
    module = _read(name, text)
    for imported, _ in module.imports:
        _follow(folder, (*path, imported), found)
    found[name] = module


def _read(name: str, text: str) -> Module:
    imports = tuple(
        (module, tuple(name.strip() for name in names.split(","))) for names, module in _IMPORT.findall(text)
    )
    exports = frozenset(_EXPORT.findall(text))
    code = _EXPORT.sub("", _COMMENT.sub("", _IMPORT.sub("", text))).strip("\n")
    other = _OTHER_FORM.search(code)
    if other:
        message = f"{name} imports or exports in a form that is not read here: {other[0]}"
        raise ModuleError(message)
    declared = []
    for declaration in _DECLARATION.finditer(code):
        if not declaration[1]:
            message = f"{name} declares several top-level names at once: {declaration[0]}"
            raise ModuleError(message)
        declared.append(declaration[1])
    return Module(name, imports, exports, tuple(declared), code)


def _refuse_missing_names(modules: dict[str, Module]) -> None:
    for module in modules.values():
        for imported, names in module.imports:
            for name in names:
                if name not in modules[imported].exports:
                    message = f"{module.name} imports {name}, which {imported} does not export"
                    raise ModuleError(message)


def _refuse_names_declared_twice(modules: dict[str, Module]) -> None:
    owners: dict[str, str] = {}
    for module in modules.values():
        for name in module.declared:
            owner = owners.setdefault(name, module.name)
            if owner != module.name:
                message = f"{name} is declared in both {owner} and {module.name}, which share one scope in the page"
                raise ModuleError(message)
