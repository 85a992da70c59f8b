"""The typed questions that a store answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal

from lagebild.model.layers import EventType, Status
from lagebild.model.reading import Reading
from lagebild.query.database import as_record
from lagebild.query.page import Page
from lagebild.query.parameters import Many, days, many, one_line
from lagebild.query.rows import (
    ActorDetail,
    ActorRow,
    ArticleDetail,
    ArticleRow,
    ClaimRow,
    DoubtfulPair,
    DyadRow,
    EventDetail,
    EventRow,
    FigureDifferenceRow,
    FigureRow,
    PlaceRow,
    PromiseRow,
    StatementRow,
    StoryDetail,
    StoryRow,
    TieRow,
)  # fmt: skip
from lagebild.query.searching import Searching
from lagebild.query.tables import ActorMore, ArticleMore, EventMore

Order = Literal["oldest", "newest", "reported"]


class View(Searching):
    """A store as it was when it was opened; every method answers from that state, in the same order every time.

    Actors are asked for by id (`ac-BLR`), code (`BLR`) or name as the articles write it ("China", "Lukaschenko"); a name of
    several actors means the most mentioned of them. A state stands for its government, people and bodies too. `since` and `until`
    are inclusive days (`YYYY`, `YYYY-MM`, `YYYY-MM-DD`): a row counts if it may lie between them; without any day it does not.
    Lists without `limit` are whole; `cursor` is the `next_cursor` of the page before.
    """

    __slots__ = ()

    # --- articles -------------------------------------------------------------------------------------------------

    def articles(
        self,
        *,
        actors: Many = None,
        outlet: str | None = None,
        story: str | None = None,
        since: str | None = None,
        until: str | None = None,
        text: str | None = None,
        newest: bool = False,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> Page[ArticleRow]:
        """Articles by publication; `actors` must all be mentioned, `text` stands in one of the sentences or the title."""
        return self._page(
            ArticleRow, "articles", ("key1", "id"), limit, cursor,
            actors=self.resolve(actors), outlet=outlet, story=story, **days(since, until), text=one_line(text),
            descending=newest, ascending=not newest,
        )  # fmt: skip

    def article(self, article_id: str) -> ArticleRow:
        """One article by its id or the id that the input gave it. Raises NotFoundError."""
        return self._one(ArticleRow, "article", "article", article_id)

    def article_detail(self, article_id: str) -> ArticleDetail:
        """One article with what it rests on and the doubts about its date. Raises NotFoundError."""
        article = self.article(article_id)
        more = self._one(ArticleMore, "article_more", "article", article.id)
        return ArticleDetail(article, more.rests_on, more.date_doubts)

    def reading(self, article_id: str) -> Reading:
        """Everything read out of an article, with its text, as judged. Raises NotFoundError."""
        return self._source.reading(article_id)

    def readings(self) -> Iterator[Reading]:
        """Everything read out of every article, in the order of the articles' ids, as judged."""
        return self._source.readings()

    # --- events and claims ----------------------------------------------------------------------------------------

    def events(
        self,
        *,
        actors: Many = None,
        between: Sequence[str] | None = None,
        types: EventType | Iterable[EventType] | None = None,
        modes: Many = None,
        status: Status | Iterable[Status] | None = None,
        since: str | None = None,
        until: str | None = None,
        place: str | None = None,
        text: str | None = None,
        article: str | None = None,
        story: str | None = None,
        ids: Many = None,
        min_sources: int = 0,
        contradicted: bool = False,
        order: Order = "oldest",
        limit: int | None = None,
        cursor: str | None = None,
    ) -> Page[EventRow]:
        """Events by day ("oldest", "newest", undated ones last) or by their latest report ("reported").

        `actors` must all take part, those of `between` as two parties. `text` stands in a sentence that tells of the event, or in
        the names of its parties; `place` is a name or the ISO 3166 alpha-3 code of a country. `article` and `story` tell of it;
        `ids`: only these. `min_sources`: independent origins; `contradicted`: the sources say things that cannot all be right.
        """
        side_a, side_b = self._sides(between)
        return self._page(
            EventRow, "events", ("key1", "id"), limit, cursor,
            actors=self.resolve(actors), side_a=side_a, side_b=side_b, types=many(types), modes=many(modes), status=many(status),
            **days(since, until), place=place, article=article, story=story, ids=many(ids), min_sources=min_sources,
            contradicted=contradicted, text=one_line(text), order=order,
            ascending=order == "oldest", descending=order != "oldest",
        )  # fmt: skip

    def event(self, event_id: str) -> EventDetail:
        """One event with its claims, differences and history. Raises NotFoundError."""
        event = self._one(EventRow, "event", "event", event_id)
        more = self._one(EventMore, "event_more", "event", event_id)
        return EventDetail(event, more.date_why, self.claims(events=event.id).items, more.differences, more.history)

    def event_details(self, page_size: int = 500, **asked: Any) -> Iterator[EventDetail]:
        """Events with their claims, one after the other; `asked` as in `events`, without `limit` and `cursor`."""
        cursor = None
        while True:
            page = self.events(limit=page_size, cursor=cursor, **asked)
            ids = {"ids": [event.id for event in page]}
            claims: dict[str | None, list[ClaimRow]] = {}
            for claim in self.claims(events=ids["ids"]) if ids["ids"] else ():
                claims.setdefault(claim.event_id, []).append(claim)
            more = {row["id"]: as_record(EventMore, row) for row in self._database.ask("more_of_events", ids)}
            for event in page:
                rest = more[event.id]
                yield EventDetail(event, rest.date_why, tuple(claims.get(event.id, ())), rest.differences, rest.history)
            if page.next_cursor is None:
                return
            cursor = page.next_cursor

    def claims(
        self,
        *,
        article: str | None = None,
        events: Many = None,
        ids: Many = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> Page[ClaimRow]:
        """What articles say happened, by publication and place in the text; `events`: only those of these, `ids`: only these."""
        key = ("key1", "article_id", "begin", "id")
        return self._page(ClaimRow, "claims", key, limit, cursor, article=article, events=many(events), ids=many(ids))

    def doubtful_pairs(self, *, limit: int = 200) -> tuple[DoubtfulPair, ...]:
        """Pairs of claims that a person should look at: merged ones and ones kept apart in turn, the least sure first."""
        return tuple(as_record(DoubtfulPair, row) for row in self._database.ask("doubtful_pairs", {"limit": limit}))

    # --- statements, figures, ties --------------------------------------------------------------------------------

    def statements(
        self,
        *,
        by: Many = None,
        about: Many = None,
        types: Many = None,
        since: str | None = None,
        until: str | None = None,
        text: str | None = None,
        article: str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> Page[StatementRow]:
        """Quotations by day: `by` one of these speakers, `about` all of these actors (mentioned in the words, or addressed)."""
        return self._page(
            StatementRow, "statements", ("key1", "article_id", "begin", "id"), limit, cursor,
            by=self.resolve(by), about=self.resolve(about), types=many(types), text=one_line(text),
            article=article, **days(since, until),
        )  # fmt: skip

    def figures(
        self,
        *,
        measures: str | None = None,
        of: Many = None,
        unit: str | None = None,
        since: str | None = None,
        until: str | None = None,
        article: str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> Page[FigureRow]:
        """Quantities by publication: `measures` stands in what they measure, `of`: all of these own them, `unit` as read."""
        return self._page(
            FigureRow, "figures", ("key1", "article_id", "begin", "id"), limit, cursor,
            measures=one_line(measures), of=self.resolve(of), unit=unit, **days(since, until), article=article,
        )  # fmt: skip

    def figure_differences(self, *, contradicted: bool = False) -> tuple[FigureDifferenceRow, ...]:
        """Figures of several articles on one matter, those that exclude each other first."""
        found = self._database.ask("figure_differences", {"contradicted": contradicted})
        return tuple(as_record(FigureDifferenceRow, row) for row in found)

    def ties(
        self,
        *,
        actors: Many = None,
        between: Sequence[str] | None = None,
        kind: Many = None,
        status: Many = None,
        article: str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> Page[TieRow]:
        """Standing relations by their beginning: `actors` all of these, `between` two that are two parties of it."""
        side_a, side_b = self._sides(between)
        return self._page(
            TieRow, "ties", ("key1", "id"), limit, cursor,
            actors=self.resolve(actors), side_a=side_a, side_b=side_b, kinds=many(kind), status=many(status), article=article,
        )  # fmt: skip

    # --- actors ---------------------------------------------------------------------------------------------------

    def actors(
        self,
        *,
        text: str | None = None,
        kind: Many = None,
        country: str | None = None,
        article: str | None = None,
        ids: Many = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> Page[ActorRow]:
        """Actors, the most mentioned first; `text` stands in one of their names; `ids`: only these."""
        return self._page(
            ActorRow, "actors", ("key1", "id"), limit, cursor,
            text=one_line(text), kinds=many(kind), country=country, article=article, ids=many(ids),
        )  # fmt: skip

    def actor(self, name: str) -> ActorDetail:
        """One actor by id, code or name, with its offices and articles. Raises NotFoundError."""
        (actor_id,) = self.resolve(name)
        (found,) = self._database.ask("actor", {"id": actor_id})
        more = as_record(ActorMore, found | {"articles": found["in_articles"]})
        return ActorDetail(as_record(ActorRow, found), more.source, more.roles, more.articles)

    # --- stories, promises, pairs ---------------------------------------------------------------------------------

    def stories(
        self,
        *,
        since: str | None = None,
        until: str | None = None,
        text: str | None = None,
        min_articles: int = 1,
        newest: bool = False,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> Page[StoryRow]:
        """Articles about the same happenings, by day; `text` stands in the title."""
        return self._page(
            StoryRow, "stories", ("key1", "id"), limit, cursor,
            **days(since, until), text=one_line(text), min_articles=min_articles, descending=newest, ascending=not newest,
        )  # fmt: skip

    def story(self, story_id: str) -> StoryDetail:
        """One story with its articles and events. Raises NotFoundError."""
        story = self.story_row(story_id)
        return StoryDetail(story, self.articles(story=story_id).items, self.events(story=story_id).items)

    def story_row(self, story_id: str) -> StoryRow:
        """One story without its articles and events. Raises NotFoundError."""
        return self._one(StoryRow, "story", "story", story_id)

    def promises(
        self,
        *,
        outcome: Many = None,
        actors: Many = None,
        event: str | None = None,
        limit: int | None = None,
        cursor: str | None = None,
    ) -> Page[PromiseRow]:
        """Announced events by the day on which they are due, with what became of them; `event`: promised there or kept by it."""
        asked = {"outcomes": many(outcome), "actors": self.resolve(actors), "event": event}
        return self._page(PromiseRow, "promises", ("key1", "id"), limit, cursor, **asked)

    def dyads(
        self,
        *,
        pair: Sequence[str] | None = None,
        actor: str | None = None,
        by_month: bool = True,
        since: str | None = None,
        until: str | None = None,
    ) -> tuple[DyadRow, ...]:
        """How often two sides met, in cooperation or conflict: by month, or with `by_month=False` the most active pairs first."""
        side_a, side_b = self._sides(pair)
        (one,) = self.resolve(actor) if actor is not None else (None,)
        is_bounded = since is not None or until is not None
        parameters = {"side_a": side_a, "side_b": side_b, "actor": one, "by_month": by_month, **days(since, until)}
        parameters |= {"days": is_bounded, "months": not is_bounded}
        return tuple(DyadRow(**{"month": None} | row) for row in self._database.ask("dyads", parameters))

    def places(
        self,
        *,
        actors: Many = None,
        types: EventType | Iterable[EventType] | None = None,
        since: str | None = None,
        until: str | None = None,
        newest: int = 40,
    ) -> tuple[PlaceRow, ...]:
        """Where events are said to have happened, the place with the most first; `newest`: so many ids of events for each."""
        asked = {"actors": self.resolve(actors), "types": many(types), **days(since, until), "newest": newest}
        return tuple(as_record(PlaceRow, row) for row in self._database.ask("places", asked))
