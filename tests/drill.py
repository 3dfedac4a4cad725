"""Three hundred articles in our own words, the same each time, for what only shows with many: faults, orders, runs."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from geo.settings import STORE_NAME
from geo.store import Store

OUTPUTS = ("map.html", "claims.csv", "claims.geojson")
COUNT = 300
_FIRST_DAY = date(2031, 3, 3)
_DAYS = 24
_EACH_FOREIGN, _EACH_QUIET, _EACH_UNDATED, _EACH_COPIED = 41, 17, 29, 23  # one article in so many
_PER_FILE = 25  # articles of a .jsonl file
_AS_TEXT = 100  # articles that are .txt files

_FRONTS = (
    ("Ukraine", "Russian forces", "the regional governor", ("Kharkiv", "Kupiansk", "Mykolaiv", "Kherson", "Sumy")),
    ("Syria", "government troops", "a monitoring group", ("Aleppo", "Idlib", "Homs", "Raqqa", "Hama")),
    ("Sudan", "paramilitaries", "a doctors' network", ("Khartoum", "Omdurman", "El Fasher", "Nyala", "Wad Madani")),
    ("Myanmar", "army units", "a village elder", ("Lashio", "Loikaw", "Myitkyina", "Sittwe", "Myawaddy")),
    ("Yemen", "Houthi fighters", "a port official", ("Hodeidah", "Taiz", "Marib", "Aden", "Saada")),
    ("Mali", "gunmen", "a local councillor", ("Gao", "Timbuktu", "Mopti", "Menaka", "Kidal")),
)
_EVENTS = (
    "Shells hit {town} on {day}, {source} said. At least {count} people were killed, it was said.",
    "An air strike on {town} on {day} killed {count} people and wounded {more}, according to {source}.",
    "{Side} captured {town} on {day}, {source} claimed. The report could not be verified.",
    "Heavy clashes broke out near {town} on {day}; {count} fighters died, {source} said.",
    "Explosions were heard in {town} early on {day}.",
    "{Source} denied that {side} had taken {town}.",
    "A mine blew up a bus on the road to {town} on {day} and killed {count} passengers, {source} said.",
    "More than {more}00 people fled from {town} on {day}, {source} said.",
    "A drone struck a fuel depot in {town} last week, {source} said.",
    "Gunmen abducted {count} villagers near {town} overnight, {source} said.",
    "Shells fell on the village of {unknown} on {day}, {source} said.",
)
_ELSE = (
    "The price of bread has doubled since the autumn, shopkeepers in {town} complain.",
    "Ministers meet next month to talk about the harvest.",
    "“We want to sleep one night without that noise,” a teacher said.",
    "Schools in {country} open again after the holidays.",
)
_UNKNOWN = ("Drobovychka Mala", "Tell Quzandar", "Umm Harawit", "Nam Kwelang")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_FRENCH = "Les habitants de {town} ont passé la nuit dans les caves, et personne ne sait combien de maisons ont brûlé."


@dataclass(frozen=True, slots=True)
class Story:
    """One article as a record gives it; `day` is None where it gives none."""

    name: str
    title: str
    day: date | None
    url: str
    text: str

    def as_text(self) -> str:
        """Return the article as the content of a .txt file."""
        return f"{self.title}\n{f'{self.day:%Y%m%d}' if self.day else ''}\n{self.url}\n{self.text}\n"

    def as_json(self) -> str:
        """Return the article as a line of a .jsonl file."""
        day = self.day.isoformat() if self.day else None
        fields = {"id": self.name, "title": self.title, "date": day, "url": self.url, "text": f"{self.text}\n"}
        return json.dumps(fields, ensure_ascii=False) + "\n"


def stories() -> list[Story]:
    """Return the articles: many kinds of claims in six countries, articles without any, copies, and one in French."""
    chance = random.Random(3107)  # noqa: S311 - nothing is kept secret
    made: list[Story] = []
    for number in range(COUNT):
        if number % _EACH_COPIED == _EACH_COPIED - 1:  # another outlet prints it word for word a day later
            first = made[number // 2]
            later = None if first.day is None else first.day + timedelta(days=1)
            made.append(replace(first, name=f"copy-{number:03}", day=later, url=f"https://copies.example/{number}"))
        else:
            made.append(_story(number, chance))
    return made


def updated(story: Story) -> Story:
    """Return the article as its outlet corrected it: another toll, a new paragraph before all, and one after."""
    text = "This report was updated.\n\n" + story.text.replace("killed", "killed or maimed")
    return replace(story, text=text + "\n\nShells hit Donetsk on Sunday, the mayor said. Two people were killed.")


def write_folder(folder: Path, of: list[Story]) -> Path:
    """Write a hundred of the articles as .txt and the others as .jsonl files, and return the folder."""
    folder.mkdir(parents=True)
    for story in of[:_AS_TEXT]:
        (folder / f"{story.name}.txt").write_text(story.as_text(), encoding="utf-8")
    for first in range(_AS_TEXT, len(of), _PER_FILE):
        lines = [story.as_json() for story in of[first : first + _PER_FILE]]
        (folder / f"more-{first:03}.jsonl").write_text("".join(lines), encoding="utf-8")
    return folder


def write_lines(path: Path, of: list[Story]) -> Path:
    """Write the articles as one .jsonl file, and return its path."""
    path.write_text("".join(story.as_json() for story in of), encoding="utf-8")
    return path


def _story(number: int, chance: random.Random) -> Story:
    country, side, source, towns = _FRONTS[number % len(_FRONTS)]
    published = _FIRST_DAY + timedelta(days=number % _DAYS)
    told = {"country": country, "side": side, "Side": side[0].upper() + side[1:]}
    told |= {"source": source, "Source": source[0].upper() + source[1:]}
    quiet, foreign = number % _EACH_QUIET == 0, number % _EACH_FOREIGN == 1
    patterns = [chance.choice(_ELSE)]
    if not quiet:
        patterns += [*chance.sample(_EVENTS, chance.randint(1, 4)), chance.choice(_ELSE)]
    if foreign:
        patterns = [_FRENCH] * 3
    paragraphs = []
    for pattern in patterns:
        words = {
            "town": chance.choice(towns),
            "unknown": chance.choice(_UNKNOWN),
            "day": chance.choice(_WEEKDAYS),
            "count": chance.randint(2, 9),
            "more": chance.randint(10, 60),
        }
        paragraphs.append(pattern.format(**told, **words))
    paragraphs.append(f"Notebook number {number} of our reporters in {country}.")
    name = f"{country.lower()}-{number:03}"
    day = None if number % _EACH_UNDATED == 2 else published
    return Story(name, f"{country}, note {number}", day, f"https://notes.example/{name}", "\n\n".join(paragraphs))


def outputs(out: Path) -> dict[str, bytes]:
    """Return the content of every output by its name, but of changes.json: that tells of runs, and these differ."""
    paths = [*(out / name for name in OUTPUTS), *sorted(out.glob("days/[!.]*"))]
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in paths if path.exists()}


def dump(out: Path) -> list[str]:
    """Return all that the store in an output folder knows, but of runs and times."""
    with Store(str(out / STORE_NAME)) as store:
        return list(store.dump())


def differing(some: dict[str, bytes], others: dict[str, bytes]) -> list[str]:
    """Return the names of outputs that differ: of pages that do, no one wants to read the megabytes."""
    return sorted(name for name in some.keys() | others.keys() if some.get(name) != others.get(name))
