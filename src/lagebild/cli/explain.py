"""`lagebild explain`: why a claim is what it is, and why claims are one event."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from lagebild.cli.output import console
from lagebild.errors import ArticleError, InputError

if TYPE_CHECKING:
    from lagebild.explain import Explained, ExplainedClaim
    from lagebild.model.layers import Claim, Statement
    from lagebild.model.picture import Event
    from lagebild.present.explain import Explanation, Link, RuleRow

DEFAULT_STORE = Path("lagebild-store")
LABEL_WIDTH = 11
# A terminal shows the style, a pipe the brackets: the evidence is marked in both.
STYLES = {
    "trigger": "bold reverse",
    "matched": "bold",
    "actor": "bold green",
    "recipient": "bold magenta",
    "date": "bold cyan",
    "place": "yellow",
    "source": "blue",
    "cue": "blue",
}
SHOWN = ("trigger", "matched", "actor", "recipient", "source", "cue", "date", "place")  # of several marks the first wins


def explain(
    article: Annotated[
        str | None, typer.Argument(help="Article by id, given id or the beginning of one; or an event (ev-…) of the picture.")
    ] = None,
    claim: Annotated[
        str | None,
        typer.Argument(help="Claim by id (c-…), its beginning, number (e3) or word; or an event (ev-…). Left out: all."),
    ] = None,
    store: Annotated[Path, typer.Option("--store", help="Folder of the store.")] = DEFAULT_STORE,
    text: Annotated[
        Path | None, typer.Option("--text", help="Explain the claims of this file instead; the one argument is then the claim.")
    ] = None,
    published: Annotated[str | None, typer.Option(help="With --text: YYYY-MM-DD, YYYY-MM or YYYY.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Say why a claim is what it is: its words, rule, parties, date, status and source, each with its reason.

    An event of the picture is explained claim by claim, with the reasons for which they count as one.
    """
    from lagebild.explain import explain as explain_stored  # noqa: PLC0415  (`--help` stays quick)
    from lagebild.explain import explained_record  # noqa: PLC0415
    from lagebild.model.codec import dumps  # noqa: PLC0415
    from lagebild.store import Store  # noqa: PLC0415

    if text is not None:
        if claim is not None:
            raise InputError("with --text give the claim alone")
        explained = _of_file(text, article, published=published)
    elif article is None:
        raise InputError("say which article, or --text FILE; `lagebild explain --help` shows how")
    elif published is not None:
        raise InputError("--published goes with --text")
    else:
        explained = explain_stored(Store(store), article, claim)
    if as_json:
        sys.stdout.write(dumps(explained_record(explained)) + "\n")
    else:
        _print(explained)


def _of_file(file: Path, wanted: str | None, *, published: str | None) -> Explained:
    from lagebild.build import read_article  # noqa: PLC0415
    from lagebild.explain import explain_reading  # noqa: PLC0415
    from lagebild.read import RawArticle, make_article, read_raw  # noqa: PLC0415

    found = list(read_raw([file]))
    for one in found:
        if isinstance(one, ArticleError):
            raise one
    articles = [one for one in found if isinstance(one, RawArticle)]
    if len(articles) != 1:
        raise InputError(f"{file} holds {len(articles)} articles; `lagebild read` takes several")
    raw = articles[0] if published is None else replace(articles[0], published=published)
    return explain_reading(read_article(make_article(raw)), wanted)


def _print(explained: Explained) -> None:
    if explained.event is not None:
        _print_event(explained.event, len(explained.claims))
    if not explained.claims:
        console.print("this article has no claims")
    for number, one in enumerate(explained.claims):
        if number:
            console.print()
        _print_claim(one)


def _print_event(event: Event, count: int) -> None:
    who = ", ".join(p.name for p in event.actors) or "?"
    whom = f" → {', '.join(p.name for p in event.recipients)}" if event.recipients else ""
    date = "undated" if event.date is None else _days(event.date.start, event.date.end)
    console.print(Text(f"{event.id}  {_type(event.type, event.mode)}  {who}{whom}", style="bold"))
    _line("event", f"{date}; {event.status}; {count} claims of {len(event.articles)} articles, {len(event.origins)} origins")
    for step in event.status_history:
        _line("", f"{step.status} as of {step.as_of or 'an unknown day'} ({', '.join(step.articles)})")
    for difference in event.differences:
        values = "; ".join(f"{article}: {value}" for article, value in difference.values)
        _line("differ", f"{difference.slot}: {values} ({difference.why})")
    console.print()


def _print_claim(one: ExplainedClaim) -> None:
    explanation = one.explanation
    article, claim = explanation.reading.article, explanation.claim
    head = Text(f"{claim.id}  {_type(claim.type, claim.mode)}  ", style="bold")
    head.append(f"{_names(claim)}  confidence {claim.confidence:.2f}", style="not bold")
    console.print(head)
    label = ", ".join(part for part in (article.id, article.given_id, article.outlet, article.publication.start) if part)
    _line("article", f"{label}, sentence {claim.sentence}")
    _line("text", _marked(explanation))
    for line in _rule(claim, explanation.rule):
        _line(*line)
    for reason in explanation.reasons:
        _line(reason.topic, f"{reason.about}: {reason.text}" if reason.about else reason.text)
        if reason.topic in {"actor", "recipient", "source"}:
            for link in _links(explanation, reason.topic, reason.about):
                _line("", link)
        if reason.topic == "date" and explanation.expression is not None:
            time = explanation.expression
            _line("", f"{time.span.text!r} is {time.value} by {time.rule}: {time.reason}")
    for statement in explanation.statements:
        _line("statement", _statement(statement))
    if explanation.same_as is not None:
        _line("same as", _place(explanation.same_as))
    for other in explanation.again:
        _line("again", _place(other))
    if one.place is not None:
        score = f"score {one.place.score:.2f}{', looks back' if one.place.echo else ''}"
        _line("in event", "; ".join([score, *one.place.why]))


def _rule(claim: Claim, rule: RuleRow | None) -> Iterator[tuple[str, str]]:
    if rule is None:
        yield "rule", f"{claim.rule} (no row of the lexicon)"
        return
    words = f"{rule.word} … {rule.phrase}" if rule.phrase else rule.word
    yield "rule", f"{rule.id} ({rule.table}.tsv, line {rule.line}): {words} is {_type(rule.type, rule.mode or None)}"
    if rule.slots:
        yield "", f"its {rule.slots}"
    if rule.conditions:
        yield "", f"only where {rule.conditions}"
    yield "", f"example: {rule.example}"


def _links(explanation: Explanation, part: str, text: str) -> Iterator[str]:
    """Who the words of a party mean, and why."""
    for link in explanation.links:
        if (link.part, link.text) == (part, text):
            yield f"is {link.name} ({_where(link)}){': ' + '; '.join(link.why) if link.why else ''}"
            if link.source is not None:
                yield f"known from: {link.source}"


def _where(link: Link) -> str:
    return ", ".join(part for part in (link.actor_id, link.country, link.sector) if part)


def _statement(statement: Statement) -> str:
    speaker = ", ".join(p.name for p in statement.speaker) or "unnamed"
    cue = f", by {statement.cue.text!r}" if statement.cue is not None else ""
    return f"{statement.id} ({statement.type}) of {speaker}{cue}; {statement.rule}, confidence {statement.confidence:.2f}"


def _marked(explanation: Explanation) -> Text:
    """The sentence, its evidence in colours; the trigger and the other words of its row also in brackets."""
    text = Text(explanation.sentence)
    begin = explanation.begin
    brackets: list[tuple[int, str]] = []
    for kind in reversed(SHOWN):
        for mark in explanation.marks:
            if mark.kind == kind and begin <= mark.begin < mark.end <= explanation.end:
                text.stylize(STYLES[kind], mark.begin - begin, mark.end - begin)
                if kind in {"trigger", "matched"}:
                    brackets += [(mark.begin - begin, "["), (mark.end - begin, "]")]
    parts = text.divide(sorted({at for at, _ in brackets}))
    at, shown = 0, Text()
    for part in parts:
        shown.append("".join(sign for place, sign in sorted(brackets, key=lambda b: b[1], reverse=True) if place == at))
        shown.append_text(part)
        at += len(part)
    return shown.append("]" if any(place == at for place, _ in brackets) else "")


def _names(claim: Claim) -> str:
    who = ", ".join(dict.fromkeys(p.name for p in claim.actors)) or "?"
    whom = ", ".join(dict.fromkeys(p.name for p in claim.recipients))
    date = "undated" if claim.date is None else _days(claim.date.start, claim.date.end)
    return f"{who}{f' → {whom}' if whom else ''}, {date}, {claim.status}"


def _days(start: str | None, end: str | None) -> str:
    return f"{start or '?'}" if start == end else f"{start or '?'} to {end or 'open'}"


def _type(type_: str, mode: str | None) -> str:
    return f"{type_}/{mode}" if mode else type_


def _place(claim: Claim) -> str:
    return f"{claim.id}: {claim.trigger.text!r} in sentence {claim.sentence}"


def _line(label: str, text: str | Text) -> None:
    line = Text(f"  {label:<{LABEL_WIDTH}} ", style="dim")
    console.print(line.append_text(Text(text, style="not dim") if isinstance(text, str) else text), highlight=False)
