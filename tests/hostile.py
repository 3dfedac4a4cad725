"""Articles that try to break out: of markup, scripts, templates, cells, ids, the line of text, and of memory.

Every text tells claims all the same: what is hostile in an article must not cost what it tells.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

from geo.model import Claim, ClaimStatus
from tests.factories import claim

TRAP = "window.pwned=1"

PAYLOADS: dict[str, str] = {
    "jinja": "{{ 7*7 }}{% for x in ().__class__.__mro__ %}{{ x }}{% endfor %}",
    "jinja-open": "{% of {{ never {# closed",
    "django": "{% load static %}{{ request.user|safe }}{% csrf_token %}",
    "erb": "<%= 7*7 %><% system('id') %>",
    "literal": f"${{{TRAP}}} `${{alert(1)}}` \\x41 \\u0041 \\",
    "script": f"</script><script>{TRAP}</script><SCRIPT src=https://evil.example/x.js></SCRIPT>",
    "comment": "<!-- <script> --!> ]]> <![CDATA[ ?> <?php echo 1;",
    "svg": f"<svg onload={TRAP}><math><mtext></mtext></math>",
    "img": f"<img src=https://evil.example/i.png onerror={TRAP}>",
    "attribute": f'" onmouseover="{TRAP}" \' autofocus onfocus=\'{TRAP}',
    "frame": f'<iframe srcdoc="<script>parent.{TRAP}</script>"></iframe><base href=//evil.example>',
    "style": "<style>@import 'https://evil.example/s.css';</style><link rel=stylesheet href=//evil.example>",
    "meta": '<meta http-equiv=refresh content="0;url=https://evil.example"><title>no</title>',
    "entity": f"&lt;script&gt;{TRAP}&lt;/script&gt; &#x27;&quot;&nbsp;&#0;&#xD800;",
    "markdown": f"[link](javascript:{TRAP}) ![x](https://evil.example/m.png) **b** `c`",
    "formula": '=cmd|"/c calc"!A1',
    "plus": '+1+1;=HYPERLINK("https://evil.example")',
    "minus": "-2+3",
    "at": "@SUM(1+1)*cmd",
    "tab": "\t=1+1",
    "return": "\r-1+1",
    "full-width": "\uff1d1+1",
    "zero-width-formula": "\u200b\ufeff=1+1",
    "sql": "'; DROP TABLE claims; -- \" OR 1=1",
    "path": "../../../../etc/passwd",
    "windows-path": "..\\..\\CON",
    "template-name": "@title@ @map@ @folium@ @view@",
    "override": "\u202etfel ot thgir\u202d \u202b\u202a",
    "isolate": "\u2069\u2069\u202eleaks out\u2066\u2067\u2068",
    "override-open": "\u202eturned",
    "isolate-ended": "\u2069\u202eturned",
    "zero-width": "Khar\u200bkiv\u200c\u200d\u2060\ufeff\u00ad\u180e",
    "right-to-left": "قال المحافظ",
    "combining": "Z" + "\u0316\u0301" * 1_000,
    "controls": "".join(map(chr, (*range(9), *range(14, 32), *range(0x7F, 0xA0)))),
    "nul": "a\0b\0",
    "separators": "one\u2028two\u2029three\x0bfour\x0cfive\x85six",
    "surrogate": "\ud800 \udfff \udc00\ud800",
    "astral": "\U0001f4a5\U0001f1fa\U0001f1e6\U0001f468\u200d\U0001f469\u200d\U0001f467 \U00020000 \U0010fffd",
    "noncharacter": "\ufffe\uffff\U0001ffff",
    "tags": "\U000e0041\U000e007f",
    "terminal": "\x1b]0;title\x07\x1b[2J\x9b31m",
    "proto": "__proto__",
    "constructor": "constructor",
    "to-string": "toString",
    "has-own": "hasOwnProperty",
    "number": "1e400",
    "nan": "NaN",
    "null": "null",
    "percent": "%00%0d%0aSet-Cookie:%20x=1 %s %n %(x)s {0} {x!r}",
    "latex": "\\input{/etc/passwd} $x_1^2$ } % # & ~",
    "dollar": "$& $` $' $1 $$",
}
"""What is tried in every field, by name."""

URLS: dict[str, str] = {
    "url-script": f"javascript:{TRAP}",
    "url-script-tab": f"java\tscript:{TRAP}",
    "url-script-line": f"java\nscript:{TRAP}",
    "url-script-blank": f"\x01 javascript:{TRAP}//https://news.example/",
    "url-script-case": f"JaVaScRiPt:{TRAP}",
    "url-script-fake": f"javascript://news.example/%0a{TRAP}",
    "url-view-source": f"view-source:javascript:{TRAP}",
    "url-data": f"data:text/html,<script>{TRAP}</script>",
    "url-vbscript": "vbscript:msgbox(1)",
    "url-file": "file:///etc/passwd",
    "url-blob": "blob:https://news.example/1",
    "url-credentials": "https://known.example@evil.example/report",
    "url-password": "https://user:secret@news.example/report",
    "url-control": "https://news.example/\x00a\x1fb",
    "url-no-scheme": "//evil.example/report",
    "url-backslash": "https:\\\\evil.example\\report",
    "url-bracket": "https://[::1/report",
    "url-port": "https://news.example:99999999/report",
    "url-idn": "https://n\u0435ws.example/report",
    "url-bidi": "https://news.example/\u202egpj.exe",
    "url-long": "https://news.example/" + "a" * 100_000,
    "url-quote": f'https://news.example/"onclick="{TRAP}"\'<>',
    "url-fragment": "https://news.example/report#:~:text=other",
}
"""Addresses that are no links, or none as they stand, by name."""

IDS: tuple[str, ...] = (
    "../../etc/passwd", "CON", "a/b", "a\\b", "x" * 300, "\0", "a\0b", " ", "..", "-rf", "~", "$HOME", "__proto__",
    "constructor", "#claim", "id with blanks", "\u202eid", "a\u0301", "\u00e1", "ID", "id", "\U0001f4a5",
)  # fmt: skip

TEXTS: dict[str, str] = {
    "long-word": "Shells hit Kharkiv on Tuesday. The word was " + "x" * 1_000_000 + ", the mayor of Sumy said.",
    "long-name": "Shells hit Kharkiv on Tuesday, Colonel " + "K" * 4_000 + " said. Two people died in Sumy.",
    "long-sentence": "Shells hit Kharkiv, " + "and the mayor of Sumy said so again " * 2_800 + "on Tuesday.",
    "many-marks": "Shells hit Kharkiv, " + "\u0316\u0301" * 50_000 + " the mayor said. Shells hit Sumy.",
    "many-tags": "Shells hit Kharkiv, " + "<a b=" * 50_000 + " the mayor said. Shells hit Sumy.",
    "many-comments": "Shells hit Kharkiv, " + "<!--" * 50_000 + " the mayor said. Shells hit Sumy.",
    "many-isolates": "Shells hit Kharkiv, " + "\u2066\u202e" * 50_000 + " the mayor said. Shells hit Sumy.",
    "many-quotes": "Shells hit Kharkiv, " + "\u201c" * 50_000 + " the mayor said. Shells hit Sumy.",
    "many-lines": "Shells hit Kharkiv." + "\n" * 300_000 + "Shells hit Sumy.",
    "many-claims": "Shells hit Kharkiv on Tuesday. " * 10_000,
    "far-days": "Shells hit Kharkiv on 3 March 9999. Shells hit Sumy on 1 January 0001. Shells hit Lviv on Monday, "
    "999999999 days ago. Shells hit Odesa 99999 years ago. Shells hit Poltava on 31 February.",
    "far-places": "Shells hit Kharkiv. A missile hit a village " + "9" * 400 + " km north of Lviv on Monday.",
    "numbers": "Shells hit Kharkiv, killing 99999999999999999999999999 people. Shells hit Sumy, killing 1e400 people "
    "and wounding -5. Shells hit Lviv, killing NaN people. Shells hit Odesa, killing " + "9" * 4_000 + " people.",
}
"""Texts that are too much of something, by name."""

BROKEN: tuple[tuple[str, str], ...] = (
    ("{", "not valid JSON"),
    ("[1, 2]", "expected a JSON object, found a list"),
    ("null", "expected a JSON object, found null"),
    ('"Shells hit Kharkiv."', "expected a JSON object, found a string"),
    ("[" * 100_000, "nested too deeply"),
    ('{"text": ' + "[" * 100_000 + "]" * 100_000 + "}", "nested too deeply"),
    ('{"text": ' + "9" * 10_000 + "}", "not valid JSON"),
    ('{"text": 1e400}', "text is not text but a number"),
    ('{"text": null, "title": "x"}', "no text"),
    ('{"text": {"__proto__": {}}}', "text is not text but an object"),
    ('{"text": " \\u2028 "}', "the text is empty"),
    ('{"text": "one", "text": "two"}', "more than once"),
    ('{"text": "Shells hit Kharkiv.\x00"}', "not valid JSON"),
    ("<html><script>alert(1)</script></html>", "not valid JSON"),
    ('{"text": "' + "x" * (17 * 2**20) + '"}', "longer than"),
)
"""Lines that are no articles, each with words of the reason why."""

DATES: tuple[Any, ...] = (
    "0001-01-01", "9999-12-31", "2031-02-30", "2031", "next week", "\u0662\u0660\u0663\u0661-05-06", "2031-05-06\0",
    "-2031-05-06", 20310506, 1e400, -1, True, [], {"$date": 0}, "{{ now() }}", "2031-05-06T25:61:61Z", "9" * 5_000,
)  # fmt: skip


def articles() -> list[dict[str, Any]]:
    """Return the battery as records of a .jsonl file, each with an id and an address of its own."""
    records = [_in_every_field(name, payload) for name, payload in PAYLOADS.items()]
    records += [_record(name, _told(f"The report of {name}"), url=url) for name, url in URLS.items()]
    records += [
        _record(f"id-{number}", _told(f"Report {number} of ids"), id=own)
        for number, own in enumerate(IDS)
        if own.strip()
    ]
    records += [_record(name, text) for name, text in TEXTS.items()]
    records += [
        _record(f"date-{number}", _told(f"Report {number} of days"), date=day) for number, day in enumerate(DATES)
    ]
    return records


def lines() -> list[str]:
    """Return the battery as lines of a .jsonl file: the articles, then what is broken."""
    return [*(json.dumps(record) for record in articles()), *(line for line, _ in BROKEN)]


def claims() -> list[Claim]:
    """Return claims with each payload in all fields that hold text, at places and without one, and some plain ones."""
    made = []
    for number, (name, payload) in enumerate((PAYLOADS | URLS).items()):
        text = payload.replace("\0", "\ufffd").encode("utf-16", "replace").decode("utf-16")
        one = claim(
            claim_id=f"c{number}{text}", article_id=text, event_text=text, location=text, place_text=text,
            latitude=40 + number * 0.1, longitude=30 + number * 0.1, admin1=text, country=text, place_reason=text,
            date_reason=text, actor=text, target=text, claimant=text, claimant_side=f"{text} side", title=text,
            url=text, source=text, correction=text, grade_reason=text,
            claim_status=list(ClaimStatus)[number % 5], unverified=number % 2 == 0,
            quote=f"Shells fell on {text}, {text} said.", event_date=date(2031, 5, 1 + number % 9), event_date_end=None,
        )  # fmt: skip
        made += [one, replace(one, claim_id=f"d{number}{name}", claimant="", url=f"https://news.example/{number}")]
        nowhere = replace(
            one, latitude=None, longitude=None, where_prec=None, radius_km=None, geonameid=None, location=""
        )
        made.append(replace(nowhere, claim_id=f"e{number}", event_date=None, date_prec=None, date_basis=None))
    return made


def _told(lead: str) -> str:
    return f"{lead} came late. Russian shells hit Kharkiv on Tuesday, the mayor said."


def _record(name: str, text: str, **fields: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    plain = {"id": f"own {name}", "title": f"Night of {name}", "date": "2031-05-07", "source": "Example News"}
    return plain | {"url": f"https://news.example/{name}", "text": text} | fields


def _in_every_field(name: str, payload: str) -> dict[str, Any]:
    text = (
        f"Shells hit Kharkiv on Tuesday, {payload} said. Two people were killed in {payload} near Sumy, according "
        f"to {payload}. \u201cRockets struck Lviv,\u201d said Governor {payload} Petrenko. {payload} rebels captured "
        f"Odesa on 3 May."
    )
    return {
        "id": f"{payload} {name}",
        "title": payload,
        "date": "2031-05-07",
        "source": payload,
        "url": f"https://news.example/{name}?q={payload}",
        "text": text,
    }
