"""What a query gives back: small frozen records, flat enough for a table.

In every record `begin` and `end` count code points of the article's text, `first_day` and `last_day` are inclusive ISO days of
what is told, `published_first` and `published_last` those on which the article can have been published. None: not known.
"""

from lagebild.query.rows.actors import ActorDetail, ActorRow, TieRow
from lagebild.query.rows.found import Facet, Hit
from lagebild.query.rows.happenings import DyadRow, EventDetail, EventRow, PlaceRow, PromiseRow, QuadCounts, StoryDetail, StoryRow
from lagebild.query.rows.told import (
    ArticleDetail,
    ArticleRow,
    Citation,
    ClaimParty,
    ClaimRow,
    DoubtfulPair,
    FigureDifferenceRow,
    FigureRow,
    FromArticle,
    FromSentence,
    StatementRow,
)

__all__ = [
    "ActorDetail",
    "ActorRow",
    "ArticleDetail",
    "ArticleRow",
    "Citation",
    "ClaimParty",
    "ClaimRow",
    "DoubtfulPair",
    "DyadRow",
    "EventDetail",
    "EventRow",
    "Facet",
    "FigureDifferenceRow",
    "FigureRow",
    "FromArticle",
    "FromSentence",
    "Hit",
    "PlaceRow",
    "PromiseRow",
    "QuadCounts",
    "StatementRow",
    "StoryDetail",
    "StoryRow",
    "TieRow",
]
