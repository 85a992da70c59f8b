"""A folder of Markdown notes with links between them, as Obsidian and similar tools read it.

index.md, actors/NAME.md, events/YEAR.md and articles/NAME.md. File names hold ASCII letters, digits and "-" only. Text of
articles is escaped, so that it is shown as it stands and makes no links, images, HTML or headings of its own. All statuses are
written and named.
"""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

from lagebild.model.picture import Party
from lagebild.present.export.cells import BREAKS, SURROGATES, unique_names
from lagebild.present.export.material import Material
from lagebild.query.rows import ArticleRow, ClaimRow, EventDetail

SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#|~$^=&%]|:(?=//)|(?<=www)\.)", re.IGNORECASE)
LIST_START = re.compile(r"(?:[-+]|\d+[.)])(?=\s|$)")
ENDS_LINK = re.compile(r"[\[\]|#^]")
MOST_ACTORS = 500  # notes about actors, the most mentioned


def save_markdown(material: Material, folder: Path) -> list[Path]:
    """Write the notes; files of these names are replaced, others left alone."""
    articles = list(material.articles())
    actors = [actor for actor in material.actors() if actor.events][:MOST_ACTORS]
    article_files = dict(unique_names((row.id, f"{row.published_first or 'undated'} {row.title}") for row in articles))
    actor_files = dict(unique_names((row.id, row.name) for row in actors))
    years: dict[str, list[str]] = defaultdict(list)
    by_actor: dict[str, list[str]] = defaultdict(list)
    by_article: dict[str, list[str]] = defaultdict(list)
    for detail in material.events():
        year = _year(detail)
        years[year].append(_event(detail, article_files, actor_files))
        line = f"- [[events/{year}#^{detail.event.id}|{_days(detail)}]] {_what(detail, actor_files)}\n"
        for party in {p.actor_id: p for p in (*detail.event.actors, *detail.event.recipients)}.values():
            for key in dict.fromkeys((party.actor_id, f"ac-{party.country}")):
                if key in actor_files:
                    by_actor[key].append(line)
        for article_id in detail.event.articles:
            by_article[article_id].append(line)
    notes = {f"events/{year}.md": f"# {year}\n\n" + "\n".join(years[year]) for year in sorted(years)}
    for actor in actors:
        facts = ", ".join(part for part in (actor.kind, actor.country, actor.sector) if part)
        notes[f"actors/{actor_files[actor.id]}.md"] = (
            f"# {escaped(actor.name)}\n\n{escaped(facts)}; id `{_code(actor.id)}`\n\n{''.join(by_actor[actor.id])}"
        )
    for article in articles:
        notes[f"articles/{article_files[article.id]}.md"] = _article(article) + "".join(by_article[article.id])
    notes["index.md"] = _index(sorted(years), actor_files, {row.id: row.name for row in actors}, article_files, articles)
    return _save(folder, notes)


def _save(folder: Path, notes: dict[str, str]) -> list[Path]:
    saved = []
    for name, text in notes.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(SURROGATES.sub("\ufffd", text), "utf-8", newline="\n")
        saved.append(path)
    return saved


def escaped(text: str | None) -> str:
    """Text in one line that Markdown shows as it stands."""
    line = BREAKS.sub(" ", text or "").strip()
    start = LIST_START.match(line)
    if start is None:
        return SPECIAL.sub(r"\\\1", line)
    marked = line[: start.end() - 1] + "\\" + line[start.end() - 1]
    return marked + SPECIAL.sub(r"\\\1", line[start.end() :])


def _code(text: str) -> str:
    return BREAKS.sub(" ", text).replace("`", "'")


def _year(detail: EventDetail) -> str:
    first, last = detail.event.first_day, detail.event.last_day
    if first is None or last is None or first[:4] != last[:4]:
        return "undated"
    return first[:4]


def _days(detail: EventDetail) -> str:
    first, last = detail.event.first_day, detail.event.last_day
    return first if first is not None and first == last else f"{first or '?'} to {last or '?'}"


def _party(party: Party, files: dict[str, str]) -> str:
    name = files.get(party.actor_id or "")
    return escaped(party.name) if name is None else f"[[actors/{name}|{_shown(party.name)}]]"


def _shown(name: str) -> str:
    """A name as the text of a link: nothing in it that ends the link."""
    return ENDS_LINK.sub(" ", BREAKS.sub(" ", name))


def _what(detail: EventDetail, files: dict[str, str]) -> str:
    event = detail.event
    left = ", ".join(_party(party, files) for party in event.actors) or "?"
    right = ", ".join(_party(party, files) for party in event.recipients)
    kind = event.type if event.mode is None else f"{event.type} {event.mode}"
    return f"**{kind}** ({event.status}): {left}" + (f" → {right}" if right else "")


def _event(detail: EventDetail, articles: dict[str, str], actors: dict[str, str]) -> str:
    event = detail.event
    count = f"{event.sources} independent sources"
    if event.contradictions:
        count += f", {event.contradictions} contradictions"
    lines = [f"- {_days(detail)} {_what(detail, actors)}; {count} ^{event.id}\n"]
    lines += [f"  - > {escaped(claim.sentence)}\n    {_source(claim, articles)}\n" for claim in detail.claims]
    return "".join(lines)


def _source(claim: ClaimRow, files: dict[str, str]) -> str:
    place = f"{claim.sentence_begin}–{claim.sentence_end}"
    name = files.get(claim.article_id)
    title = f"[[articles/{name}]]" if name is not None else escaped(claim.title)
    return (
        f"{title}, {escaped(claim.outlet or 'outlet unknown')}, {claim.published_first or 'undated'}, {claim.article_id} {place}"
    )


def _article(article: ArticleRow) -> str:
    days = article.published_first or "?"
    if article.published_last != article.published_first:
        days += f" to {article.published_last or '?'}"
    lines = [f"# {escaped(article.title)}", "", f"- outlet: {escaped(article.outlet) or 'unknown'}", f"- published: {days}"]
    lines += [f"- id: `{_code(article.id)}`"]
    if article.url is not None:
        lines.append(f"- address: `{_code(article.url)}`")
    if article.copy_of is not None:
        lines.append(f"- copy of: `{_code(article.copy_of)}`")
    return "\n".join(lines) + "\n\n"


def _index(
    years: list[str],
    actor_files: dict[str, str],
    names: dict[str, str],
    article_files: dict[str, str],
    articles: list[ArticleRow],
) -> str:
    parts = ["# Lagebild\n\n## Events\n\n", *(f"- [[events/{year}]]\n" for year in years), "\n## Actors\n\n"]
    parts += [f"- [[actors/{name}|{_shown(names[row_id])}]]\n" for row_id, name in actor_files.items()]
    parts += ["\n## Articles\n\n", *(f"- [[articles/{article_files[row.id]}]]\n" for row in articles)]
    return "".join(parts)
