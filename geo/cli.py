"""The claimmap command. Each subcommand parses its words and hands over; nothing heavy is loaded before that."""

from __future__ import annotations

import gc
import io
import logging
import signal
import sys
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Annotated, NoReturn

import typer

import geo
from geo import terminal
from geo.errors import ClaimmapError
from geo.settings import MOST_CLAIMS, Borders, Engine, Format, Split

SOME_SET_ASIDE = 1
NOTHING_DONE = 2
_SIGNALLED = 128  # and the number of the signal, as shells have it
# Objects, in place of 700: what a start loads stays, and looking through it for garbage took a sixth of a cold start.
_MADE_BEFORE_A_LOOK = 100_000

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)

gazetteer = typer.Typer(
    no_args_is_help=True, help="Add places to the built-in gazetteer; show and remove what was added."
)
app.add_typer(gazetteer, name="gazetteer")

Sources = Annotated[
    list[str],
    typer.Argument(
        help="Files (.txt, .jsonl, .csv, .parquet, .html, .rss, .warc.gz), folders of these, addresses of articles or "
        "feeds, or - for standard input.",
        show_default=False,
    ),
]
BordersOf = Annotated[
    Borders,
    typer.Option(
        "--borders", help="Whose view of disputed borders is drawn: the United Nations' or that of who holds what."
    ),
]
_FORMATS = ", ".join(Format)
AsJson = Annotated[bool, typer.Option("--json", help="Answer in JSON, for programs.")]


def _version(asked: bool) -> None:  # noqa: FBT001 - typer's signature of a callback
    if asked:
        terminal.show(f"claimmap {geo.__version__}")
        raise typer.Exit


@app.callback(
    epilog="A .txt article has its title, YYYYMMDD and URL on a line each, then the text. A .jsonl file has objects "
    "with id, title, date, url and text.\n\n"
    "[bold]Begin with[/bold]  claimmap build articles/ --out output   and open output/map.html.\n\n"
    "[bold]Exit codes[/bold]  0 all was read, 1 some records were set aside, 2 nothing could be done, 130 or 143 "
    "it was stopped by Ctrl-C or SIGTERM."
)
def _claimmap(
    *,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Log what is passed over, and why.")] = False,
    _asked: Annotated[
        bool, typer.Option("--version", help="Show the version and leave.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Map what news articles about armed conflict claim: what, where, which day, on whose word, how surely."""
    logging.basicConfig(level=logging.DEBUG if verbose else logging.CRITICAL, format="%(name)s: %(message)s")


Columns = Annotated[
    str,
    typer.Option(
        metavar="FIELD=COLUMN,…",
        help="Which columns of tables are id, title, date, url, text, source. [dim]default: by the usual names[/dim]",
    ),
]
AllowPrivate = Annotated[
    bool,
    typer.Option("--allow-private", help="Fetch from this machine and its own network, too."),
]


@app.command(
    epilog="[bold]Examples[/bold]\n\n"
    "claimmap build articles/ --out output          a folder of articles\n\n"
    "claimmap build https://news.example/feed.rss   what a feed leads to\n\n"
    "claimmap build table.csv --columns title=headline,text=body\n\n"
    "claimmap build articles/ new.jsonl             again, with new ones: only those are read\n\n"
    "claimmap build archive/ --engine processes     many articles, by all cores\n\n"
    "claimmap build crawl.warc.gz                   a web archive, its pages of conflict\n\n"
    "curl … | claimmap build -                      from standard input"
)
def build(
    sources: Sources,
    *,
    out: Annotated[Path, typer.Option(help="Folder for map.html, days/, claims.csv and claims.geojson.")] = Path(
        "output"
    ),
    store: Annotated[
        str,
        typer.Option(
            metavar="PATH or URL", help="Where articles and claims are kept. [dim]default: OUT/claimmap.sqlite[/dim]"
        ),
    ] = "",
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Extract every known article again.")] = False,
    online: Annotated[
        list[str] | None,
        typer.Option(
            metavar="SERVICE",
            help="Ask nominatim, photon, geonames or pelias for places that the gazetteer does not know; "
            "SERVICE=https://host for your own. May be given several times. [dim]default: nothing is asked[/dim]",
        ),
    ] = None,
    user_agent: Annotated[
        str,
        typer.Option(
            metavar="TEXT",
            envvar="CLAIMMAP_USER_AGENT",
            help="Who you are and how to reach you, as online services want to know.",
        ),
    ] = "",
    tiles: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help="Show online map tiles by their xyzservices name, such as OpenStreetMap.Mapnik; they are asked for "
            "whenever a page is opened. [dim]default: none, nothing is asked[/dim]",
        ),
    ] = "",
    borders: BordersOf = Borders.UN,
    formats: Annotated[
        str, typer.Option(metavar="NAMES", help=f"Write these, too, and keep them up to date: {_FORMATS}.")
    ] = "",
    split: Annotated[
        Split,
        typer.Option(
            help=f"How a map of more than {MOST_CLAIMS:,} claims is drawn: in parts by period or by region, with "
            "map.html to lead to them, or all the same on one page."
        ),
    ] = Split.PERIOD,
    since: Annotated[
        int | None,
        typer.Option(metavar="RUN", min=0, help="Mark on the pages what became of claims after this run."),
    ] = None,
    wait: Annotated[
        float, typer.Option(metavar="SECONDS", min=0, help="How long to wait for another run that writes here.")
    ] = 600.0,
    engine: Annotated[
        Engine,
        typer.Option(
            help="How articles are extracted: one after the other; by worker processes, for thousands of them; or by "
            "Dask, for more than one machine reads in a day. What comes out is the same."
        ),
    ] = Engine.SERIAL,
    workers: Annotated[
        int,
        typer.Option(
            metavar="NUMBER",
            min=0,
            show_default=False,
            help="How many processes. [dim]default: one for each core that may be used[/dim]",
        ),
    ] = 0,
    time_limit: Annotated[
        float,
        typer.Option(
            metavar="SECONDS", min=0.1, help="Set an article aside that takes a worker longer; serial has no limit."
        ),
    ] = 60.0,
    scheduler: Annotated[
        str,
        typer.Option(
            metavar="ADDRESS",
            help="The scheduler of a Dask cluster, such as tcp://host:8786, whose workers see the sources and OUT by "
            "the same names. [dim]default: a cluster of its own on this machine[/dim]",
        ),
    ] = "",
    columns: Columns = "",
    allow_private: AllowPrivate = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Only say what was set aside.")] = False,
    as_json: AsJson = False,
) -> None:
    """Read what is new in SOURCES and draw all that is known on a map."""
    from geo import pipeline  # noqa: PLC0415 - help must not wait for it
    from geo.articles import parse_columns  # noqa: PLC0415 - as above
    from geo.settings import Limits, OnlineService, Running, Settings  # noqa: PLC0415 - as above

    services = tuple(OnlineService.parse(each) for each in online or ())
    agent = user_agent if services else ""
    settings = Settings(
        *(out, store, rebuild, services, agent),
        tiles=tiles,
        borders=borders,
        wait_s=wait,
        since=since,
        columns=parse_columns(columns),
        limits=Limits(allow_private),
        formats=Format.parse(formats),
        running=Running(engine, workers, time_limit, scheduler),
        split=split,
    )
    with terminal.progress(quiet=quiet or as_json) as progress:
        report = pipeline.build(sources, settings, progress, terminal.say)
    if as_json:
        terminal.show_json(terminal.report_record(report))
    elif quiet:
        terminal.show_set_aside(report)
    else:
        terminal.show_report(report)
    raise typer.Exit(SOME_SET_ASIDE if report.set_aside else 0)


Out = Annotated[Path, typer.Option(help="The output folder whose store is asked.")]
StoreAt = Annotated[
    str, typer.Option("--store", metavar="PATH or URL", help="The store. [dim]default: OUT/claimmap.sqlite[/dim]")
]


@app.command(
    epilog="[bold]Examples[/bold]\n\nclaimmap watch inbox/ --out output\n\n"
    "claimmap watch inbox/ https://news.example/feed.rss --every 15m\n\n"
    "It goes on until Ctrl-C or SIGTERM. A run that fails is told, and the watch goes on."
)
def watch(
    sources: Annotated[
        list[str], typer.Argument(metavar="DIR or FEED", help="Folders, and addresses of feeds.", show_default=False)
    ],
    *,
    out: Annotated[Path, typer.Option(help="Folder for map.html, days/, claims.csv and claims.geojson.")] = Path(
        "output"
    ),
    store: StoreAt = "",
    every: Annotated[str, typer.Option(metavar="TIME", help="How often feeds are asked: 90s, 15m, 2h.")] = "15m",
    columns: Columns = "",
    allow_private: AllowPrivate = False,
) -> None:
    """Build again whenever articles arrive in folders, or feeds have changed."""
    from geo import watch as watching  # noqa: PLC0415 - as above
    from geo.articles import parse_columns  # noqa: PLC0415 - as above
    from geo.settings import Limits, Settings  # noqa: PLC0415 - as above

    settings = Settings(out, store, columns=parse_columns(columns), limits=Limits(allow_private))
    told = terminal.Watching()
    try:
        watching.watch(sources, settings, _seconds(every), told)
    finally:
        told.close()


@app.command(epilog="[bold]Example[/bold]\n\nclaimmap runs --out output")
def runs(*, out: Out = Path("output"), store: StoreAt = "", as_json: AsJson = False) -> None:
    """List the runs: when, what they read, and how many claims were known after each."""
    from geo import pipeline  # noqa: PLC0415 - as above
    from geo.settings import Settings  # noqa: PLC0415 - as above

    for run in pipeline.runs_of(Settings(out, store)):
        if as_json:
            terminal.show_json(asdict(run))
        else:
            terminal.show_run(run)


@app.command(
    epilog="[bold]Examples[/bold]\n\nclaimmap diff 3 7           what became of claims after run 3 until run 7\n\n"
    "claimmap diff 0 7 --json    all that was ever new, as in changes.json"
)
def diff(
    after: Annotated[int, typer.Argument(metavar="RUN", min=0, help="What was known after this run; 0: nothing.")],
    until: Annotated[int, typer.Argument(metavar="RUN", min=0, help="What was known after this one.")],
    *,
    out: Out = Path("output"),
    store: StoreAt = "",
    as_json: AsJson = False,
) -> None:
    """Show what became of claims between two runs: new, changed, withdrawn, newly placed."""
    from geo import changes, pipeline  # noqa: PLC0415 - as above
    from geo.settings import Settings  # noqa: PLC0415 - as above

    found = pipeline.difference(Settings(out, store), after, until)
    if as_json:
        changes.write_changes(lambda: found, sys.stdout, until, after)
    else:
        for line in changes.told(found, len(found)):
            terminal.show(line)


@app.command(
    epilog="[bold]Examples[/bold]\n\n"
    "claimmap correct 1f3a… --place 48.28,37.18 --who 'A. Reader' --why 'the hamlet, not the town'\n\n"
    "claimmap correct 1f3a… --place 'Brest, BY' --everywhere …    and wherever articles of that country tell it\n\n"
    "claimmap correct 1f3a… --date 2022-03-04/2022-03-06 --kind shelling …\n\n"
    "claimmap correct 1f3a… --merge 77b0… …          the two tell of one event\n\n"
    "claimmap correct --file corrections.csv         claim_id,what,value,who,when,why and if you like everywhere\n\n"
    "claimmap correct --list                         all, and how each stands\n\n"
    "claimmap correct --undo 3                       as if it had never been made\n\n"
    "A claim's id stands on its card and in claims.csv. Corrections stay when articles are read again, and are shown "
    "on the card with who, when and why."
)
def correct(
    claim_id: Annotated[str, typer.Argument(metavar="[CLAIM_ID]", help="Which claim.", show_default=False)] = "",
    *,
    place: Annotated[
        str,
        typer.Option(metavar="LAT,LON or NAME", help="Where it was: degrees, or a name such as 'Brest, BY'; or none."),
    ] = "",
    everywhere: Annotated[
        bool,
        typer.Option(
            "--everywhere", help="With --place: for all claims that name the place so in articles about that country."
        ),
    ] = False,
    day: Annotated[str, typer.Option("--date", metavar="DAY", help="ISO day, or DAY/DAY from and to; or none.")] = "",
    kind: Annotated[str, typer.Option(metavar="KIND", help="Which kind of event, such as shelling.")] = "",
    status: Annotated[str, typer.Option(help="fact, claimed, reported, denied or planned.")] = "",
    drop: Annotated[bool, typer.Option("--drop", help="It is no claim of an event: show it nowhere.")] = False,
    merge: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="A claim of the same event. May be given several times.")
    ] = None,
    split: Annotated[bool, typer.Option("--split", help="It is not of the event that it was grouped into.")] = False,
    apart_from: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="A claim of another event. May be given several times.")
    ] = None,
    who: Annotated[str, typer.Option(envvar="CLAIMMAP_WHO", help="Who corrects it, for all to read.")] = "",
    when: Annotated[str, typer.Option(metavar="DAY", help="When. [dim]default: today[/dim]")] = "",
    why: Annotated[str, typer.Option(help="Why, for all to read.")] = "",
    file: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Make the corrections of a table, corrections.csv.")
    ] = None,
    listed: Annotated[bool, typer.Option("--list", help="List the corrections and how each stands.")] = False,
    undo: Annotated[int | None, typer.Option(metavar="NUMBER", min=1, help="Undo one, as --list numbers it.")] = None,
    out: Out = Path("output"),
    store: StoreAt = "",
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Only say what was set aside.")] = False,
    as_json: AsJson = False,
) -> None:
    """Correct claims: place, day, kind, status, or no claim at all; one event or two."""
    from geo import corrected, pipeline  # noqa: PLC0415 - as above
    from geo.settings import Settings  # noqa: PLC0415 - as above

    settings = Settings(out, store)
    if (bool(claim_id), file is not None, listed, undo is not None).count(True) != 1:
        message = "name a CLAIM_ID, or give --file, --list or --undo"
        raise typer.BadParameter(message)
    if listed:
        for each in pipeline.corrections_of(settings):
            if as_json:
                terminal.show_json(corrected.record(each.correction, each.state))
            else:
                corrected.show_list([each])
        return
    with terminal.progress(quiet=quiet or as_json) as progress:
        if undo is not None:
            report = pipeline.undo(undo, settings, progress, terminal.say)
        elif file is not None:
            cells = {"who": who, "when": when, "why": why}
            report = pipeline.correct_from(file, cells, settings, progress, terminal.say)
        else:
            wanted = corrected.Wanted(place, day, kind, status, drop, merge or [], split, apart_from or [], everywhere)
            # The one place where the clock tells what is shown: it is kept with the correction.
            today = when or datetime.now().astimezone().date().isoformat()
            made = corrected.asked_for(claim_id, wanted, who, today, why)
            report = pipeline.correct(made, settings, progress, terminal.say)
    corrected.show_set_aside(report)
    if as_json:
        terminal.show_json(corrected.report_record(report))
    elif not quiet:
        corrected.show_report(report)
    nothing = not report.made and not report.known
    raise typer.Exit(0 if not report.set_aside else NOTHING_DONE if nothing else SOME_SET_ASIDE)


@app.command(
    epilog="[bold]Examples[/bold]\n\nclaimmap export --formats gpkg,parquet           into output/\n\n"
    "claimmap export --formats acled,ucdp --store output/claimmap.sqlite --out tables"
)
def export(
    *,
    formats: Annotated[str, typer.Option(metavar="NAMES", help=f"With commas between them: {_FORMATS}.")],
    out: Annotated[Path, typer.Option(help="Folder for the files.")] = Path("output"),
    store: StoreAt = "",
    borders: BordersOf = Borders.UN,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing.")] = False,
) -> None:
    """Write all that is known in other formats, with a data package that describes them; nothing is read."""
    from geo import pipeline  # noqa: PLC0415 - as above
    from geo.settings import Settings  # noqa: PLC0415 - as above

    asked = Format.parse(formats)
    if not asked:
        message = f"name at least one of {_FORMATS}"
        raise typer.BadParameter(message, param_hint="--formats")
    with terminal.progress(quiet=quiet) as progress:
        written = pipeline.export(Settings(out, store, borders=borders, formats=asked), progress, terminal.say)
    if not quiet:
        terminal.show(f"Wrote {', '.join(str(path) for path in written)}")


@app.command(
    epilog="[bold]Examples[/bold]\n\nclaimmap figure                                      output/figure.png\n\n"
    "claimmap figure --from 2022-03-01 --to 2022-03-07 --region UA --per day --format pdf\n\n"
    "claimmap figure --region 34,44,41,50 --file report/east.svg\n\n"
    "Beside the figure stands its text alternative, .txt. The same claims give the same bytes."
)
def figure(
    *,
    start: Annotated[str, typer.Option("--from", metavar="DAY", help="Show this day and later, ISO.")] = "",
    end: Annotated[str, typer.Option("--to", metavar="DAY", help="Show this day and earlier, ISO.")] = "",
    region: Annotated[
        str, typer.Option(metavar="PLACE", help="Only in a country (UA), a region (UA-63) or W,S,E,N in degrees.")
    ] = "",
    per: Annotated[str, typer.Option(metavar="day or week", help="Draw a small map for each day or week.")] = "",
    form: Annotated[
        str, typer.Option("--format", metavar="NAME", help="png, svg or pdf. [dim]default: as FILE, or png[/dim]")
    ] = "",
    title: Annotated[str, typer.Option(metavar="TEXT", help="What stands above it.")] = "",
    file: Annotated[
        Path | None, typer.Option(help="Where it is written. [dim]default: OUT/figure.FORMAT[/dim]")
    ] = None,
    out: Out = Path("output"),
    store: StoreAt = "",
    borders: BordersOf = Borders.UN,
) -> None:
    """Draw what is known as a figure for a report: map, legend, timeline, sources."""
    from geo import figures, pipeline  # noqa: PLC0415 - as above
    from geo.settings import Settings  # noqa: PLC0415 - as above

    asked = figures.Asked.parse(start, end, region, per, title)
    path = figures.file_of(file, form, out)
    written = pipeline.figure(Settings(out, store, borders=borders), asked, path)
    terminal.show(f"Wrote {', '.join(str(each) for each in written)}")


@app.command(
    epilog="[bold]Examples[/bold]\n\nclaimmap report                                      output/report.md\n\n"
    "claimmap report --from 2022-03-01 --to 2022-03-07 --region UA --file week.html\n\n"
    "claimmap report --since 3                            and what is new since run 3 of `claimmap runs`\n\n"
    "pandoc output/report.md --resource-path output -o report.docx    for Word\n\n"
    "It holds the map, what is new, what is contested, what several articles tell, the claims by day with quotes and "
    "sources, and what could not be placed. Beside it stand the figure and its text alternative, .txt. Of a long "
    "period it tells a part, and how much it leaves out."
)
def report(
    *,
    start: Annotated[str, typer.Option("--from", metavar="DAY", help="Tell of this day and later, ISO.")] = "",
    end: Annotated[str, typer.Option("--to", metavar="DAY", help="Tell of this day and earlier, ISO.")] = "",
    region: Annotated[
        str, typer.Option(metavar="PLACE", help="Only of a country (UA), a region (UA-63) or W,S,E,N in degrees.")
    ] = "",
    since: Annotated[
        int | None, typer.Option(metavar="RUN", min=0, help="Tell what became of claims after this run.")
    ] = None,
    title: Annotated[str, typer.Option(metavar="TEXT", help="What stands above it.")] = "",
    file: Annotated[
        Path | None, typer.Option(help="Where it is written, .md or .html. [dim]default: OUT/report.md[/dim]")
    ] = None,
    form: Annotated[str, typer.Option("--figure", metavar="NAME", help="The figure as png or svg.")] = "png",
    out: Out = Path("output"),
    store: StoreAt = "",
    borders: BordersOf = Borders.UN,
) -> None:
    """Write a brief of a period: map, what is new, what is contested, claims with quotes and sources."""
    from geo import figures, pipeline, reports  # noqa: PLC0415 - as above
    from geo.settings import Settings  # noqa: PLC0415 - as above

    asked = figures.Asked.parse(start, end, region, "", title)
    path = reports.file_of(file, out)
    settings = Settings(out, store, borders=borders, since=since)
    written = pipeline.report(settings, asked, path, reports.figure_of(path, form))
    terminal.show(f"Wrote {', '.join(str(each) for each in written)}")


@app.command(epilog="[bold]Example[/bold]\n\nclaimmap forget https://news.example/retracted")
def forget(
    names: Annotated[list[str], typer.Argument(metavar="URL or ID", help="Articles.", show_default=False)],
    *,
    out: Out = Path("output"),
    store: StoreAt = "",
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing.")] = False,
) -> None:
    """Remove articles and all that was ever made of them from the store, and draw the map without them."""
    from geo import pipeline  # noqa: PLC0415 - as above
    from geo.settings import Settings  # noqa: PLC0415 - as above

    with terminal.progress(quiet=quiet) as progress:
        forgotten = pipeline.forget(names, Settings(out, store), progress, terminal.say)
    if not quiet:
        terminal.show(f"Forgot {len(forgotten.articles)} articles and {forgotten.claims} claims.")


@app.command(epilog="[bold]Example[/bold]\n\nclaimmap geoparse articles.jsonl > toponyms.jsonl")
def geoparse(sources: Sources) -> None:
    """Print every place name of every record with its coordinates, as JSON lines."""
    from geo import pipeline  # noqa: PLC0415 - as above
    from geo.model import SetAside  # noqa: PLC0415 - as above

    parsed = set_aside = 0
    for record in pipeline.geoparse(sources):
        if isinstance(record, SetAside):
            set_aside += 1
            terminal.say(f"set aside {record.origin}: {record.reason}")
        else:
            parsed += 1
            terminal.show_json(terminal.parsed_record(record))
    raise typer.Exit(NOTHING_DONE if not parsed else SOME_SET_ASIDE if set_aside else 0)


@app.command(
    epilog="[bold]Examples[/bold]\n\nclaimmap geocode Brest --country BY\n\n"
    "claimmap geocode Donetsk Rafah --near 48.0,37.8 --json"
)
def geocode(
    names: Annotated[list[str], typer.Argument(help="Names of places.", show_default=False)],
    *,
    country: Annotated[str, typer.Option(metavar="CC", help="Only in this country, such as UA.")] = "",
    near: Annotated[str, typer.Option(metavar="LAT,LON", help="Places about this point first.")] = "",
    as_json: AsJson = False,
) -> None:
    """Show what a name may mean, likeliest first."""
    from geo import pipeline  # noqa: PLC0415 - as above

    matches = list(pipeline.geocode(names, country, _point(near)))
    if as_json:
        for match in matches:
            terminal.show_json(terminal.match_record(match))
    else:
        terminal.show_matches(matches)
    missing = [name for name in names if name not in {match.asked for match in matches}]
    for name in missing:
        terminal.say(f"{name}: not in the gazetteer")
    raise typer.Exit(NOTHING_DONE if not matches else SOME_SET_ASIDE if missing else 0)


@app.command(
    epilog="[bold]Examples[/bold]\n\nclaimmap explain articles/report.txt\n\n"
    "claimmap explain articles.jsonl --id 4711 --html report.html    a page to read and to send on\n\n"
    "claimmap explain articles/report.txt --json"
)
def explain(
    source: Annotated[str, typer.Argument(help="One article, or - for standard input.")],
    *,
    article_id: Annotated[
        str, typer.Option("--id", metavar="ID", help="Which article, where SOURCE holds several.")
    ] = "",
    html: Annotated[
        str, typer.Option(metavar="FILE", help="Write one page that works offline; - for standard output.")
    ] = "",
    corrected_in: Annotated[
        Path | None,
        typer.Option(
            "--corrected-in", metavar="OUT", help="Tell what was corrected, by the store of an output folder."
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show one article's claims in its text, with every reason, and why other sentences gave none."""
    from geo import explained, pipeline  # noqa: PLC0415 - as above
    from geo.settings import Settings  # noqa: PLC0415 - as above

    if html and as_json:
        message = "give --html or --json, not both"
        raise typer.BadParameter(message)
    known = None if corrected_in is None else Settings(corrected_in)
    explanation = pipeline.explain_source(source, article_id, known)
    if as_json:
        terminal.show_json(explained.record(explanation))
    elif html:
        explained.show_page(explanation, html)
    else:
        explained.show(explanation)


@app.command(
    epilog="[bold]Examples[/bold]\n\n"
    "claimmap embed                                    output/map.html\n\n"
    "claimmap embed --from 2022-03-01 --to 2022-03-07   a week of it\n\n"
    "claimmap embed --src https://host/map.html         where it will stand\n\n"
    "claimmap embed --inline >> report.html             all in one file\n\n"
    "The frame is a sandbox: the map runs, offers its downloads and opens articles in new tabs, and sees nothing of "
    "the page around it. Upload FILE beside your page, or where --src says; --inline needs no second file."
)
def embed(
    file: Annotated[Path, typer.Argument(help="A page that build has drawn.")] = Path("output/map.html"),
    *,
    src: Annotated[
        str, typer.Option(metavar="URL", help="Where FILE will stand. [dim]default: FILE, relative as it is[/dim]")
    ] = "",
    start: Annotated[str, typer.Option("--from", metavar="DAY", help="Show this day and later, ISO.")] = "",
    end: Annotated[str, typer.Option("--to", metavar="DAY", help="Show this day and earlier, ISO.")] = "",
    claim: Annotated[str, typer.Option(metavar="ID", help="Open this claim, by its claim_id.")] = "",
    width: Annotated[int, typer.Option(help="Pixels, at most; on a narrow screen less.")] = 700,
    height: Annotated[int, typer.Option(help="Pixels.")] = 450,
    inline: Annotated[bool, typer.Option("--inline", help="Put the whole page into the snippet.")] = False,
) -> None:
    """Print the HTML that shows a map within a report, a site or a CMS."""
    from geo.maps import embed as snippets  # noqa: PLC0415 - as above

    if inline and src:
        message = "give --src or --inline, not both"
        raise typer.BadParameter(message)
    view, frame = snippets.View(start, end, claim), snippets.Frame(width, height)
    page = snippets.read_page(file)
    if inline:
        terminal.show(snippets.inline(page, view, frame))
    else:
        terminal.show(snippets.by_address(page, src or snippets.address_of(file), view, frame))


@gazetteer.command(
    epilog="[bold]Examples[/bold]\n\nclaimmap gazetteer add UA              Ukraine's dump, from GeoNames\n\n"
    "claimmap gazetteer add dumps/UA.zip    the same from a file\n\n"
    "claimmap gazetteer add places.csv      your own: name,lat,lon and if you like kind,radius,names,country,admin1"
)
def add(
    source: Annotated[
        str, typer.Argument(metavar="CC or FILE", help="A country's code, or a .zip, .txt or .csv file.")
    ],
    *,
    mirror: Annotated[
        str,
        typer.Option(
            metavar="URL",
            envvar="CLAIMMAP_MIRROR",
            help="Folder that CC.zip is downloaded from. [dim]default: download.geonames.org[/dim]",
        ),
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Add a GeoNames country dump or a table of your own places."""
    from geo.gazetteer import adding  # noqa: PLC0415 - as above

    with terminal.progress(quiet=as_json) as progress:
        meta = adding.add(source, mirror or adding.OFFICIAL, progress)
    if as_json:
        terminal.show_json(asdict(meta))
    else:
        terminal.show_added(meta)


@gazetteer.command("list")
def list_gazetteers(*, as_json: AsJson = False) -> None:
    """Show what the gazetteer holds, from what, and how old it is."""
    from geo.gazetteer import Gazetteer, added  # noqa: PLC0415 - as above

    built_in, metas = Gazetteer.built_in().sizes(), added.metas()
    if as_json:
        for record in terminal.gazetteer_records(built_in, metas):
            terminal.show_json(record)
    else:
        terminal.show_gazetteers(built_in, metas)


@gazetteer.command()
def remove(name: Annotated[str, typer.Argument(help="As `claimmap gazetteer list` shows it.")]) -> None:
    """Remove what was added."""
    from geo.gazetteer import added  # noqa: PLC0415 - as above

    added.remove(name)
    terminal.show(f"Removed {name}.")


def _point(written: str) -> tuple[float, float] | None:
    """Read LAT,LON."""
    if not written:
        return None
    try:
        latitude, longitude = (float(part) for part in written.split(","))
    except ValueError as error:
        message = f"{written!r} is not LAT,LON in degrees, such as 48.0,37.8"
        raise typer.BadParameter(message, param_hint="--near") from error
    return latitude, longitude


def _seconds(written: str) -> float:
    """Read a time such as 90s, 15m or 2h."""
    units = {"s": 1, "m": 60, "h": 3600}
    number, unit = written[:-1], written[-1:]
    if not (number.isascii() and number.isdigit() and len(number) < 7 and int(number) and unit in units):  # noqa: PLR2004 - ten days in seconds
        message = f"{written!r} is no time such as 90s, 15m or 2h"
        raise typer.BadParameter(message, param_hint="--every")
    return float(int(number) * units[unit])


class _StoppedError(BaseException):
    """The process was asked to end. No Exception, so that nothing takes it for a fault of an article."""

    def __init__(self, number: int) -> None:
        self.number = number


def _stop(number: int, _frame: object) -> NoReturn:
    raise _StoppedError(number)


def main() -> None:
    """Run the command; what went wrong on purpose becomes one line and exit code 2, being stopped 128 and the signal.

    Asked to end, it undoes what is half done; typer would take Ctrl-C for exit code 1, which says that all was done.
    """
    gc.set_threshold(_MADE_BEFORE_A_LOOK, 50, 100)
    for number in (signal.SIGINT, signal.SIGTERM):
        if signal.getsignal(number) is not signal.SIG_IGN:  # as under nohup
            signal.signal(number, _stop)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that lacks a character must not end the run
    try:
        app(prog_name="claimmap")
    except ClaimmapError as error:
        terminal.say(f"claimmap: {error}")
        sys.exit(NOTHING_DONE)
    except _StoppedError as stopped:
        name = signal.Signals(stopped.number).name
        terminal.say(f"claimmap: stopped by {name}; what was saved is kept, and the next run goes on from there")
        sys.exit(_SIGNALLED + stopped.number)
    finally:
        gc.freeze()  # the process ends: a last look for garbage among all that is loaded took 0.3 s
