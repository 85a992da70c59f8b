"""A small world by hand: three articles, two of one origin, with everything in them that breaks careless formats."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lagebild.model.article import Article, Publication
from lagebild.model.layers import (
    Actor,
    Claim,
    DateValue,
    Figure,
    Location,
    Mention,
    Participant,
    Role,
    Sentence,
    Statement,
    Tie,
    TieParty,
    TimeExpression,
)
from lagebild.model.picture import (
    ArticleInPicture,
    ClaimRef,
    Difference,
    Event,
    FigureDifference,
    MergedTie,
    Party,
    Picture,
    Promise,
    StatusStep,
    Story,
)
from lagebild.model.reading import Reading
from lagebild.model.span import Interval, span_of
from lagebild.query.database import Database, RowsFiller
from lagebild.query.flatten import flatten
from lagebild.query.view import View

NASTY = "Minister Weber reiste\tam 3. Mai 2023 nach Minsk,\ndort traf er\x0b „A & B“ <script>alert(1)</script> ]]> ¶ =1+1."
CALM = "Weber reist im Juni 2023 nach Minsk. Er sagte, der Handel mit Belarus bringe 5 Millionen Euro."
OTHER = "Weber war nie in Minsk, heißt es in der Zeitung."
NASTY_TITLE = '=HYPERLINK("http://example.org")\tTitel\nzwei <b>'


def _article(article_id: str, text: str, title: str | None, outlet: str | None, url: str | None = None) -> Article:
    published = Publication("2023-05-04", "2023-05-04", "given", "day")
    return Article(article_id, text, title, "de", published, outlet=outlet, url=url, given_id=f"../{article_id}")


def _participant(
    text: str, phrase: str, country: str | None, name: str, actor_id: str | None, sector: str = "GOV"
) -> Participant:
    begin = text.index(phrase)
    return Participant(phrase, begin, begin + len(phrase), country, sector, name, actor_id, "by hand")


def _claim(claim_id: str, text: str, trigger: str, status: str, date: DateValue | None, *, kind: str = "CONSULT") -> Claim:
    begin = text.index(trigger)
    return Claim(
        id=claim_id,
        sentence=0,
        trigger=span_of(text, begin, begin + len(trigger)),
        type=kind,  # type: ignore[arg-type]
        mode="visit" if kind == "CONSULT" else "demo",
        actors=(_participant(text, "Weber", "DEU", "Anna Weber", "ac-anna-weber"),),
        recipients=(_participant(text, "Minsk", "BLR", "Belarus", "ac-BLR"),),
        location=Location("Minsk", text.index("Minsk"), text.index("Minsk") + 5, "BLR"),
        date=date,
        status=status,  # type: ignore[arg-type]
        reported_by=None,
        same_as=None,
        rule="test",
        confidence=0.8,
        why=("by hand",),
    )


def _actor(actor_id: str, name: str, kind: str, country: str, text: str, phrase: str) -> Actor:
    begin = text.index(phrase)
    mention = Mention(span_of(text, begin, begin + len(phrase)), "name", 0, 0, "test", 1.0)
    roles = (Role("foreign_minister", "DEU", "2021-12-08", None, "by hand"),) if kind == "person" else ()
    return Actor(actor_id, name, kind, country, "GOV", (mention,), roles)  # type: ignore[arg-type]


def _reading(article: Article, claims: tuple[Claim, ...], **layers: tuple[object, ...]) -> Reading:
    text = article.text
    stop = text.index(".") + 1 if text is CALM else len(text)
    sentences = tuple(
        Sentence(number, begin, end, "body", 0, 1)
        for number, (begin, end) in enumerate([(0, stop), (stop + 1, len(text))] if stop < len(text) else [(0, stop)])
    )
    actors = (
        _actor("ac-anna-weber", "Anna Weber", "person", "DEU", text, "Weber"),
        _actor("ac-BLR", "Belarus", "state", "BLR", text, "Belarus" if "Belarus" in text else "Minsk"),
    )
    empty: dict[str, tuple[object, ...]] = {"statements": (), "figures": (), "ties": (), "times": ()}
    return Reading(article=article, sentences=sentences, actors=actors, claims=claims, version="test", **(empty | layers))  # type: ignore[arg-type]


MAY = DateValue("2023-05-03", "2023-05-03", "stated", "by hand")
JUNE = DateValue("2023-06-01", "2023-06-30", "stated", "by hand")


def _statement() -> Statement:
    begin = CALM.index("der Handel")
    quote = span_of(CALM, begin, len(CALM) - 1)
    return Statement(
        id="st-1", type="indirect", sentence=1, sentence_end=1, quote=(quote,), direct_parts=(), cue=None,
        speaker=(_participant(CALM, "Weber", "DEU", "Anna Weber", "ac-anna-weber"),), speaker_span=None, addressee=None,
        addressee_span=None, medium=None, via=None, frame=(), spoken_on=None, nested_in=None, rule="test", confidence=0.9,
    )  # fmt: skip


def _figure(figure_id: str, value: float) -> Figure:
    begin = CALM.index("5 Millionen Euro")
    return Figure(
        figure_id, 1, span_of(CALM, begin, begin + 16), value, None, "EUR", "exact", "Handel", None,
        (_participant(CALM, "Belarus", "BLR", "Belarus", "ac-BLR"),), None, None, "test",
    )  # fmt: skip


def _tie() -> Tie:
    begin = CALM.index("Handel")
    parties = (TieParty("party", "Anna Weber", "DEU", "ac-anna-weber"), TieParty("party", "Belarus", "BLR", "ac-BLR"))
    return Tie("tie-1", "trade", parties, None, "in_force", None, 1, span_of(CALM, begin, begin + 6), None, "test", 1.0)


def _time() -> TimeExpression:
    begin = NASTY.index("3. Mai 2023")
    day = Interval("2023-05-03", "2023-05-03")
    return TimeExpression("t1", span_of(NASTY, begin, begin + 11), 0, "DATE", "2023-05-03", day, "day", "none", "test", "by hand")


def readings() -> tuple[Reading, ...]:
    """The readings of the world."""
    visit = _claim("c-1", NASTY, "traf", "occurred", MAY)
    planned = _claim("c-2", CALM, "reist", "planned", JUNE)
    denied = _claim("c-3", OTHER, "war nie", "denied", None)
    protest = replace(_claim("c-4", CALM, "Handel", "occurred", None, kind="PROTEST"), sentence=1)
    # The belonging sentence has the place of the words, so that spans stay true.
    return (
        _reading(_article("a-1", NASTY, NASTY_TITLE, "Nordblatt", "https://example.org/1?a=1&b=<2>"), (visit,), times=(_time(),)),
        _reading(
            _article("a-2", CALM, "Weber reist", "@Ost;blatt", "javascript:alert(1)"), (planned, protest),
            statements=(_statement(),), figures=(_figure("f-1", 5e6), _figure("f-2", 6e6)), ties=(_tie(),),
        ),
        _reading(_article("a-3", OTHER, None, None), (denied,)),
    )  # fmt: skip


def _ref(article: str, claim: Claim, date: DateValue | None) -> ClaimRef:
    return ClaimRef(article, claim.id, claim.trigger.begin, claim.trigger.end, claim.status, date, False, 1.0, ("by hand",))


def picture() -> Picture:
    """The picture of the world: a visit that one article denies, a planned visit, an undated protest."""
    first, second, third = readings()
    weber, minsk = Party("ac-anna-weber", "Anna Weber", "DEU", "GOV"), Party("ac-BLR", "Belarus", "BLR", "GOV")
    differ = Difference("status", "status", (("a-1", "occurred"), ("a-3", "denied")), False, "one denies what the other tells")
    common = {"actors": (weber,), "recipients": (minsk,), "place": "Minsk", "place_country": "BLR"}
    visit = Event(
        id="ev-1", type="CONSULT", mode="visit", date=MAY, status="occurred",
        status_history=(StatusStep("occurred", "2023-05-04", ("a-1",)),),
        claims=(_ref("a-1", first.claims[0], MAY), _ref("a-3", third.claims[0], None)), articles=("a-1", "a-3"),
        origins=("a-1", "a-3"), differences=(differ,), **common,
    )  # fmt: skip
    planned = Event(
        id="ev-2", type="CONSULT", mode="visit", date=JUNE, status="planned", status_history=(),
        claims=(_ref("a-2", second.claims[0], JUNE),), articles=("a-2",), origins=("a-2",), differences=(), **common,
    )  # fmt: skip
    protest = Event(
        id="ev-3", type="PROTEST", mode="demo", date=None, status="occurred", status_history=(),
        claims=(_ref("a-2", second.claims[1], None),), articles=("a-2",), origins=("a-2",), differences=(),
        actors=(Party(None, "+Bürger\tund =Rest", "BLR", "CVL"),), recipients=(minsk,), place=None, place_country=None,
    )  # fmt: skip
    placed = tuple(
        ArticleInPicture(a.id, a.given_id, a.title, a.outlet, a.publication, a.id, None, (), story)
        for a, story in ((first.article, "st-9"), (second.article, "st-9"), (third.article, None))
    )
    tie = MergedTie("tie-9", "trade", second.ties[0].parties, (), "in_force", "2020", (("a-2", "tie-1"),), ("a-2",))
    return Picture(
        articles=placed,
        stories=(Story("st-9", "Weber reist", "2023-05-03", "2023-06-30", ("a-1", "a-2")),),
        events=(visit, planned, protest),
        ties=(tie,),
        figure_differences=(FigureDifference("Handel", (("a-2", "f-1"), ("a-2", "f-2")), False, "5 excludes 6"),),
        promises=(Promise("ev-2", ("a-2",), "2023-06-30", "open", None, "not yet due"),),
    )


class HandSource:
    """A source of readings for a view without a store."""

    version = "by-hand"

    def reading(self, article_id: str) -> Reading:
        return next(r for r in readings() if r.article.id == article_id)

    def readings(self) -> Iterator[Reading]:
        return iter(readings())


def make_view() -> View:
    """A view over the world."""
    return View(HandSource(), Database(RowsFiller(flatten(picture(), readings()))))
