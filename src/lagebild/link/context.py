"""The article while its mentions are being linked: days, counts of countries, and links made so far."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from spacy.attrs import IDX, LENGTH
from spacy.tokens import Doc

from lagebild.knowledge.store import Knowledge
from lagebild.knowledge.values import DayInterval
from lagebild.knowledge.vocabulary import Vocabulary
from lagebild.link.tally import StateTally
from lagebild.link.targets import Target
from lagebild.model.doc import article_of, mentions_of
from lagebild.model.layers import Mention
from lagebild.model.quick import quick
from lagebild.model.tokens import Token, tokens_of

DOMINANT_SHARE = 0.4
FIRST_SENTENCES = 2
EARLY_WEIGHT = 2.0
HOLDS = 0.6  # links less sure than this do not count as speaking of a state
LOCAL_SECTORS = frozenset({"CVL", "COP", "CRM", "REB"})  # best of five sets on events_train: people and those who meet them
SCENE_WEIGHT = 2.0  # of a place beside any mention of its state; best of 0, 1, 2, 4 and places alone on events_train
NEAR_SHARE = 0.7  # of what is spoken of up to here that one state must have: no mistake on events_train, three with 0.5
MAX_MENTIONS_BACK = 100  # keeps looking back cheap in sentences that are none
PLACES_BACK = 2  # sentences before that may say where people are whose own sentence names no place


@quick
@dataclass(frozen=True, slots=True)
class Link:
    """A mention with the actors it refers to (several for "beide Seiten"), a score and reasons in words.

    `antecedents`: for each actor the index of the mention that this one takes up, None where it says by itself who is meant.
    """

    mention: Mention
    targets: tuple[Target, ...]
    score: float
    reasons: tuple[str, ...]
    antecedents: tuple[int | None, ...]


def _share(counts: Mapping[str, float]) -> str | None:
    """The country with the most counts, if its share is large enough."""
    if not counts:
        return None
    country, count = max(counts.items(), key=lambda item: (item[1], item[0]))
    return country if count / sum(counts.values()) >= DOMINANT_SHARE else None


def _only(countries: Collection[str]) -> str | None:
    return next(iter(countries)) if len(countries) == 1 else None


@dataclass(slots=True)
class Context:
    """What linking knows of one article; `links` fills up pass by pass, keyed by the mention's place in the layer."""

    tokens: tuple[Token, ...]
    vocabulary: Vocabulary
    on: DayInterval | None
    mentions: tuple[Mention, ...]
    begins: list[int]  # token ranges of the mentions
    ends: list[int]
    links: dict[int, Link] = field(default_factory=dict)
    by_token: dict[int, list[int]] = field(default_factory=dict)
    named_persons: set[str] = field(default_factory=set)  # ids of known persons linked so far
    presented: dict[str, str] = field(default_factory=dict)  # actor id -> sector in which the article presents it
    genders: dict[int, frozenset[str]] = field(default_factory=dict)  # of the mentions' phrases, as far as asked for
    numbers: dict[int, frozenset[str]] = field(default_factory=dict)
    dominant: str | None = None
    scene: str | None = None
    any_country: bool = False
    dominant_reason: str = ""
    _places: defaultdict[int | None, set[str]] = field(default_factory=lambda: defaultdict(set))
    _states: defaultdict[int | None, set[str]] = field(default_factory=lambda: defaultdict(set))  # "in Belgien", by sentence
    _tally: StateTally = field(default_factory=StateTally)

    @property
    def knowledge(self) -> Knowledge:
        return self.vocabulary.lexicon.knowledge

    def add(
        self, index: int, target: Target | tuple[Target, ...], score: float, *reasons: str, after: Sequence[int] = ()
    ) -> None:
        """Link the mention at `index`; a later pass may replace an earlier link. `after`: the mentions that it takes up."""
        targets = target if isinstance(target, tuple) else (target,)
        antecedents = tuple(after) or (None,) * len(targets)
        if index in self.links:
            self._count(self.links[index], -1.0)
        self.links[index] = Link(self.mentions[index], targets, round(score, 3), reasons, antecedents)
        self._count(self.links[index], 1.0)
        self.named_persons.update(t.ref for t in targets if t.kind == "person" and t.ref is not None)

    def at_token(self, token: int) -> list[int]:
        """Indexes of the mentions that cover the token."""
        return self.by_token.get(token, [])

    def count_countries(self) -> None:
        """Find the country that most of what is linked so far belongs to."""
        counts: defaultdict[str, float] = defaultdict(float)
        scenes: defaultdict[str, float] = defaultdict(float)
        for index, link in sorted(self.links.items()):
            mention = self.mentions[index]
            for target in link.targets:
                if target.country is not None and target.country != "IGO":
                    early = mention.sentence is None or mention.sentence < FIRST_SENTENCES
                    weight = EARLY_WEIGHT if early else 1.0
                    counts[target.country] += weight
                    is_scene = mention.kind == "place" or self._is_located(index)
                    scenes[target.country] += weight * (1 + SCENE_WEIGHT * is_scene)
        self.scene = _share(scenes)
        self.any_country = bool(counts)
        self.dominant = _share(counts)
        self.dominant_reason = f"most of what the article names belongs to {self.dominant}"

    def country_counts(self, *, until: int | None = None) -> dict[str, float]:
        """How often each state is spoken of, up to sentence `until`; mentions in it and right before it count threefold."""
        return self._tally.counts(until)

    def _count(self, link: Link, times: float) -> None:
        if link.score >= HOLDS:
            countries = (target.country for target in link.targets if target.country is not None)
            states = [country for country in countries if self.knowledge.state(country) is not None]
            self._tally.add(link.mention.sentence, states, times)

    def _state_before(self, index: int) -> str | None:
        """The state that is named last before the mention in its sentence, None if there is none."""
        sentence, begin = self.mentions[index].sentence, self.begins[index]
        for other in range(index - 1, -1, -1):
            mention = self.mentions[other]
            if mention.sentence != sentence:
                break
            link = self.links.get(other)
            if link is not None and mention.kind in {"name", "metonym"} and self.ends[other] <= begin:
                states = [t.country for t in link.targets if t.kind == "state"]
                if states:
                    return states[0]
        return None

    def place_before(self, index: int) -> str | None:
        """The state of the place named last before the mention: a town, "in Belgien", "belgisch"; None where none is near."""
        here = self.mentions[index].sentence
        for other in range(index - 1, max(index - 1 - MAX_MENTIONS_BACK, -1), -1):
            mention, link = self.mentions[other], self.links.get(other)
            if here is None or mention.sentence is None or here - mention.sentence > PLACES_BACK:
                return None
            is_place = mention.kind in {"place", "adjective"} or self._is_located(other)
            if link is not None and is_place and self.ends[other] <= self.begins[index] and len(link.targets) == 1:
                return link.targets[0].country
        return None

    def _is_located(self, index: int) -> bool:
        """Whether the mention stands after a preposition of place ("im Irak")."""
        before = self.begins[index] - 1
        if before < 0 or self.mentions[index].kind != "name":
            return False
        return self.vocabulary.has("scene_preposition", self.tokens[before].text.lower())

    def country_nearby(self, index: int, *, sector: str | None) -> tuple[str | None, float, str]:
        """The country that an undetermined phrase most likely belongs to: (country or None, score, reason).

        People, police and courts of no named country are those of where it happens; governments those of the article's country.
        """
        mention = self.mentions[index]
        place = self._place_country(mention.sentence)
        if place is not None:
            return place, 0.5, f"a place in {place} is named in the sentence"
        local = self._scene_of(mention.sentence) if sector in LOCAL_SECTORS else None
        if local is not None:
            return local
        state = self._state_before(index) if sector == "MIL" else None
        if state is not None:
            return state, 0.5, f"{state} is the state named last before it in the sentence"
        if self.dominant is not None:
            near = self._state_near(mention.sentence)
            reason = self.dominant_reason if near in {None, self.dominant} else f"{near} is what the article speaks of here"
            return near or self.dominant, 0.45, reason
        return None, 0.3, "several countries are named, none for it" if self.any_country else "the article names no country"

    def _scene_of(self, sentence: int | None) -> tuple[str, float, str] | None:
        """Where people of a sentence without a place are: the state that it names so, the place right before, the scene."""
        state = _only(self._states.get(sentence, ())) if not self._places.get(sentence) else None
        if state is not None:
            return state, 0.5, f"the sentence tells what happens in {state}"
        for back in range(1, PLACES_BACK + 1) if sentence is not None else ():
            place = self._place_country(sentence - back) if sentence is not None else None
            if place is not None:
                return place, 0.45, f"a place in {place} is named right before"
        if self.scene is None:
            return None
        return self.scene, 0.45, f"most of what happens in the article does so in {self.scene}"

    def _state_near(self, sentence: int | None) -> str | None:
        """The state that nearly all is about up to a sentence, the sentence itself and the one before it counted threefold."""
        counts = self.country_counts(until=sentence)
        country = max(counts, key=lambda key: (counts[key], key), default=None)
        return country if country is not None and counts[country] >= NEAR_SHARE * sum(counts.values()) else None

    def _place_country(self, sentence: int | None) -> str | None:
        """The country of the places named in the sentence, if they lie in one."""
        return _only(self._places.get(sentence, ())) if sentence is not None else None

    def index_places(self) -> None:
        """Note the countries of the places in each sentence, and the states that are named as places; when all are linked."""
        self._places, self._states = defaultdict(set), defaultdict(set)
        for index, link in self.links.items():
            if link.mention.kind == "place":
                self._places[link.mention.sentence].update(t.country for t in link.targets if t.country is not None)
            elif self._is_located(index):
                states = (t.country for t in link.targets if t.kind == "state" and t.country is not None)
                self._states[link.mention.sentence].update(states)


def make_context(doc: Doc, vocabulary: Vocabulary) -> Context:
    """The context of an article before any mention is linked."""
    mentions = mentions_of(doc)
    publication = article_of(doc).publication
    on = (publication.start, publication.end) if publication.start is not None and publication.end is not None else None
    offsets = doc.to_array([IDX, LENGTH]).tolist() if len(doc) else []
    starts = {begin: i for i, (begin, _) in enumerate(offsets)}
    stops = {begin + length: i + 1 for i, (begin, length) in enumerate(offsets)}
    context = Context(
        tokens_of(doc),
        vocabulary,
        on,
        mentions,
        [starts[m.span.begin] for m in mentions],
        [stops[m.span.end] for m in mentions],
    )
    for index, (begin, end) in enumerate(zip(context.begins, context.ends, strict=True)):
        for token in range(begin, end):
            context.by_token.setdefault(token, []).append(index)
    return context
