"""What coreference compares of a claim: its act, its parties, its days and its words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lagebild.merge.days import ANY, Window, window_of
from lagebild.merge.symbols import Symbol, clause_around, symbols_of_claims
from lagebild.merge.whens import PRECISE_DAYS, When
from lagebild.merge.words import WORD, MergeWords, stem
from lagebild.model.ids import slug
from lagebild.model.layers import Claim, DateValue, Participant, Status
from lagebild.model.reading import Reading

ECHO_DAYS = 14  # the brief of the codebook's day's news reaches back about two weeks
NEWS_LAG = 3  # days by which the day's news may trail the happening when no day is named
ACTS_OF_TYPE: Mapping[str, frozenset[str]] = {
    "CONSULT": frozenset({"visit", "meeting", "phone"}),
    "AGREE": frozenset({"visit", "meeting", "phone", "signing", "exercise", "admission", "arms"}),
    "SUPPORT": frozenset({"signing", "admission"}),
    "COOPERATE": frozenset({"exercise", "trade"}),
    "AID": frozenset({"arms"}),
    "MOBILIZE": frozenset({"exercise", "stationing"}),
    "SANCTION": frozenset({"sanction", "verdict"}),
    "RETREAT": frozenset({"release"}),
    "CONCEDE": frozenset({"release"}),
    "ASSAULT": frozenset({"war"}),
}
LASTING_ACTS = frozenset({"war", "trade", "sanction"})  # go on for months; other acts take days


@dataclass(frozen=True, slots=True)
class Side:
    """The parties on one side of an act: persons and other named actors by id with their country, and all countries.

    A state itself stands only in `countries`.
    """

    persons: Mapping[str, str | None] = field(default_factory=dict)
    others: Mapping[str, str | None] = field(default_factory=dict)
    countries: frozenset[str] = frozenset()

    @property
    def empty(self) -> bool:
        return not self.persons and not self.others and not self.countries

    def persons_of(self, country: str) -> frozenset[str]:
        return frozenset(key for key, home in self.persons.items() if home == country)

    def joined(self, other: Side) -> Side:
        return Side({**self.persons, **other.persons}, {**self.others, **other.others}, self.countries | other.countries)

    def others_of(self, country: str) -> frozenset[str]:
        return frozenset(key for key, home in self.others.items() if home == country)


NOBODY = Side()


@dataclass(frozen=True, slots=True)
class Facts:
    """One claim as coreference sees it.

    `around`: persons named in the claim's sentence or the one before, with their country; one of them may be the party that
    the claim leaves open.
    """

    article_id: str
    claim: Claim
    act: str
    status: Status
    actors: Side
    recipients: Side
    place: str | None
    place_country: str | None
    when: When
    symbols: tuple[Symbol, ...]
    around: Mapping[str, str | None]
    sentence_text: str
    words: frozenset[str]
    looks_back: bool
    again: bool
    echo: bool

    @property
    def key(self) -> tuple[str, str]:
        return self.article_id, self.claim.id

    @property
    def trigger_stem(self) -> str:
        return stem(self.claim.trigger.text)


def act_of(claim: Claim, words: MergeWords) -> str:
    """The kind of act: by mode, then by trigger word where the type allows it, else the type itself."""
    allowed = ACTS_OF_TYPE.get(claim.type, frozenset())
    if claim.mode in {"visit", "phone"} and claim.mode in allowed:
        return claim.mode
    named = words.act_of(claim.trigger.text)
    if named is not None and named in allowed:
        return named
    return "meeting" if claim.type == "CONSULT" else claim.type.lower()


def _is_state_id(actor_id: str) -> bool:
    return len(actor_id) == 6 and actor_id.startswith("ac-") and actor_id[3:].isupper()


def side_of(participants: tuple[Participant, ...], persons: frozenset[str]) -> Side:
    """The parties of a slot; a participant without any identity (an unresolved pronoun) is left out."""
    found: dict[str, str | None] = {}
    others: dict[str, str | None] = {}
    countries: set[str] = set()
    for one in participants:
        country = one.country if one.country not in (None, "IGO") else None
        if country is not None:
            countries.add(country)
        key = one.actor_id
        if key is None:
            if one.country is None and one.name:
                others["name:" + slug(one.name)] = None
        elif key in persons:
            found[key] = country
        elif not _is_state_id(key):
            others[key] = country
    return Side(found, others, frozenset(countries))


def _when(claim: Claim, symbols: tuple[Symbol, ...], publication: Window, resolved: DateValue | None) -> When:
    value = resolved if resolved is not None else claim.date
    weekdays = frozenset(s.weekday for s in symbols if s.weekday is not None)
    months = frozenset(s.month for s in symbols if s.month is not None)
    by_publication = value is not None and value.basis == "publication"
    if by_publication and not symbols:
        earlier = None if publication.start is None else publication.start - NEWS_LAG
        return When(Window(earlier, publication.end), certain=False, value=value)
    if value is not None and not by_publication and not (weekdays and _is_wide(value)) and not _is_elsewhere(value, symbols):
        return When(window_of(value), certain=True, value=value)
    return When(_possible(claim, symbols, publication), certain=False, weekdays=weekdays, months=months, value=value)


def _is_wide(value: DateValue) -> bool:
    """Whether a weekday says more than the value, which then only repeats a wide publication interval."""
    length = window_of(value).length
    return length is None or length > PRECISE_DAYS


def _is_elsewhere(value: DateValue, symbols: tuple[Symbol, ...]) -> bool:
    """Whether the value comes from another clause or mention, while the claim's own clause names a day not yet placed."""
    near = [s for s in symbols if s.near]
    other = value.basis == "mention" or (value.text_begin is not None and all(s.begin != value.text_begin for s in near))
    return bool(near) and other


def _possible(claim: Claim, symbols: tuple[Symbol, ...], publication: Window) -> Window:
    """The days on which a claim without a day may lie, from the publication interval, its status and its expressions."""
    if any(s.near for s in symbols):
        low = None if publication.start is None else publication.start + min(s.first for s in symbols if s.near)
        high = None if publication.end is None else publication.end + max(s.last for s in symbols if s.near)
        return Window(low, high)
    if claim.status == "planned":
        return Window(publication.start, None)
    if claim.status == "occurred":
        return Window(None, publication.end)
    return ANY


def _is_echo(status: Status, when: When, publication: Window, *, looks_back: bool) -> bool:
    if status == "ongoing":
        return False
    if publication.start is not None and when.window.end is not None and when.certain:
        return publication.start - when.window.end > ECHO_DAYS
    return looks_back


def _people_by_sentence(reading: Reading) -> dict[int, dict[str, str | None]]:
    people: dict[int, dict[str, str | None]] = {}
    for actor in reading.actors:
        if actor.kind == "person" and actor.known:
            for sentence in {m.sentence for m in actor.mentions if m.sentence is not None}:
                people.setdefault(sentence, {})[actor.id] = actor.country
    return people


def _stems_of_names(reading: Reading) -> frozenset[str]:
    """Words that name parties: two acts of the same people share them whatever the acts are about."""
    texts = [actor.name for actor in reading.actors]
    texts += [mention.span.text for actor in reading.actors for mention in actor.mentions if mention.kind != "pronoun"]
    texts += [text for claim in reading.claims for p in (*claim.actors, *claim.recipients) for text in (p.name, p.text)]
    return frozenset(stem(word) for text in texts for word in WORD.findall(text))


def facts_of(
    reading: Reading, words: MergeWords, publication: Window, resolved: Mapping[tuple[str, str], DateValue]
) -> tuple[Facts, ...]:
    """The claims of a reading as coreference sees them; `resolved` holds dates that dating has derived for claims."""
    article = reading.article
    persons = frozenset(actor.id for actor in reading.actors if actor.kind == "person")
    sentences = {s.id: article.text[s.begin : s.end] for s in reading.sentences}
    symbols = symbols_of_claims(reading, words)
    named = _stems_of_names(reading)
    people = _people_by_sentence(reading)
    result: list[Facts] = []
    for claim in reading.claims:
        text = sentences.get(claim.sentence, "")
        act = act_of(claim, words)
        # A weekday in a sentence on a war that goes on is the day of something else.
        marks = () if act in LASTING_ACTS and claim.status == "ongoing" else symbols.get(claim.id, ())
        key = (article.id, claim.id)
        when = _when(claim, marks, publication, resolved.get(key))
        clause = clause_around(article.text, claim)
        looks_back = claim.status == "occurred" and not any(s.near for s in marks) and words.lookback.search(clause) is not None
        content = frozenset(stem(word) for word in WORD.findall(text) if len(word) > 3) - named
        result.append(
            Facts(
                article_id=article.id,
                claim=claim,
                act=act,
                status=claim.status,
                actors=side_of(claim.actors, persons),
                recipients=side_of(claim.recipients, persons),
                place=claim.location.text if claim.location else None,
                place_country=claim.location.country if claim.location else None,
                when=when,
                symbols=marks,
                around={**people.get(claim.sentence - 1, {}), **people.get(claim.sentence, {})},
                sentence_text=text,
                words=content - words.stop_words,
                looks_back=looks_back,
                again=words.again.search(text) is not None,
                echo=_is_echo(claim.status, when, publication, looks_back=looks_back),
            )
        )
    return tuple(result)
