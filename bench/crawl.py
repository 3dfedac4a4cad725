"""A web archive as news crawls leave them: pages of any number, the same ones each time, and what lies between them.

Of a hundred pages five report on a conflict (bench.news), ten are front pages and galleries, four are in French, and
the others are of sport, trade, weather, culture, kitchens and towns; their sentences hold words that sound like war as
often as such pages do. A third of the sites have a box of what is read most, whatever it is about. Between the pages
are requests, redirects, pictures and feeds; now and then a record is broken, and the last one is cut off.
"""

from __future__ import annotations

import gzip
import html
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.news import articles
from geo.model import Article

_HUNDRED = 100
_CONFLICT, _FRONT, _FRENCH = 5, 10, 4  # of a hundred pages
_BROKEN_EVERY = 997  # pages
_REPORTS_OF, _REPORTS = 20, 14  # of so many articles of bench.news the first so many report on a conflict
_SITES, _MENU, _RELATED, _READ_MOST, _FOOT, _FRONT_LINKS = 24, 40, 12, 6, 40, 60
_OF_ONE_ARTICLE, _FEWEST, _MOST = 9, 12, 30  # sentences: different ones, and in all

_SUBJECTS = {
    "sport": (
        "{Town} beat {town2} by {number} points in front of a full house on {day}.",
        "The captain took the trophy from the mayor and lifted it towards the stands.",
        "Both sides began carefully, and the first half had little to offer.",
        "A shot from the edge of the box brought the lead after {number} minutes.",
        "The attack lacked ideas, and the defence of {town} was never in danger.",
        "“We have a young team, and it will only get better,” the coach said.",
        "The midfielder left the pitch with a sore knee and will be out for weeks.",
        "Her time of {number} seconds is the best of the season so far.",
        "The referee had to explain his decision twice before the game went on.",
        "The next round is on {day}, when {town2} come to {town}.",
        "Nobody had expected the newcomers to reach the final of the cup.",
        "He lost the first set, won the second and never looked back.",
        "The club has signed a goalkeeper of {number} for three seasons.",
        "Supporters sang until long after the final whistle.",
        "The stage winner crossed the line alone after a ride through the rain.",
        "The board will decide about the manager at the end of the month.",
    ),
    "trade": (
        "The bakery chain raised its forecast for the year, and its shares rose by {number} per cent.",
        "The central bank left rates where they were and expects prices to rise more slowly.",
        "Orders from abroad fell for the third month in a row.",
        "The company, based in {town}, will close two of its {number} shops.",
        "Drivers at the depot in {town} have voted to go on strike from {day}.",
        "The merger needs the consent of the authority, which wants more time.",
        "“Costs have risen faster than we thought,” the chief executive said.",
        "Rents in {town} are {number} per cent higher than a year ago.",
        "Investors took the news calmly; the index closed almost unchanged.",
        "The airline will fly from {town} to {town2} twice a day.",
        "The factory is to make {number} thousand batteries a year.",
        "Analysts had hoped for more, and two of them cut their targets.",
        "The founder left the board last spring after a quarrel about pay.",
        "Farmers were promised help, but the budget has not been passed.",
        "A new law asks shops to take back old telephones.",
        "The insurer will pay a dividend for the first time in years.",
    ),
    "weather": (
        "Rain will reach the coast by noon and move inland towards {town}.",
        "Temperatures of up to {number} degrees are expected on {day}.",
        "The night stays clear, with mist in the valleys.",
        "A storm brought down trees around {town}, and some roads were closed.",
        "Lightning hit a barn near {town2}; nobody was hurt.",
        "The service warned of gusts on the hills and of high waves.",
        "Snow is forecast above {number} hundred metres.",
        "Some families had to leave their homes when the river rose.",
        "The spring was the driest for {number} years.",
        "Pollen counts will be high until the wind turns.",
        "By the weekend it will be milder, with sunny spells.",
        "Reservoirs in the region are half full.",
        "Ice on the roads led to delays on the way to {town}.",
        "The heat is to ease from {day} on.",
        "Gardeners should wait until the last frost is over.",
        "The lake is frozen, but the ice does not bear anybody yet.",
    ),
    "culture": (
        "The film opens in cinemas on {day} and runs for almost three hours.",
        "Her second album was recorded in a barn near {town}.",
        "The gallery has borrowed {number} paintings, some of them never shown before.",
        "The novel tells of two brothers and of the siege in which they grew up.",
        "Critics called the play too long and its music a delight.",
        "The museum in {town} will be closed until the roof is mended.",
        "Tickets were gone within an hour.",
        "He took the part because he liked the script, the actor said.",
        "The series returns with {number} new episodes.",
        "A choir of children from {town2} opened the evening.",
        "The prize is worth {number} thousand and goes to a poet for the first time.",
        "The orchestra plays under a new conductor from {day} on.",
        "Visitors can see how the old printers worked.",
        "The game has sold better than any other this year.",
        "The director died before the film was finished.",
        "The festival had to do without its best known guest.",
    ),
    "kitchens": (
        "Stir the onions until they are soft, then add the lentils and a bay leaf.",
        "Leave the dough to rest for {number} minutes under a cloth.",
        "Burn the aubergines over a flame until the skin is black.",
        "Take the pan from the heat and let it cool.",
        "Serve with bread and a green salad.",
        "Beat the eggs with the sugar; fold in the flour.",
        "Cut the pumpkin into pieces and roast it with thyme.",
        "The soup keeps for {number} days and tastes better on the second.",
        "A pinch of salt brings out the taste of the chocolate.",
        "Use a heavy pot, or the rice will stick.",
        "If the sauce is too thin, let it boil for a while.",
        "Wash the leaves well and shake them dry.",
        "The market in {town} has the first strawberries on {day}.",
        "Grate the cheese finely and spread it over the top.",
        "My grandmother took twice as much butter.",
        "Pour the syrup over the cake while it is warm.",
    ),
    "towns": (
        "The council of {town} has approved plans for a cycle path along the canal.",
        "The library will open on {day} evenings from next month.",
        "A kitchen caught fire in {town2}; the house cannot be lived in for now.",
        "The driver of a lorry was injured when it left the road near {town}.",
        "A man of {number} was killed in a crash on the road to {town2}.",
        "The swimming pool has to be mended and stays closed until the spring.",
        "Parents have collected {number} hundred signatures for a crossing.",
        "The mayor will not stand again, she told the paper.",
        "Buses to {town2} leave every {number} minutes from {day} on.",
        "Police are looking for whoever took the bell of the chapel.",
        "The school celebrated its birthday with a fair.",
        "Neighbours complained about the noise of the new fountain.",
        "A court has fined a builder who felled an old lime tree.",
        "The hospital gets a new wing with {number} beds.",
        "Volunteers cleared the path along the brook.",
        "The vet found a home for {number} kittens within a day.",
    ),
}
_FRENCH_SENTENCES = (
    "Le conseil de {town} a approuvé la nouvelle ligne de bus.",
    "Les prix du pain ont encore augmenté ce mois-ci.",
    "La violence des orages a surpris les habitants de {town2}.",
    "Le musée restera fermé jusqu'au printemps.",
    "Une exposition réunit {number} tableaux du peintre.",
    "Le match de {town} a été reporté à cause de la pluie.",
    "Les agriculteurs demandent une aide pour la récolte.",
    "La mairie promet une réponse avant la fin de la semaine.",
    "Le train partira toutes les {number} minutes.",
    "Les parents attendent l'ouverture de la nouvelle école.",
)
_HEADLINES = {
    "sport": ("{Town} reach the final", "Late goal decides the derby", "Coach of {town} to leave", "A record on ice"),
    "trade": ("Shares in bakers rise", "Rents in {town} up again", "Strike at the depot ends", "Bank keeps its rate"),
    "weather": ("Rain on the way", "Hot days ahead in {town}", "Storm brings down trees", "First snow on the hills"),
    "culture": (
        "A film for patient people",
        "Museum in {town} closes",
        "Ten books for the holidays",
        "A choir of bells",
    ),
    "kitchens": ("What to cook this weekend", "The best of lentils", "A cake without flour", "Soup for cold days"),
    "towns": ("New cycle path in {town}", "Library opens later", "Crash on the road to {town2}", "A home for kittens"),
    "conflict": ("Shelling of {town} kills {number}", "Rebels take {town}", "Truce in {town} holds", "Talks go on"),
}
_TOWNS = (
    "Ashby", "Brockton", "Calder", "Dunmore", "Elmstead", "Farleigh", "Granby", "Hexley", "Inverlea", "Kelmarsh",
    "Larkhill", "Marlow", "Norbury", "Oakham", "Penrose", "Redfield", "Selwood", "Thornby", "Upwell", "Wexcombe",
)  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SECTIONS = ("Home", "News", "World", "Business", "Sport", "Culture", "Travel", "Weather", "Opinion", "Video")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of an archive: one gzip member, or what stands where one should; and whether it is broken."""

    content: bytes
    is_broken: bool


def write_archive(path: Path, pages: int) -> list[tuple[int, int]]:
    """Write an archive of so many pages; return the stretches of bytes, from and to, in which no record is broken."""
    whole: list[tuple[int, int]] = []
    with path.open("wb") as stream:
        begin = 0
        for piece in pieces(pages):
            at = stream.tell()
            stream.write(piece.content)
            if piece.is_broken:
                whole.append((begin, at))
                begin = stream.tell()
        whole.append((begin, stream.tell()))
    return [(first, last) for first, last in whole if first < last]


def pieces(pages: int) -> Iterator[Piece]:
    """Yield the members of an archive of so many pages."""
    yield _member(_record("warcinfo", "", b"software: bench\r\n"))
    for number in range(pages):
        chance = random.Random(f"page {number}")  # noqa: S311 - nothing is kept secret
        url = f"https://www.site-{number % _SITES}.example/{number}"
        yield _member(_record("request", url, b"GET / HTTP/1.1\r\nHost: site.example\r\n\r\n"))
        yield _member(_record("response", url, _http(_page(chance, number).encode())))
        if number % 12 == 0:
            yield _member(_record("response", f"{url}/old", _http(b"", "301 Moved Permanently", f"Location: {url}")))
        if number % 25 == 0:
            yield _member(_record("response", f"{url}.png", _http(b"\x89PNG\r\n\x1a\n\0" * 500, kind="image/png")))
        if number % 50 == 0:
            feed = b'<?xml version="1.0"?><rss version="2.0"><channel><title>Site</title></channel></rss>'
            yield _member(_record("response", f"{url}.rss", _http(feed, kind="application/rss+xml")))
        if number % _BROKEN_EVERY == _BROKEN_EVERY // 2:
            yield Piece(_broken(number // _BROKEN_EVERY, url), is_broken=True)
    yield Piece(
        _member(_record("response", "https://cut.example/", _http(b"<html>" * 100))).content[:-40], is_broken=True
    )


def _broken(number: int, url: str) -> bytes:
    block = _http(b"<!DOCTYPE html><html><body><p>Lost.</p></body></html>" * 20)
    if number % 3 == 0:
        member = bytearray(_member(_record("response", url, block)).content)
        member[len(member) // 2] ^= 0xFF
        return bytes(member)
    if number % 3 == 1:
        return _member(_record("response", url, block, length=10**7)).content
    return b"no member of an archive " * 40


def _member(record: bytes) -> Piece:
    return Piece(gzip.compress(record, mtime=0), is_broken=False)


def _record(kind: str, url: str, block: bytes, length: int | None = None) -> bytes:
    target = f"WARC-Target-URI: {url}\r\n" if url else ""
    content = {"response": "application/http; msgtype=response", "request": "application/http; msgtype=request"}
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\n{target}WARC-Date: 2031-01-05T10:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000000>\r\n"
        f"Content-Type: {content.get(kind, 'application/warc-fields')}\r\n"
        f"Content-Length: {len(block) if length is None else length}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def _http(body: bytes, status: str = "200 OK", *headers: str, kind: str = "text/html; charset=utf-8") -> bytes:
    return "\r\n".join([f"HTTP/1.1 {status}", f"Content-Type: {kind}", *headers, "", ""]).encode() + body


# ---------------------------------------------------------------- pages


@dataclass(frozen=True, slots=True)
class _Story:
    """What a page is of: under a headline if it is an article, its HTML and its language."""

    subject: str
    headline: str
    body: str
    language: str = "en"


def _page(chance: random.Random, number: int) -> str:
    return _around(chance, number, _story(chance, number))


def _story(chance: random.Random, number: int) -> _Story:
    kind = number % _HUNDRED
    if kind < _CONFLICT:
        at = number // _HUNDRED * _CONFLICT + kind
        (report,) = articles(1, first=at // _REPORTS * _REPORTS_OF + at % _REPORTS)
        return _Story("conflict", report.title, _of(report))
    if kind < _CONFLICT + _FRONT:
        subjects = chance.choices(tuple(_HEADLINES), k=_FRONT_LINKS)
        return _Story("towns", "", _links(chance, subjects, number))
    if kind < _CONFLICT + _FRONT + _FRENCH:
        return _Story("towns", "Nouvelles", _text(chance, _FRENCH_SENTENCES), "fr")
    subject = chance.choice(tuple(_SUBJECTS))
    return _Story(subject, _filled(chance, chance.choice(_HEADLINES[subject])), _text(chance, _SUBJECTS[subject]))


def _of(article: Article) -> str:
    return "".join(f"<p>{html.escape(each)}</p>\n" for each in article.text.split("\n\n"))


def _text(chance: random.Random, sentences: tuple[str, ...]) -> str:
    some = chance.sample(sentences, min(_OF_ONE_ARTICLE, len(sentences)))
    told = [_filled(chance, chance.choice(some)) for _ in range(chance.randint(_FEWEST, _MOST))]
    return "".join(f"<p>{html.escape(' '.join(told[at : at + 3]))}</p>\n" for at in range(0, len(told), 3))


def _filled(chance: random.Random, pattern: str) -> str:
    town, town2 = chance.sample(_TOWNS, 2)
    return pattern.format(town=town, Town=town, town2=town2, number=chance.randint(2, 60), day=chance.choice(_DAYS))


def _links(chance: random.Random, subjects: list[str], number: int) -> str:
    return "".join(
        f'<div class="teaser"><a href="/{subject}/{number}-{at}"><img src="/i/{number}-{at}.jpg" alt="">'
        f"<h3>{html.escape(_filled(chance, chance.choice(_HEADLINES[subject])))}</h3></a></div>\n"
        for at, subject in enumerate(subjects)
    )


def _around(chance: random.Random, number: int, story: _Story) -> str:
    """Return a page with what sites have around a story: menus, what is related and read most, a foot."""
    site, title = f"Site {number % _SITES}", html.escape(story.headline)
    menu = "".join(
        f'<li class="menu__item"><a href="/section/{at}">{_SECTIONS[at % len(_SECTIONS)]}</a></li>'
        for at in range(_MENU)
    )
    most = _links(chance, chance.choices(tuple(_HEADLINES), k=_READ_MOST), number) if number % _SITES % 3 == 0 else ""
    foot = "".join(f'<a href="/about/{at}">About us {at}</a> ' for at in range(_FOOT))
    said, body = "", story.body
    if title:
        body = f'<article><h1>{title}</h1><time datetime="2031-01-05">5 January</time>\n{body}</article>'
        said = (
            '<meta property="article:published_time" content="2031-01-05T18:00:00+02:00">'
            '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2031-01-05"}</script>'
        )
    return f"""<!DOCTYPE html>
<html lang="{story.language}"><head><meta charset="utf-8"><title>{title} | {site}</title>
<meta property="og:title" content="{title}"><meta property="og:site_name" content="{site}">{said}
<style>{".teaser { margin: 0 }" * 200}</style><script>{"window.dataLayer = window.dataLayer || [];" * 300}</script>
</head><body><header><nav><ul>{menu}</ul></nav></header><main>{body}
<section class="related">{_links(chance, [story.subject] * _RELATED, number)}</section>
<aside>{most}</aside></main><footer>{foot}<p>Copyright {site}</p></footer></body></html>"""
