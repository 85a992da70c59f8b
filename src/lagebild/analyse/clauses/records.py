"""The worked-out clauses of a sentence as values of the model."""

from __future__ import annotations

from typing import Any

from lagebild.analyse.clauses.arguments import Found, case_name
from lagebild.analyse.clauses.work import Work, Worked, extent
from lagebild.model.clauses import Apposition, Argument, Clause, Fields, VerbComplex


def make_clauses(work: Work, spans: tuple[list[int], list[int]], offset: int) -> list[Clause]:
    """The clauses in text order; `offset` is the index of the first one, `spans` are begins and ends of the view's tokens."""
    ordered = sorted(work.clauses, key=lambda c: (c.draft.tokens[0], c.draft.order))
    numbers = {id(c.draft): offset + k for k, c in enumerate(ordered)}
    return [_clause(work, c, numbers, spans) for c in ordered]


def _clause(work: Work, worked: Worked, numbers: dict[int, int], spans: tuple[list[int], list[int]]) -> Clause:
    draft, places = worked.draft, work.view.places
    kind: Any = draft.kind if worked.verb is not None else "verbless"
    if worked.verb is not None and worked.verb.finite < 0 and draft.kind == "main":
        kind = "participle"
    parent = numbers.get(id(draft.parent)) if draft.parent is not None and draft.parent is not draft else None
    function: Any = draft.function if parent is not None or draft.function != "complement" else "root"
    index = numbers[id(draft)]
    form: Any = worked.ranges.form
    arguments = _arguments(work, worked)
    arguments += _clausal(work, worked, numbers)
    return Clause(
        index=index,
        sentence=work.view.number,
        kind=kind,
        function=function,
        form=form,
        tokens=tuple(places[i] for i in draft.tokens),
        begin=spans[0][draft.tokens[0]],
        end=spans[1][draft.tokens[-1]],
        verb=_verb(work, worked),
        fields=_fields(work, worked),
        arguments=tuple(arguments),
        parent=parent,
        connective=_connective(work, worked),
        antecedent=places[worked.antecedent_head] if worked.antecedent_head >= 0 else None,
        antecedent_tokens=_tokens(work, worked.antecedent, bare=True) if worked.antecedent >= 0 else (),
        appositions=tuple(
            Apposition(places[work.phrases.items[a].head], places[work.phrases.items[b].head])
            for a, b in work.appositions
            if work.phrases.items[a].head in draft.tokens
        ),
    )


def _connective(work: Work, worked: Worked) -> str:
    draft = worked.draft
    if draft.start is not None:
        return work.view.lemmas[draft.start.token] if draft.kind == "relative" else work.view.lower[draft.start.token]
    return work.view.lower[draft.linker] if draft.linker >= 0 else ""


def _fields(work: Work, worked: Worked) -> Fields:
    ranges, places = worked.ranges, [*work.view.places, work.view.places[-1] + 1]

    def shown(span: tuple[int, int]) -> tuple[int, int]:
        begin, end = span
        return (places[begin], places[end - 1] + 1) if end > begin else (places[begin], places[begin])

    return Fields(shown(ranges.prefield), shown(ranges.left), shown(ranges.middle), shown(ranges.right), shown(ranges.postfield))


def _verb(work: Work, worked: Worked) -> VerbComplex | None:
    verb, places = worked.verb, work.view.places
    if verb is None:
        return None
    tense: Any = verb.tense
    mood: Any = verb.mood
    voice: Any = verb.voice
    return VerbComplex(
        lemma=verb.lemma,
        head=places[verb.head],
        tokens=tuple(places[i] for i in verb.tokens),
        finite=places[verb.finite] if verb.finite >= 0 else None,
        tense=tense,
        mood=mood,
        voice=voice,
        modal=verb.modal,
        negation=places[verb.negation] if verb.negation >= 0 else None,
    )


def _arguments(work: Work, worked: Worked) -> list[Argument]:
    result = [_argument(work, worked, found) for found in worked.found]
    if worked.understood is not None and worked.role("subject") < 0:
        extra = Found("subject", worked.understood.phrase, [worked.understood.why])
        result.insert(0, _argument(work, worked, extra, controlled=True))
    predicate = _adjective(work, worked)
    if predicate is not None:
        result.append(predicate)
    return result


def _tokens(work: Work, index: int, *, bare: bool) -> tuple[int, ...]:
    """The tokens of the phrase in the Doc; `bare` leaves the preposition out."""
    phrase = work.phrases.items[index]
    tokens = extent(work.phrases, index, size=len(work.view.words))
    return tuple(work.view.places[i] for i in tokens if not bare or i >= phrase.noun_begin)


def _argument(work: Work, worked: Worked, found: Found, *, controlled: bool = False) -> Argument:
    phrase, view = work.phrases.items[found.phrase], work.view
    role: Any = found.role
    referent = None
    own = worked.draft.start
    if view.tags[phrase.head] in ("PRELS", "PRELAT") or (own is not None and own.kind == "relative" and own.token == phrase.head):
        owner = next((c for c in work.clauses if phrase.head in c.draft.tokens and c.antecedent_head >= 0), None)
        referent = view.places[owner.antecedent_head] if owner is not None else None
    preposition = view.lemmas[phrase.prep].lower() if phrase.prep >= 0 and found.role != "subject" else ""
    return Argument(
        role=role,
        head=view.places[phrase.head],
        tokens=_tokens(work, found.phrase, bare=True),
        case=case_name(found.role, phrase.cells),
        preposition=preposition,
        conjuncts=tuple(view.places[work.phrases.items[k].head] for k in (found.phrase, *phrase.conjuncts)),
        referent=referent,
        controlled=controlled,
        evidence=tuple(found.evidence),
    )


def _adjective(work: Work, worked: Worked) -> Argument | None:
    """The adjective of a copula clause."""
    verb, view = worked.verb, work.view
    if verb is None or not verb.is_copula or worked.role("predicate") >= 0:
        return None
    found = [i for i in worked.draft.tokens if view.tags[i] == "ADJD" and work.phrases.at[i] < 0]
    if not found:
        return None
    best = next((i for i in found if view.heads[i] < 0 or any(view.heads[v] == i for v in verb.tokens)), found[-1])
    return Argument("predicate", view.places[best], (view.places[best],), conjuncts=(view.places[best],), evidence=("adjective",))


def _clausal(work: Work, worked: Worked, numbers: dict[int, int]) -> list[Argument]:
    """Clauses that are what the verb of this clause says, thinks or wants."""
    result = []
    for other in work.clauses:
        draft = other.draft
        if draft.parent is worked.draft and draft.function == "complement" and other.verb is not None:
            head = work.view.places[other.verb.head]
            result.append(Argument("clausal", head, tuple(work.view.places[i] for i in draft.tokens), clause=numbers[id(draft)]))
    return result
