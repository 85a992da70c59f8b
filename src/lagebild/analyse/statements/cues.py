"""Cues: the verb or phrase in a clause that reports speech, and whose speech it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lagebild.analyse.statements.lexicon import Cue, Lexicon
from lagebild.analyse.statements.units import Unit
from lagebild.analyse.statements.view import INFINITIVES, PARTICIPLES, View

Tokens = tuple[int, int]  # [begin, end) of a run of tokens

PARTICLE_TAGS = frozenset({"PTKVZ", "ADJD", "ADV", "APPR"})


@dataclass(frozen=True, slots=True)
class CueHit:
    """A cue found in a clause: its tokens, the finite verb, and whether the clause is passive."""

    cue: Cue
    tokens: tuple[int, ...]
    verb: int
    passive: bool


def find_cue(view: View, unit: Unit, lexicon: Lexicon) -> CueHit | None:
    """The cue of a clause: its verb, also an infinitive with "zu", or a phrase around the verb."""
    if unit.verb is None:
        return _infinitive_cue(view, unit, lexicon) if unit.kind == "inf" else None
    lexical, passive = _lexical_verb(view, unit, lexicon)
    if view.lower[lexical] in lexicon.words["other_verbs"]:
        return None
    chain = tuple(sorted({unit.verb, lexical}))
    particle = _particle(view, unit, lexical, lexicon)
    phrase = _phrase(view, unit, lexical, lexicon)
    if particle is not None and (phrase is None or phrase[0].lemma != particle[1]):
        place, lemma = particle
        return CueHit(
            lexicon.verbs[lemma],
            tuple(sorted({*chain, place, *_companions(view, unit, lexicon.verbs[lemma], lexicon)})),
            unit.verb,
            passive,
        )
    if phrase is not None:
        cue, places = phrase
        places = (*places, particle[0]) if particle is not None else places
        return CueHit(cue, _with_phrase(view, unit, chain, places, lexicon), unit.verb, passive)
    known = _known_lemma(view, lexical, lexicon)
    if known is None or (known not in lexicon.words["reflexive_verbs"] and _is_reflexive(view, unit)):
        return None
    tokens = {*chain, *_auxiliaries(view, unit, lexicon), *_companions(view, unit, lexicon.verbs[known], lexicon)}
    if passive:
        tokens |= set(_expletive(view, unit, lexicon))
    return CueHit(lexicon.verbs[known], tuple(sorted(tokens)), unit.verb, passive)


def _infinitive_cue(view: View, unit: Unit, lexicon: Lexicon) -> CueHit | None:
    """The cue of an infinitive clause ("um die Regierung aufzufordern, …")."""
    last = unit.end - 1
    if view.tags[last] not in {"VVIZU", "VVINF"}:
        return None
    lemma = view.lemmas[last]
    particles = lexicon.words["infinitive_particles"]
    for known in (lemma, *(lemma.replace(particle, "", 1) for particle in particles)):
        if known in lexicon.verbs and lexicon.verbs[known].kind in {"say", "act", "write"}:
            tokens = (last - 1, last) if view.tags[last - 1] == "PTKZU" else (last,)
            return CueHit(lexicon.verbs[known], tokens, last, passive=False)
    return None


def _is_reflexive(view: View, unit: Unit) -> bool:
    return any(view.tags[i] == "PRF" and view.tags[i - 1] not in {"APPR", "APPRART"} for i in range(unit.begin, unit.end))


def _auxiliaries(view: View, unit: Unit, lexicon: Lexicon) -> tuple[int, ...]:
    """The "worden" of "ist vorgeworfen worden" at the end of the clause."""
    return tuple(i for i in range(max(unit.begin, unit.end - 2), unit.end) if view.lower[i] in lexicon.words["passive_words"])


def _lexical_verb(view: View, unit: Unit, lexicon: Lexicon) -> tuple[int, bool]:
    """The verb that carries the meaning, and whether it is in the passive."""
    verb = unit.verb
    assert verb is not None  # noqa: S101  # the caller has checked
    if view.tags[verb][:2] not in {"VA", "VM"}:
        return verb, False
    lemma = view.lemmas[verb]
    span = range(unit.begin, unit.end)
    full = [
        i
        for i in span
        if i != verb
        and (view.tags[i] in PARTICIPLES or view.tags[i] in INFINITIVES)
        and view.tags[i][:2] == "VV"
        and view.quoted[i] < 0
    ]
    if not full:
        full = [i for i in span if i != verb and view.lower[i] in lexicon.participles]
    if not full:
        return verb, False
    passive = view.tags[full[-1]] == "VVPP" and (
        lemma in lexicon.words["passive_verbs"] or any(view.lower[i] in lexicon.words["passive_words"] for i in span)
    )
    return full[-1], passive


def _known_lemma(view: View, i: int, lexicon: Lexicon) -> str | None:
    lemma = view.lemmas[i]
    if lemma in lexicon.verbs:
        return lemma
    lower = view.lower[i]
    known = lexicon.participles.get(lower) or lexicon.forms.get(lower)
    if known is not None and " " not in known:
        return known
    return None


def _particle(view: View, unit: Unit, lexical: int, lexicon: Lexicon) -> tuple[int, str] | None:
    """The separated particle of the verb, with the lemma that both make; some stand right before it ("bekannt gab")."""
    before = view.lower[lexical - 1] + view.lemmas[lexical] if lexical > unit.begin else ""
    if before in lexicon.words["loose_compounds"] and before in lexicon.verbs:
        return lexical - 1, before
    if view.tags[lexical] not in {"VVFIN", "VVIMP"}:
        return None
    lemma, lower = view.lemmas[lexical], view.lower[lexical]
    for i in range(unit.end - 1, lexical, -1):
        if view.tags[i] not in PARTICLE_TAGS:
            continue
        particle = view.lower[i]
        stem = lemma.removeprefix(particle)
        tail = lemma[lemma.rfind(particle) :] if particle in lemma else ""  # a particle of the next clause joined to the lemma
        for joined in (particle + stem, tail, lexicon.forms.get(f"{lower} {particle}", "")):
            if joined in lexicon.verbs and (
                view.tags[i] == "PTKVZ" or i == unit.end - 1 or joined in lexicon.words["loose_compounds"]
            ):
                return i, joined
    return None


def _companions(view: View, unit: Unit, cue: Cue, lexicon: Lexicon) -> tuple[int, ...]:
    """The words that point ahead to what is said: the "darauf" of "wies darauf hin", "mit den Worten"."""
    if not cue.frames & CLAUSAL:
        return ()
    ahead = tuple(
        i
        for i in range(unit.begin, unit.end)
        if view.tags[i] in {"PROAV", "PAV"} and view.lower[i] in lexicon.words["correlates"] and not _goes_on(view, i, lexicon)
    )
    reflexive = cue.lemma in lexicon.words["reflexive_verbs"]
    own = tuple(i for i in range(unit.begin, unit.end) if reflexive and view.tags[i] == "PRF")
    return ahead + own + _with_words(view, unit, lexicon)


def _goes_on(view: View, i: int, lexicon: Lexicon) -> bool:
    """Whether the word is part of an adverb ("darüber hinaus")."""
    return i + 1 < len(view.words) and view.lower[i + 1] in lexicon.words["onward"]


def _with_words(view: View, unit: Unit, lexicon: Lexicon) -> tuple[int, ...]:
    """The phrase "mit den Worten" (folgenden, diesen) of the clause."""
    for i in range(unit.begin + 1, unit.end):
        if view.tags[i] != "NN" or view.lower[i] not in lexicon.words["wordings"]:
            continue
        begin = i
        while begin > unit.begin and view.tags[begin - 1] in {"ART", "PDAT", "ADJA", "PPOSAT"}:
            begin -= 1
        if begin > unit.begin and view.tags[begin - 1] == "APPR":
            return tuple(range(begin - 1, i + 1))
    return ()


def _with_phrase(view: View, unit: Unit, chain: tuple[int, ...], places: tuple[int, ...], lexicon: Lexicon) -> tuple[int, ...]:
    """The verbs and the words of a phrase, with the article of its noun ("vertrat die Ansicht") and an "es" ("hielt es für")."""
    tokens = {*chain, *places, *_auxiliaries(view, unit, lexicon), *_expletive(view, unit, lexicon)}
    for i in places:
        begin = i
        while view.tags[i] == "NN" and begin > unit.begin and view.tags[begin - 1] in {"ART", "ADJA", "PDAT", "PPOSAT"}:
            begin -= 1
        tokens |= set(range(begin, i))
    return tuple(sorted(tokens))


def _expletive(view: View, unit: Unit, lexicon: Lexicon) -> tuple[int, ...]:
    """The "es" that stands for what is said."""
    return tuple(i for i in range(unit.begin, unit.end) if view.lower[i] in lexicon.words["expletives"])


CLAUSAL = frozenset({"that", "inf", "main", "direct"})


def _phrase(view: View, unit: Unit, lexical: int, lexicon: Lexicon) -> tuple[Cue, tuple[int, ...]] | None:
    """The longest phrase of the clause that the pack knows for its verb."""
    finite = unit.verb if unit.verb is not None else lexical
    bare = _bare(view.lemmas[lexical], unit, view)
    lemmas = (view.lemmas[lexical], lexicon.forms.get(view.lower[lexical], ""), bare, view.lemmas[finite])
    for lemma in dict.fromkeys(lemmas):
        for cue in lexicon.phrases.get(lemma, ()):
            places = _subsequence(view, unit, cue.words, finite, lexicon.prepositions)
            if places is not None:
                return cue, places
    return None


def _bare(lemma: str, unit: Unit, view: View) -> str:
    """The verb without the particle that the lemmatiser joined to it ("ausgehen" with "aus" apart -> "gehen")."""
    for i in range(unit.begin, unit.end):
        if view.tags[i] == "PTKVZ" and lemma.startswith(view.lower[i]):
            return lemma.removeprefix(view.lower[i])
    return lemma


def _attributes(view: View, i: int, sources: Mapping[str, str]) -> bool:
    """Whether the word is a preposition that names a source ("laut der Behörde", but not "Kritik wurde laut")."""
    return view.tags[i] == "APPR" and sources.get(view.lower[i]) == "source"


def _subsequence(view: View, unit: Unit, words: tuple[str, ...], verb: int, sources: Mapping[str, str]) -> tuple[int, ...] | None:
    """The places of the words in the clause, in order; alternatives are divided by "/"."""
    places: list[int] = []
    at = unit.begin
    for word in words:
        options = word.split("/")
        at = next(
            (i for i in range(at, unit.end) if i != verb and view.lower[i] in options and not _attributes(view, i, sources)), -1
        )
        if at < 0:
            return None
        places.append(at)
        at += 1
    return tuple(places)
