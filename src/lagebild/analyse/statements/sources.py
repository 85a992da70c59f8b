"""Sources in prepositional phrases and short insertions: "laut …", "nach Angaben von …", "… zufolge", "so …", "demnach"."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lagebild.analyse.statements.clauses import is_coordinated
from lagebild.analyse.statements.drafts import Context, Draft, Tokens
from lagebild.analyse.statements.lexicon import Lexicon
from lagebild.analyse.statements.phrases import PREPOSITIONS, phrase_end
from lagebild.analyse.statements.sight import Sight
from lagebild.analyse.statements.speakers import widened
from lagebild.analyse.statements.units import MAIN, Unit
from lagebild.analyse.statements.view import NOUNS, View


@dataclass(frozen=True, slots=True)
class SourceHit:
    """A phrase that names a source: the cue word, the source's phrase, and all that is taken out of the content."""

    cue: Tokens
    speaker: Tokens
    whole: Tokens
    rule: str


def find_sourced(sight: Sight, context: Context) -> list[Draft]:
    """The statements that a phrase with a source attributes."""
    drafts: list[Draft] = _taken_up(sight, context)
    for u, unit in enumerate(sight.units):
        if unit.kind == "quote":
            continue
        for narrow in _hits(sight, unit):
            hit = _wide(sight, narrow)
            if _is_so(sight, unit, hit):
                drafts += _so(sight, u, hit)
            else:
                drafts += _phrase_draft(sight, u, hit)
    return drafts


def _wide(sight: Sight, hit: SourceHit) -> SourceHit:
    """The hit with an apposition to the source that goes on behind its clause."""
    if hit.whole[1] != hit.speaker[1]:
        return hit
    speaker = widened(sight, hit.speaker)
    return replace(hit, speaker=speaker, whole=(hit.whole[0], speaker[1]))


def _taken_up(sight: Sight, context: Context) -> list[Draft]:
    """Clauses that an adverb attributes to what was named before ("demnach", "wonach")."""
    view, lexicon = sight.view, sight.lexicon
    drafts = []
    for u, unit in enumerate(sight.units):
        for i in range(unit.begin, unit.end):
            way = lexicon.adverbs.get(view.lower[i])
            if way is None or view.quoted[i] >= 0:
                continue
            mood = any(view.subjunctive[k] == 2 for k in range(unit.begin, unit.end))
            if (way == "back" and unit.kind in MAIN) or (way == "subjunctive" and mood and unit.kind in MAIN):
                first, last = _clause_group(sight, u)
                stretches = [_trim(view, b, e) for b, e in ((sight.units[first].begin, i), (i + 1, sight.units[last].end))]
            elif way == "relative" and i == unit.begin:
                stretches = [_trim(view, i + 1, sight.units[_dependents_end(sight, u)].end)]
            else:
                continue
            hit = SourceHit((i, i + 1), (i, i + 1), (i, i + 1), f"{lexicon.language}.source.{view.lower[i]}.1")
            draft = _draft("indirect", [(b, e) for b, e in stretches if e > b], hit, [(i, i + 1)])
            named = _antecedent(sight, unit) if way == "relative" else None
            draft.speaker, draft.linked = named or draft.speaker, named or context.speaker
            drafts += [draft] if draft.quote else []
    return drafts


def _antecedent(sight: Sight, unit: Unit) -> Tokens | None:
    """The noun phrase right before a relative clause."""
    view, end = sight.view, unit.begin - 1
    for begin in range(max(sight.begin, end - MAX_ANTECEDENT), end):
        starts = view.tags[begin] in {"ART", "PPOSAT", "PDAT", "PIAT", "ADJA", "CARD"} | NOUNS
        inside = begin > sight.begin and view.tags[begin - 1] in {"ART", "PPOSAT", "PDAT", "PIAT", "ADJA", "CARD"} | NOUNS
        if starts and not inside and phrase_end(view, begin, end, sight.lexicon) == end:
            return begin, end
    return None


MAX_ANTECEDENT = 14  # tokens


def _dependents_end(sight: Sight, u: int) -> int:
    """The last unit that depends on the clause `u`."""
    last = u
    while last + 1 < len(sight.units) and sight.units[last + 1].kind not in MAIN | {"quote"}:
        last += 1
    return last


def _hits(sight: Sight, unit: Unit) -> list[SourceHit]:
    view, lexicon = sight.view, sight.lexicon
    found: list[SourceHit] = []
    for i in range(unit.begin, unit.end):
        way = lexicon.prepositions.get(view.lower[i])
        if way is None or view.quoted[i] >= 0 or _is_attribute(view, unit, i):
            continue
        hit = _hit(view, unit, i, way, lexicon)
        if hit is not None and not (found and hit.whole[0] < found[-1].whole[1]):
            found.append(hit)
    return found


def _is_attribute(view: View, unit: Unit, i: int) -> bool:
    """Whether the phrase belongs to an adjective in a noun phrase ("a party, in his view too moderate, …" before its noun)."""
    return i > unit.begin and view.tags[i - 1] in {"ART", "PIAT", "PPOSAT"}


def _hit(view: View, unit: Unit, i: int, way: str, lexicon: Lexicon) -> SourceHit | None:
    rule = f"{lexicon.language}.source.{view.lower[i]}.1"
    if way == "so":
        if i > unit.begin and view.words[i - 1] in INSERTION_MARKS:
            return _inserted_so(view, unit, i, lexicon)
        if i != unit.begin or unit.verb is not None:
            return None
        start = i + 1
        while start < unit.end and view.lower[start] in lexicon.words["focus_words"]:
            start += 1
        end = phrase_end(view, start, unit.end, lexicon)
        return (
            None
            if end is None or view.lower[start] in lexicon.words["oblique_determiners"]
            else SourceHit((i, i + 1), (start, end), (unit.begin, unit.end), rule)
        )
    if way in {"noun", "document"} and i == unit.begin and i > 1 and view.tags[i + 1 : i + 2] == ["PRELS"]:
        said = _names_words(view, i - 2, i - 1, lexicon) or (i > 2 and _names_words(view, i - 3, i - 2, lexicon))
        return SourceHit((i, i + 1), (i + 1, i + 2), (i, i + 2), rule) if said else None
    if way in {"source", "noun", "document"}:
        end = phrase_end(view, i + 1, unit.end, lexicon)
        if end is not None and (way == "source" or _names_words(view, i + 1, end, lexicon)):
            if end < unit.end and lexicon.prepositions.get(view.lower[end]) == "after":
                return None
            if i == unit.begin and unit.verb is not None and unit.kind == "v2":
                end = _prefield_end(view, end, unit.verb, lexicon)
            return SourceHit((i, i + 1), (i + 1, end), (i, end), rule)
    if way == "view":
        return _view_hit(view, unit, i, lexicon)
    if way in {"after", "noun"}:  # "Angaben der Polizei zufolge", "meiner Ansicht nach"
        begin = _phrase_before(view, unit, i, lexicon)
        governed = begin is not None and begin > unit.begin and view.tags[begin - 1] in PREPOSITIONS
        if governed and way == "noun" and "PPOSAT" not in view.tags[begin:i]:
            return None  # the noun has a preposition already: what follows is another phrase ("in a statement after talks")
        if begin is not None and view.tags[begin] == "ART" and view.lower[begin] not in lexicon.words["dative_articles"]:
            return None
        if begin is not None and view.tags[begin] == "ADJA" and view.lower[begin].endswith(("e", "es")):
            return None  # no dative
        if begin is not None and (way == "after" or (_names_words(view, begin, i, lexicon) and _closes(view, i, unit))):
            return SourceHit((i, i + 1), (begin, i), (begin, i + 1), rule)
    return None


def _view_hit(view: View, unit: Unit, i: int, lexicon: Lexicon) -> SourceHit | None:
    """The source in "aus Sicht der Partei"."""
    end = phrase_end(view, i + 1, unit.end, lexicon)
    noun = next((k for k in range(i + 1, min(unit.end, i + 6)) if view.tags[k] == "NN"), None)
    if end is None or noun is None or not view.lower[noun].endswith(tuple(lexicon.words["view_nouns"])):
        return None
    return SourceHit((i, i + 1), (i + 1, end), (i, end), f"{lexicon.language}.source.{view.lower[i]}.1")


INSERTION_MARKS = frozenset({",", "–", "—", "-"})


def _inserted_so(view: View, unit: Unit, i: int, lexicon: Lexicon) -> SourceHit | None:
    """The source in ", so X," set into a clause that goes on behind it."""
    start = i + 1
    while start < unit.end and view.lower[start] in lexicon.words["focus_words"]:
        start += 1
    end = phrase_end(view, start, unit.end, lexicon)
    close = next((k for k in range(start, unit.end) if view.words[k] in INSERTION_MARKS and view.quoted[k] < 0), None)
    if end is None or close is None or view.lower[start] in lexicon.words["oblique_determiners"]:
        return None
    if end < close and (
        view.tags[end] not in PREPOSITIONS | {"ADV", "ADJD"} or any(view.is_finite(k) for k in range(end, close))
    ):
        return None
    rule = f"{lexicon.language}.source.{view.lower[i]}.1"
    return SourceHit((i, i + 1), (start, end), (i, max(close, end)), rule)


def _prefield_end(view: View, end: int, verb: int, lexicon: Lexicon) -> int:
    """Past the phrases that stand between the source and the verb: before the verb there is room for one phrase only."""
    at = end
    while at < verb and view.tags[at] in PREPOSITIONS and view.lower[at] not in lexicon.words["addressee_prepositions"]:
        step = phrase_end(view, at + 1, verb, lexicon, apposition=False)
        if step is None:
            return end
        at = step
    return at if at == verb else end


def _closes(view: View, i: int, unit: Unit) -> bool:
    """Whether a postposed "nach" has nothing of its own behind it."""
    return i + 1 >= unit.end or view.tags[i + 1] not in NOUNS | {"ART", "CARD"} or view.is_finite(i + 1)


def _names_words(view: View, begin: int, end: int, lexicon: Lexicon) -> bool:
    """Whether the head of the phrase is a noun for words or thoughts ("Angaben", "Polizeiangaben", "Bericht")."""
    for i in range(begin, end):
        if view.tags[i] == "NN":
            source = lexicon.source_noun(view.lemmas[i]) or lexicon.source_noun(view.words[i])
            return source is not None and source.kind != "act"
        if view.tags[i] in PREPOSITIONS:
            return False
    return False


def _phrase_before(view: View, unit: Unit, i: int, lexicon: Lexicon) -> int | None:
    """The beginning of the noun phrase that ends right before token `i`."""
    if (
        view.tags[i - 1] == "NN"
        and i > unit.begin
        and (lexicon.source_noun(view.lemmas[i - 1]) or lexicon.source_noun(view.words[i - 1]))
    ):
        begin = i - 1
        while begin > unit.begin and view.tags[begin - 1] in {"ADJA", "ART", "PPOSAT", "CARD", "PDAT", "PIAT", "PIDAT"}:
            begin -= 1
        if view.tags[begin - 1] != "NN" or view.lower[begin] not in lexicon.words["genitive_determiners"]:
            return begin
    for begin in range(max(unit.begin, i - 14), i):
        if begin > unit.begin and view.tags[begin - 1] in {"ADJA", "ART", "PPOSAT", "APPR", "APPRART", "CARD", "PDAT", "PIAT"}:
            continue
        end = phrase_end(view, begin, i, lexicon)
        if end == i:
            return begin
    return None


def _is_so(sight: Sight, unit: Unit, hit: SourceHit) -> bool:
    return sight.lexicon.prepositions.get(sight.view.lower[hit.cue[0]]) == "so" and hit.whole == (unit.begin, unit.end)


def _so(sight: Sight, u: int, hit: SourceHit) -> list[Draft]:
    """The statement of "…, so X": what stands before it, and what goes on behind it."""
    if u == 0:
        return []
    units = sight.units
    frame = [(hit.whole[0] - 1, hit.whole[1])] if sight.view.words[hit.whole[0] - 1] in {",", "–", "-"} else [hit.whole]
    if units[u - 1].kind == "quote":
        return [_draft("direct", [(units[u - 1].begin, units[u - 1].end)], hit, frame)]
    first = u - 1
    while first > 0 and units[first].kind != "quote" and units[first - 1].kind != "quote" and units[first].before != ":":
        first -= 1
    stretches = [(units[first].begin, units[u - 1].end)]
    complete = any(unit.kind in MAIN for unit in units[first:u])
    if (
        u + 1 < len(units)
        and units[u + 1].kind != "quote"
        and (not complete or units[u + 1].kind in {"sub", "rel", "frag", "inf"})
    ):
        stretches.append((units[u + 1].begin, units[-1].end))
    return [_draft("indirect", stretches, hit, frame)]


def _phrase_draft(sight: Sight, u: int, hit: SourceHit) -> list[Draft]:
    """The clause around the phrase, less the phrase, with the clauses that depend on it."""
    first, last = _clause_group(sight, u)
    if sight.view.tags[hit.speaker[0]] in {"PRELS", "PRELAT"}:
        run = _trim(sight.view, hit.whole[1], sight.units[_dependents_end(sight, u)].end)
        return [_draft("indirect", [run], hit, [hit.whole])] if run[1] - run[0] >= MIN_CONTENT else []
    begin, end = _embedded(sight, u, hit) or (sight.units[first].begin, sight.units[last].end)
    stretches = [(begin, hit.whole[0]), (hit.whole[1], end)]
    stretches = [_trim(sight.view, b, e) for b, e in stretches]
    stretches = [(b, e) for b, e in stretches if e > b]
    if not stretches or sum(e - b for b, e in stretches) < MIN_CONTENT:
        return []
    return [_draft("indirect", stretches, hit, [hit.whole])]


def _embedded(sight: Sight, u: int, hit: SourceHit) -> Tokens | None:
    """The relative clause inside a longer unit in which the phrase stands."""
    view, unit = sight.view, sight.units[u]
    for i in range(hit.whole[0] - 1, unit.begin, -1):
        if view.words[i] == ",":
            return None
        if view.tags[i] in {"PRELS", "PRELAT"} and view.words[i - 1] == ",":
            end = next((k for k in range(hit.whole[1], unit.end) if view.words[k] == ","), unit.end)
            return i, end
    return None


MIN_CONTENT = 3  # tokens: less is no proposition


def _clause_group(sight: Sight, u: int) -> tuple[int, int]:
    """The first and last unit of the main clause (with its dependents) that holds unit `u`."""
    units = sight.units
    first, last = u, u
    while (
        first > 0
        and not (is_coordinated(sight, units[first]) and units[first].kind in MAIN)
        and units[first].before not in {";", ":"}
    ):
        first -= 1
    while (
        last + 1 < len(units)
        and not (is_coordinated(sight, units[last + 1]) and units[last + 1].kind in MAIN)
        and units[last + 1].before not in {";", ":"}
    ):
        last += 1
    return first, last


def _trim(view: View, begin: int, end: int) -> Tokens:
    while begin < end and view.words[begin] in {",", "–", "-", ";", ":"}:
        begin += 1
    while end > begin and view.words[end - 1] in {",", "–", "-", ";", ":", ".", "!"}:
        end -= 1
    return begin, end


def _draft(kind: str, quote: list[Tokens], hit: SourceHit, frame: list[Tokens]) -> Draft:
    return Draft(
        type="direct" if kind == "direct" else "indirect",
        quote=quote,
        rule=hit.rule,
        confidence=0.85,
        cue=[hit.cue],
        speaker=hit.speaker,
        frame=frame,
        source_kind="source",
    )
