"""What coreference compares of a claim: its act, its parties, its days and its words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from lagebild.merge.claim_days import when_of
from lagebild.merge.days import Window
from lagebild.merge.hosts import attached, close_parties, with_guest_first, with_hosts
from lagebild.merge.sides import NOBODY, Side, side_of, without_states
from lagebild.merge.symbols import Symbol, clause_around, ranges_of_claims, separated, symbols_of_claims
from lagebild.merge.whens import When
from lagebild.merge.words import WORD, MergeWords, stem
from lagebild.model.layers import Claim, DateValue, Location, Status
from lagebild.model.packing import packed
from lagebild.model.reading import Reading

ECHO_DAYS = 14  # the brief of the codebook's day's news reaches back about two weeks
PLACE_CHARACTERS = 60  # between trigger and place
VERBATIM_WORDS = 8  # the fingerprint length of copies
ACTS_OF_TYPE: Mapping[str, frozenset[str]] = {
    "CONSULT": frozenset({"visit", "meeting", "phone", "mediation"}),
    "AGREE": frozenset({"visit", "meeting", "phone", "signing", "exercise", "admission", "arms", "application"}),
    "SUPPORT": frozenset({"signing", "admission"}),
    "REQUEST": frozenset({"application"}),
    "COOPERATE": frozenset({"exercise", "trade", "territory"}),
    "AID": frozenset({"arms"}),
    "MOBILIZE": frozenset({"exercise", "stationing"}),
    "SANCTION": frozenset({"sanction", "verdict"}),
    "RETREAT": frozenset({"release"}),
    "CONCEDE": frozenset({"release"}),
    "ASSAULT": frozenset({"war", "raid", "entry"}),
}
ACTS_OF_MODE: Mapping[str, str] = {"visit": "visit", "phone": "phone", "third-party": "mediation"}
HOSTILE = frozenset({"ACCUSE", "SANCTION", "THREATEN"})  # nobody does these to himself
ARMS = "arms"
MULTILATERAL = "multilateral"
NAMING = frozenset({"name", "adjective", "metonym", "compound", "place"})  # kinds of mentions that say who it is
LASTING_ACTS = frozenset({"war", "trade", "sanction"})  # go on for months; other acts take days


@packed
@dataclass(frozen=True, slots=True)
class Stand:
    """What a claim tells of a state of affairs or mind, which has no day of its own.

    `attitude`: whether its word names what somebody thinks ("distrust"). `in_force`: whether its clause tells that a measure
    applies. `topics`: the matters that its sentence names, as in the table. `about`: the countries that its sentence names.
    `blocs`: the countries of the blocs among its actors. `bodies`: the organisations that the sentence of a summit names.
    """

    attitude: bool = False
    in_force: bool = False
    topics: tuple[str, ...] = ()
    about: frozenset[str] = frozenset()
    blocs: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()


NO_STAND = Stand()


@packed
@dataclass(frozen=True, slots=True)
class Facts:
    """One claim as coreference sees it.

    `around`: persons named in the claim's sentence or the one before, with their country; one of them may be the party that
    the claim leaves open. `named`: all actors that its sentence names. `verbatim`: type, trigger and words of the sentence
    where it is long enough to be known again in a copy.
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
    named: frozenset[str]
    sentence_text: str
    verbatim: str | None
    words: frozenset[str]
    looks_back: bool
    again: bool
    standing: bool
    echo: bool
    stand: Stand = NO_STAND

    @property
    def key(self) -> tuple[str, str]:
        return self.article_id, self.claim.id

    @property
    def trigger_stem(self) -> str:
        return stem(self.claim.trigger.text)


def act_of(claim: Claim, words: MergeWords, *, clause: str = "") -> str:
    """The kind of act: by mode, then by trigger word where the type allows it, else the type itself.

    What is given is named beside a verb of giving: `clause` is looked at for that.
    """
    allowed = ACTS_OF_TYPE.get(claim.type, frozenset())
    by_mode = ACTS_OF_MODE.get(claim.mode or "")
    if by_mode in allowed:
        return by_mode
    named = words.act_of(claim.trigger.text)
    if named is not None and named in allowed:
        return named
    if ARMS in allowed and ARMS in words.topics_in(clause):
        return ARMS
    return "meeting" if claim.type == "CONSULT" else claim.type.lower()


def _is_echo(status: Status, when: When, publication: Window, *, looks_back: bool) -> bool:
    if status == "ongoing":
        return False
    if publication.start is not None and when.window.end is not None and when.certain:
        return publication.start - when.window.end > ECHO_DAYS
    return looks_back


def _between_states(actors: Side, recipients: Side) -> bool:
    """Whether two states stand against each other: what begins a war, other than a raid on a bank or a village."""
    return bool(actors.countries and recipients.countries) and actors.countries != recipients.countries


def people_by_sentence(reading: Reading) -> dict[int, dict[str, str | None]]:
    """The known persons that each sentence names, by its number, with their country."""
    people: dict[int, dict[str, str | None]] = {}
    for actor in reading.actors:
        if actor.kind == "person" and actor.known:
            for sentence in {m.sentence for m in actor.mentions if m.sentence is not None}:
                people.setdefault(sentence, {})[actor.id] = actor.country
    return people


def at_home(act: str, actors: Side, recipients: Side, place: Location | None) -> bool:
    """Whether the visitors of a visit would be guests of their own country: then the reading has mistaken who they are."""
    hosts = recipients.countries or frozenset({place.country} if place is not None and place.country is not None else ())
    return act == "visit" and bool(actors.countries) and actors.countries <= hosts


def _inferred(claim: Claim, persons: frozenset[str]) -> dict[str, str | None]:
    inferred = [p for p in (*claim.actors, *claim.recipients) if p.implicit and p.actor_id in persons]
    return {str(p.actor_id): p.country for p in inferred}


def _in_clause(text: str, claim: Claim) -> bool:
    """Whether the claim's date was read from its own clause, or from nowhere in particular."""
    date = claim.date
    if date is None or date.text_begin is None:
        return True
    return not separated(text, (claim.trigger.begin, claim.trigger.end), (date.text_begin, date.text_end or date.text_begin))


def _near_place(text: str, claim: Claim) -> Location | None:
    """The place, unless another clause names it or it stands far off: then it may be the place of something else."""
    place = claim.location
    trigger = claim.trigger
    if place is None or separated(text, (trigger.begin, trigger.end), (place.begin, place.end)):
        return None
    if max(place.begin - trigger.end, trigger.begin - place.end) > PLACE_CHARACTERS:
        return None
    return place


def _stems_of_names(reading: Reading) -> frozenset[str]:
    """Words that name parties: two acts of the same people share them whatever the acts are about."""
    texts = [actor.name for actor in reading.actors]
    texts += [mention.span.text for actor in reading.actors for mention in actor.mentions if mention.kind != "pronoun"]
    texts += [text for claim in reading.claims for p in (*claim.actors, *claim.recipients) for text in (p.name, p.text)]
    return frozenset(stem(word) for text in texts for word in WORD.findall(text))


@dataclass(frozen=True, slots=True)
class _Known:
    """What the claims of one reading share: who is a person, who a bare description, what stands in each sentence."""

    reading: Reading
    words: MergeWords
    publication: Window
    persons: frozenset[str]
    vague: frozenset[str]
    sentences: Mapping[int, str]
    people: Mapping[int, dict[str, str | None]]
    named: Mapping[int, frozenset[str]]
    names: frozenset[str]
    homes: Mapping[str, str | None]
    bodies: frozenset[str]


def facts_of(
    reading: Reading, words: MergeWords, publication: Window, resolved: Mapping[tuple[str, str], DateValue]
) -> tuple[Facts, ...]:
    """The claims of a reading as coreference sees them; `resolved` holds dates that dating has derived for claims."""
    article = reading.article
    known = _Known(
        reading=reading,
        words=words,
        publication=publication,
        persons=frozenset(actor.id for actor in reading.actors if actor.kind == "person"),
        vague=frozenset(a.id for a in reading.actors if not a.known and not any(m.kind == "name" for m in a.mentions)),
        sentences={s.id: article.text[s.begin : s.end] for s in reading.sentences},
        people=people_by_sentence(reading),
        named=named_by_sentence(reading),
        names=_stems_of_names(reading),
        homes={actor.id: None if actor.country == "IGO" else actor.country for actor in reading.actors},
        bodies=frozenset(actor.id for actor in reading.actors if actor.kind == "organisation" and actor.country == "IGO"),
    )
    symbols = symbols_of_claims(reading, words)
    ranges = ranges_of_claims(reading, words)
    result: list[Facts] = []
    acts = {one.id: act_of(one, words, clause=clause_around(article.text, one.trigger)) for one in reading.claims}
    hosted = with_hosts(reading, words, acts, known.vague, lambda one: _near_place(article.text, one))
    for one in reading.claims:
        claim = hosted.get(one.id, one)
        claim = replace(claim, date=ranges[one.id]) if one.id in ranges else claim
        act = acts[one.id]
        # A weekday in a sentence on a war that goes on is the day of something else.
        marks = () if act in LASTING_ACTS and claim.status == "ongoing" else symbols.get(claim.id, ())
        own_clause = _in_clause(article.text, claim)
        when = when_of(claim, marks, publication, resolved.get((article.id, claim.id)), own_clause=own_clause)
        result.append(_facts_of_claim(claim, act, marks, when, known, hosted=one.id in hosted))
    return tuple(result)


def _verbatim(claim: Claim, known: _Known) -> str | None:
    """What two copies of a claim have in common word for word; None for short sentences, which recur by chance.

    Where the sentence does not name its parties ("he", "both sides"), the one before belongs to it: the same words can be
    said of others.
    """
    sentence = known.sentences.get(claim.sentence, "")
    found = [word.casefold() for word in WORD.findall(sentence)]
    if len(found) < VERBATIM_WORDS:
        return None
    parties = (*claim.actors, *claim.recipients)
    named = known.named.get(claim.sentence, frozenset())
    left_open = not parties or any(p.implicit or p.actor_id not in named for p in parties)
    before = WORD.findall(known.sentences.get(claim.sentence - 1, "")) if left_open else []
    return " ".join((claim.type, claim.trigger.text, *(word.casefold() for word in before), *found))


def named_by_sentence(reading: Reading) -> dict[int, frozenset[str]]:
    """The actors that each sentence names (and does not only describe or refer back to), by its number."""
    named: dict[int, set[str]] = {}
    for actor in reading.actors:
        for sentence in {m.sentence for m in actor.mentions if m.kind in NAMING and m.sentence is not None}:
            named.setdefault(sentence, set()).add(actor.id)
    return {sentence: frozenset(ids) for sentence, ids in named.items()}


def _stand(claim: Claim, clause: str, actors: Side, recipients: Side, known: _Known) -> Stand:
    """The state of affairs or mind that a claim tells of; a sentence that leaves its object open continues the one before."""
    words, here = known.words, claim.sentence
    named = known.named.get(here, frozenset())
    topics = words.topics_in(known.sentences.get(here, ""))
    if not topics and recipients.empty:
        named |= known.named.get(here - 1, frozenset())
        topics = words.topics_in(known.sentences.get(here - 1, ""))
    homes = known.homes
    return Stand(
        attitude=words.attitude.search(claim.trigger.text) is not None,
        in_force=words.in_force.search(clause) is not None,
        topics=topics,
        about=frozenset(country for one in named if (country := homes.get(one)) is not None),
        blocs=frozenset(country for key in actors.others for country in words.blocs.get(key, ())),
        bodies=frozenset(one for one in named if one in known.bodies) if claim.mode == MULTILATERAL else frozenset(),
    )


def _parties_of(claim: Claim, act: str, place: Location | None, known: _Known, *, hosted: bool) -> tuple[Claim, Side, Side]:
    """The claim with the parties that count, and these as actors and recipients."""
    text = known.reading.article.text
    if act == "war":
        claim = close_parties(text, claim)
    if act == "visit" and not hosted:
        claim = with_guest_first(claim, place)
    actors = side_of(attached(text, claim, claim.actors), known.persons, vague=known.vague)
    recipients = side_of(claim.recipients, known.persons, vague=known.vague)
    if hosted:
        recipients = Side(countries=frozenset(p.country for p in claim.recipients if p.country not in (None, "IGO")))
    if claim.type in HOSTILE:
        actors = without_states(actors, recipients.countries)  # who is doubted or punished does not do it himself
    return claim, actors, recipients


def _facts_of_claim(claim: Claim, act: str, marks: tuple[Symbol, ...], when: When, known: _Known, *, hosted: bool) -> Facts:
    text, words = known.reading.article.text, known.words
    sentence = known.sentences.get(claim.sentence, "")
    clause = clause_around(text, claim.trigger)
    looks_back = claim.status == "occurred" and not any(s.near for s in marks) and words.lookback.search(clause) is not None
    if looks_back and when.options:
        when = replace(when, window=when.options[-1], options=())  # what is looked back on is not the news
    place = _near_place(text, claim)
    claim, actors, recipients = _parties_of(claim, act, place, known, hosted=hosted)
    echo = _is_echo(claim.status, when, known.publication, looks_back=looks_back)
    if act == "raid":
        act = "war" if _between_states(actors, recipients) and (echo or not when.precise) else "assault"
    people = known.people
    content = frozenset(stem(word) for word in WORD.findall(sentence) if len(word) > 3)
    return Facts(
        article_id=known.reading.article.id,
        claim=claim,
        act=act,
        status=claim.status,
        actors=NOBODY if at_home(act, actors, recipients, place) else actors,
        recipients=recipients,
        place=place.text if place is not None else None,
        place_country=place.country if place is not None else None,
        when=when,
        symbols=marks,
        around=people.get(claim.sentence - 1, {}) | people.get(claim.sentence, {}) | _inferred(claim, known.persons),
        named=known.named.get(claim.sentence, frozenset()),
        sentence_text=sentence,
        verbatim=_verbatim(claim, known),
        words=content - known.names - words.stop_words,
        looks_back=looks_back,
        again=words.again.search(sentence) is not None,
        standing=claim.status in {"denied", "ongoing"} and words.standing.search(clause) is not None,
        echo=echo,
        stand=_stand(claim, clause, actors, recipients, known),
    )
