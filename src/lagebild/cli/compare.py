"""`lagebild compare`: the sources of a story side by side."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from lagebild.cli.output import console
from lagebild.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lagebild.model.picture import Picture
    from lagebild.present.comparison import ComparedEvent, Comparison, Said, Source

DEFAULT_STORE = Path("lagebild-store")
SLOTS = ("date", "place", "actors", "recipients", "status", "speaker", "figure", "wording")
MARKS = {"stated": "", "derived": "~ ", "differs": "≠ ", "absent": "–"}
STYLES = {"stated": "", "derived": "italic", "differs": "bold red", "absent": "dim"}
MAX_SIDE_BY_SIDE = 4  # sources as columns; more are rows
MAX_SINGLES = 5  # a source
MAX_QUOTE = 28  # characters
QUOTED = frozenset({"date", "status"})  # slots whose value is not in the words of the article
ITSELF = "the article itself"


def compare(
    story: Annotated[str | None, typer.Argument(help="Story: id, words of its title, or one of its articles.")] = None,
    event: Annotated[str | None, typer.Option("--event", help="Compare everybody who tells of this event instead.")] = None,
    store: Annotated[Path, typer.Option("--store", help="Folder of the store.")] = DEFAULT_STORE,
    as_of: Annotated[str | None, typer.Option("--as-of", help="Only from articles known by this ISO day.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Also everything that one source alone tells.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Set the sources of a story side by side: what each states, where they differ, what they leave out.

    Without STORY the stories of the store are listed.
    """
    from lagebild.cli.select import open_picture  # noqa: PLC0415  (`--help` stays quick)
    from lagebild.compare import compare_event, compare_story, find_event, find_story  # noqa: PLC0415
    from lagebild.model.codec import dumps  # noqa: PLC0415
    from lagebild.present.comparison import comparison_record  # noqa: PLC0415

    picture, readings = open_picture(store, as_of=as_of)
    if story is not None and event is not None:
        raise InputError("say a story or --event, not both")
    if event is not None:
        found = compare_event(picture, readings, find_event(picture, event))
    elif story is not None:
        found = compare_story(picture, readings, find_story(picture, story))
    else:
        _list_stories(picture, as_json=as_json)
        return
    if as_json:
        sys.stdout.write(dumps(comparison_record(found)) + "\n")
    else:
        _print(found, everything=everything)


def _list_stories(picture: Picture, *, as_json: bool) -> None:
    from lagebild.model.codec import dumps  # noqa: PLC0415
    from lagebild.present.english import shown_days  # noqa: PLC0415

    origins = {article.id: article.origin for article in picture.articles}
    rows = []
    for story in sorted(picture.stories, key=lambda s: (-len({origins[a] for a in s.articles}), s.start or "9999", s.id)):
        sources = len({origins[article_id] for article_id in story.articles})
        rows.append((story.id, story.title, shown_days(story.start, story.end), len(story.articles), sources))
    if as_json:
        keys = ("id", "title", "days", "articles", "sources")
        sys.stdout.write(dumps([dict(zip(keys, row, strict=True)) for row in rows]) + "\n")
        return
    table = Table("story", "title", "published", "articles", "sources", box=None, header_style="bold")
    table.columns[0].no_wrap = True
    for story_id, title, days, articles, sources in rows:
        table.add_row(story_id, escape(title), days, str(articles), str(sources))
    console.print(table)


def _print(found: Comparison, *, everything: bool) -> None:
    articles = sum(len(source.articles) for source in found.sources)
    console.print(Text(found.title, style="bold"), Text(f"  {found.id}", style="dim"))
    counts = [_count(articles, "article"), _count(len(found.sources), "independent source"), f"published {found.days}"]
    console.print(" · ".join(counts), highlight=False)
    _print_sources(found.sources)
    if len(found.sources) == 1:
        said = "nothing to compare it with" if articles == 1 else "its texts are set against one another"
        console.print(f"\nOne independent source: {said}.", highlight=False)
    news = [event for event in found.events if not event.background or len(found.events) == 1]
    for number, event in enumerate(news, start=1):
        _print_event(number, event, found.sources)
    if news:
        console.print("\n[dim]plain: stated   ~ derived   ≠ differs   – not said   “…” in these words[/dim]", highlight=False)
    _print_background([event for event in found.events if event.background and len(found.events) > 1])
    _print_ties(found)
    _print_said("Figures on one matter", found.figures)
    _print_said("Changed between texts of one source", found.changed)
    _print_edits(found)
    _print_omissions(found)
    _print_namings(found)
    _print_singles(found, everything=everything)
    _print_summary(found)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _print_sources(sources: Sequence[Source]) -> None:
    table = Table(
        "", "article", "outlet", "published", "lineage", box=None, header_style="bold", title="Sources", title_justify="left"
    )
    table.title_style = "bold"
    for source in sources:
        first = source.articles[0]
        for article in source.articles:
            lineage = f"copy of {first.tag}" if article.copied else "own text"
            lineage += f"; rests on {', '.join(article.rests_on)}" if article.rests_on else ""
            lineage += "".join(f"; date in doubt: {doubt}" for doubt in article.doubts)
            day = article.published + ("" if article.basis in {"given", "header", "dateline"} else f" ({article.basis})")
            table.add_row(article.tag, escape(article.title), escape(article.outlet or "–"), day, escape(lineage))
    console.print()
    console.print(table)


def _print_event(number: int, event: ComparedEvent, sources: Sequence[Source]) -> None:
    console.print()
    head = Text(f"{number}  {event.title}: {event.who}", style="bold")
    head.append(f"   {event.days} · {event.status}", style="not bold")
    head.append(f"   {event.id}", style="dim not bold")
    console.print(head)
    if event.looks_back:
        console.print(f"   looked back on by {', '.join(event.looks_back)}", style="dim", highlight=False)
    console.print(_matrix(event, [source.name for source in sources if source.name in event.sources]))
    for difference in event.differences:
        _print_difference(difference)


def _matrix(event: ComparedEvent, sources: Sequence[str]) -> Table:
    """The cells, slots as rows beside the sources; of many sources those that say the same together."""
    cells = {(slot, source): _cell(slot, state, value, words) for slot, source, state, value, words in event.cells}
    slots = [slot for slot in SLOTS if _is_telling(slot, event)]
    if len(sources) > MAX_SIDE_BY_SIDE:
        return _grouped(event, slots, sources)
    table = Table("", *sources, box=None, header_style="dim", pad_edge=True)
    for slot in slots:
        row = (cells.get((slot, source), Text(MARKS["absent"], style="dim")) for source in sources)
        table.add_row(Text(slot, style="dim"), *row)
    return table


def _grouped(event: ComparedEvent, slots: Sequence[str], sources: Sequence[str]) -> Table:
    """A line for every value of a slot, with the sources that have it."""
    table = Table("", "", "", box=None, show_header=False, pad_edge=True)
    for slot in slots:
        by_value: dict[tuple[str, str], list[str]] = {}
        for source in sources:
            found = next(((state, value) for s, name, state, value, _ in event.cells if (s, name) == (slot, source)), None)
            by_value.setdefault(found if found is not None else ("absent", ""), []).append(source)
        ordered = sorted(by_value.items(), key=lambda item: (item[0][0] == "absent", -len(item[1]), item[0]))
        for number, ((state, value), members) in enumerate(ordered):
            name = slot if number == 0 else ""
            table.add_row(Text(name, style="dim"), _cell(slot, state, value, ""), Text(", ".join(members), style="dim"))
    return table


def _is_telling(slot: str, event: ComparedEvent) -> bool:
    """Whether a row says something: that nobody names a source, or that all words are neutral, does not."""
    values = {value for found, _, state, value, _ in event.cells if found == slot and state != "absent"}
    if slot == "speaker":
        return bool(values - {ITSELF})
    if slot == "wording":
        return any(difference.slot == slot for difference in event.differences)
    return bool(values)


def _cell(slot: str, state: str, value: str, words: str) -> Text:
    text = Text(MARKS[state] + value, style=STYLES[state])
    quote = " ".join(words.split())
    if slot in QUOTED and quote and quote != value:
        text.append(f" “{quote[:MAX_QUOTE]}{'…' if len(quote) > MAX_QUOTE else ''}”", style="dim not bold")
    return text


def _print_background(events: Sequence[ComparedEvent]) -> None:
    if not events:
        return
    console.print()
    console.print(Text("Background that several sources name", style="bold"))
    for event in events:
        line = Text(f" {event.title}: {event.who} · {event.days} ")
        line.append(f"· {', '.join(event.sources)}", style="dim")
        console.print(line)
        for difference in event.differences:
            said = "; ".join(f"{source} {value}" for source, value in difference.values)
            _print_difference(difference, said)


def _print_ties(found: Comparison) -> None:
    if not found.ties:
        return
    console.print()
    console.print(Text("Ties that several sources state", style="bold"))
    for tie in found.ties:
        days = f" since {tie.since}" if tie.since is not None else ""
        days += f" until {tie.until}" if tie.until is not None else ""
        line = Text(f" {tie.kind}: {' – '.join(tie.parties)} · {tie.status.replace('_', ' ')}{days} ")
        words = dict.fromkeys((source, quote) for _, source, _, _, quote in tie.cells if quote)
        console.print(line.append("; ".join(f"{source} “{quote}”" for source, quote in words), style="dim"))
        for difference in tie.differences:
            _print_difference(difference, "; ".join(f"{source} {value}" for source, value in difference.values))


def _print_edits(found: Comparison) -> None:
    if not found.edits:
        return
    console.print()
    console.print(Text("Cut from copies, or added to them", style="bold"))
    for edit in found.edits:
        sign = "–" if edit.change == "cut" else "+"
        line = Text(f" {edit.tag} {sign} {edit.title} ")
        console.print(line.append(f"“{edit.words}”", style="dim"))


def _print_difference(difference: Said, said: str = "") -> None:
    mark, style = ("≈", "green") if difference.compatible else ("≠", "bold red")
    line = Text(f"   {mark} ", style=style)
    line.append(difference.kind, style=style)
    line.append(f": {difference.why}", style="not bold")
    line.append(f" ({said})" if said else "", style="dim not bold")
    console.print(line)


def _print_said(title: str, differences: Sequence[Said]) -> None:
    if not differences:
        return
    console.print()
    console.print(Text(title, style="bold"))
    for difference in differences:
        mark, style = ("≈", "green") if difference.compatible else ("≠", "bold red")
        line = Text(f" {mark} ", style=style)
        line.append(f"{difference.title}: ")
        line.append("; ".join(f"{source} {value}" for source, value in difference.values))
        line.append(f"  ({difference.why})", style="dim")
        console.print(line)


def _print_omissions(found: Comparison) -> None:
    if not found.omissions:
        return
    console.print()
    console.print(Text("Left out", style="bold"))
    for omission in found.omissions:
        silent = sorted({source for source, value in omission.values if value == "not mentioned"})
        telling = sorted({source for source, value in omission.values} - set(silent))
        line = Text(f" {', '.join(silent)} ", style="bold")
        line.append(f"say nothing of: {omission.title}")
        line.append(f"  (reported by {', '.join(telling)})", style="dim")
        console.print(line)


def _print_namings(found: Comparison) -> None:
    if not found.namings:
        return
    console.print()
    console.print(Text("What they call it", style="bold"))
    for naming in found.namings:
        by_source: dict[str, list[str]] = {}
        for source, name, tone, times in naming.names:
            by_source.setdefault(source, []).append(f"{name} {times}x ({tone})" if times > 1 else f"{name} ({tone})")
        said = "; ".join(f"{source} {', '.join(names)}" for source, names in by_source.items())
        console.print(Text(f" {naming.subject}: ", style="bold").append(said, style="not bold"))


def _print_singles(found: Comparison, *, everything: bool) -> None:
    if not found.singles or (len(found.sources) == 1 and not everything):
        return
    console.print()
    console.print(Text("Told by one source alone", style="bold"))
    for source in found.sources:
        own = [s for s in found.singles if s.source == source.name and (everything or not s.echo)]
        shown = own if everything else own[:MAX_SINGLES]
        for single in shown:
            console.print(Text(f" {source.name} {single.title}: {single.who} · {single.days} · {single.status}"))
        if len(shown) < len(own):
            console.print(f"    … and {len(own) - len(shown)} more (--all)", style="dim", highlight=False)


def _print_summary(found: Comparison) -> None:
    differences = found.differences
    if len(found.sources) == 1:
        return
    hard = sum(not difference.compatible for difference in differences)
    parts = [_count(len(found.events), "happening") + " in common", _count(len(differences), "difference")]
    parts += [
        f"{hard} of them contradictions" if hard else "no contradiction",
        _count(len(found.omissions), "omission"),
    ]
    console.print()
    console.print(" · ".join(parts), highlight=False, style="bold")
