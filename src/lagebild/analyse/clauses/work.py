"""One sentence while its clauses are worked out, and the steps that need only one clause."""

from __future__ import annotations

from dataclasses import dataclass, field

from lagebild.analyse.clauses.arguments import Found, assign
from lagebild.analyse.clauses.attachment import attach
from lagebild.analyse.clauses.cells import cases_of
from lagebild.analyse.clauses.coordination import coordinate
from lagebild.analyse.clauses.draft import Draft
from lagebild.analyse.clauses.fields import Ranges, find_fields
from lagebild.analyse.clauses.infinitives import split_infinitives
from lagebild.analyse.clauses.lexicon import ClauseLexicon
from lagebild.analyse.clauses.phrases import Phrases, find_phrases
from lagebild.analyse.clauses.structure import find_structure
from lagebild.analyse.clauses.verbs import Complex, read_complex
from lagebild.analyse.clauses.view import NONFINITE, View
from lagebild.analyse.clauses.weights import make_frame

AUXILIARY_NONFINITE = frozenset({"VAINF", "VAPP", "VMINF", "VMPP"})


@dataclass(slots=True)
class Understood:
    """A subject that stands elsewhere: the phrase, why, and whether it is understood from another clause."""

    phrase: int
    why: str


@dataclass(slots=True)
class Worked:
    """A clause with what has been found out about it."""

    draft: Draft
    verb: Complex | None
    ranges: Ranges
    found: list[Found] = field(default_factory=list)
    understood: Understood | None = None
    antecedent: int = -1  # phrase of the noun that a relative clause or infinitive hangs from
    antecedent_head: int = -1
    reflexive: int = -1

    def role(self, name: str) -> int:
        """The phrase in a role, -1 if none."""
        return next((f.phrase for f in self.found if f.role == name), -1)

    @property
    def subject(self) -> int:
        """The phrase of the subject, said or understood; -1 if none."""
        said = self.role("subject")
        return said if said >= 0 or self.understood is None else self.understood.phrase


@dataclass(slots=True)
class Work:
    """A sentence: its view, phrases and clauses."""

    view: View
    lexicon: ClauseLexicon
    phrases: Phrases
    clauses: list[Worked]
    appositions: list[tuple[int, int]]  # phrases

    def of(self, draft: Draft | None) -> Worked | None:
        return next((c for c in self.clauses if c.draft is draft), None) if draft is not None else None


def work_out(view: View, lexicon: ClauseLexicon) -> Work:
    """Clauses of a sentence with verbs, fields and the arguments that stand in them."""
    phrases = find_phrases(view, lexicon)
    attach(view, phrases, lexicon)
    joints = coordinate(view, phrases, lexicon)
    drafts = split_infinitives(view, phrases, lexicon, find_structure(view, phrases, joints, lexicon))
    work = Work(view, lexicon, phrases, [], _appositions(view, phrases, joints.inner))
    for draft in drafts:
        _free_opener(phrases, draft)
        verb = read_complex(view, draft.tokens, _finite_of(draft), lexicon, shared=_shared_auxiliaries(view, draft, drafts))
        ranges = find_fields(draft, verb)
        _join_prefield(work, draft, ranges)
        work.clauses.append(Worked(draft, verb, ranges))
    for worked in work.clauses:
        _find_arguments(work, worked)
    return work


def _finite_of(draft: Draft) -> int:
    if draft.finite < 0 and draft.shares_verb and draft.partner is not None:
        return draft.partner.finite
    return draft.finite


def _shared_auxiliaries(view: View, draft: Draft, drafts: list[Draft]) -> list[int]:
    """Auxiliary infinitives and participles at the end of the last of several clauses that share a finite verb."""
    if any(view.tags[i] in AUXILIARY_NONFINITE for i in draft.tokens) or not any(view.tags[i] in NONFINITE for i in draft.tokens):
        return []
    family = [d for d in drafts if d is not draft and _finite_of(d) == _finite_of(draft) >= 0 and d.tokens[0] > draft.tokens[-1]]
    return [i for d in family[-1:] for i in d.tokens if view.tags[i] in AUXILIARY_NONFINITE]


def _free_opener(phrases: Phrases, draft: Draft) -> None:
    """What stands behind the word that opens an infinitive is no prepositional phrase."""
    if draft.start is None or draft.start.kind not in ("infinitive", "subordinate") or phrases.at[draft.start.token] < 0:
        return
    phrase = phrases.items[phrases.at[draft.start.token]]
    if phrase.prep == draft.start.token:
        phrases.at[phrase.prep] = -1
        phrase.begin, phrase.cells, phrase.prep = phrase.prep + 1, phrase.bare, -1


def _join_prefield(work: Work, draft: Draft, ranges: Ranges) -> None:
    """All that stands before the verb of a main clause is one phrase: later phrases there are attributes of the first."""
    if ranges.form != "verb-second" or draft.fronted:
        return
    items, at = work.phrases.items, work.phrases.at
    first = -1
    for i in draft.tokens:
        if i >= ranges.prefield[1]:
            break
        index = at[i]
        if index < 0 or items[index].begin != i:
            continue
        if first < 0:
            first = work.phrases.root(index)
        elif items[index].owner < 0 and index != first and items[index].prep >= 0 and items[index - 1].end == items[index].begin:
            if items[index - 1].is_pronoun:
                continue
            items[index].owner, items[index].link = first, "attribute"


def _appositions(view: View, phrases: Phrases, inner: set[int]) -> list[tuple[int, int]]:
    """Bare phrases between commas right behind a phrase whose case they can share; they leave the arguments."""
    found = []
    for index, phrase in enumerate(phrases.items):
        before = phrase.begin - 1
        if (
            phrase.owner >= 0
            or phrase.prep >= 0
            or phrase.is_pronoun
            or before <= 0
            or view.words[before] != ","
            or before in inner
        ):
            continue
        left = before - 1
        while left > 0 and view.tags[left] == "$(":
            left -= 1
        target = phrases.at[left]
        end = extent_end(phrases, index)
        closes = end >= len(view.words) or view.tags[end].startswith("$")
        if target < 0 or not closes:
            continue
        root = (
            target
            if phrases.items[target].link == "genitive" and not _shares(phrases, phrases.root(target), index)
            else phrases.root(target)
        )
        if _shares(phrases, root, index) and not phrases.items[root].is_pronoun:
            phrase.owner, phrase.link = root, "apposition"
            found.append((root, index))
    return found


def _shares(phrases: Phrases, one: int, other: int) -> bool:
    return bool(set(cases_of(phrases.items[one].cells)) & set(cases_of(phrases.items[other].cells)))


def extent_end(phrases: Phrases, index: int) -> int:
    """The index behind the phrase with all that is attached to it without a comma."""
    end = phrases.items[index].end
    while end < len(phrases.at):
        following = phrases.at[end]
        if following < 0 or phrases.root(following) != phrases.root(index) or phrases.items[following].link == "apposition":
            break
        end = phrases.items[following].end
    return end


def extent(phrases: Phrases, index: int, *, size: int) -> list[int]:
    """All tokens of the phrase: attributes, genitives and conjuncts, with the words between them; no appositions."""
    parts = [index]
    for k in range(index + 1, len(phrases.items)):
        item = phrases.items[k]
        if item.begin - phrases.items[parts[-1]].end > 3:
            break
        chain, inside = k, False
        while phrases.items[chain].owner >= 0 and phrases.items[chain].link != "apposition":
            chain = phrases.items[chain].owner
            if chain == index:
                inside = True
                break
        if inside:
            parts.append(k)
        elif item.owner < 0:
            break
    begin, end = phrases.items[index].begin, phrases.items[parts[-1]].end
    return list(range(begin, min(end, size)))


def _find_arguments(work: Work, worked: Worked) -> None:
    verb = worked.verb
    if verb is None:
        return
    view, phrases, lexicon = work.view, work.phrases, work.lexicon
    candidates: list[int] = []
    seen: set[int] = set()
    for i in worked.draft.tokens:
        index = phrases.at[i]
        if index < 0 or index in seen or phrases.items[index].owner >= 0 or phrases.items[index].begin != i:
            continue
        seen.add(index)
        phrase = phrases.items[index]
        if phrase.prep >= 0:
            worked.found.append(Found("prepositional", index))
        elif view.tags[phrase.head] == "PRF" and _is_reflexive(work, worked, phrase.head):
            worked.reflexive = index
        elif i in worked.draft.asides or _is_second(view, worked.draft, phrase.begin):
            worked.found.append(Found("adverbial", index))
        elif candidates and _is_inserted(view, worked, phrase.begin):
            worked.found.append(Found("adverbial", index))  # only one phrase stands before the verb: this one goes with it
        else:
            candidates.append(index)
    worked.found.extend(assign(make_frame(view, phrases, lexicon, verb, worked.draft), candidates))
    _find_reflexive(worked)
    if verb.voice != "active":
        _find_agent(work, worked)


def _is_inserted(view: View, worked: Worked, begin: int) -> bool:
    """Whether the phrase stands behind a comma in the prefield, which a comma closes too: an apposition."""
    edge = worked.ranges.prefield[1]
    return begin < edge and worked.ranges.form == "verb-second" and not worked.draft.fronted and view.words[edge - 1] == ","


def _is_reflexive(work: Work, worked: Worked, pronoun: int) -> bool:
    """Whether the pronoun goes back to the subject: one of the first or second person needs such a subject in the clause."""
    person = work.lexicon.pronouns.get(work.view.lower[pronoun], (0, "3"))[1]
    if person[0] == "3":
        return True
    tokens = (i for i in worked.draft.tokens if i != pronoun and work.view.tags[i] == "PPER")
    known = [work.lexicon.pronouns.get(work.view.lower[i], (0, ""))[1] for i in tokens]
    return person in known or worked.draft.kind == "infinitive"


def _is_second(view: View, draft: Draft, begin: int) -> bool:
    """Whether a conjunction inside the clause stands before the phrase, which then takes up another one ("sondern Wein")."""
    return begin - 1 in draft.tokens and begin - 1 != draft.linker and view.tags[begin - 1] == "KON"


def _find_reflexive(worked: Worked) -> None:
    """A reflexive pronoun is the accusative, or the dative where another phrase is that."""
    if worked.reflexive >= 0:
        role = "accusative" if worked.role("accusative") < 0 else "dative" if worked.role("dative") < 0 else "adverbial"
        worked.found.append(Found(role, worked.reflexive, ["reflexive"]))


def _find_agent(work: Work, worked: Worked) -> None:
    """The phrase in a passive that names who acts: people first, otherwise the first one that is no time."""
    view, items = work.view, work.phrases.items
    options = [
        f for f in worked.found if f.role == "prepositional" and work.lexicon.is_word(view.lemmas[items[f.phrase].prep], "agent")
    ]
    heads = {f.phrase: items[f.phrase].head for f in options}
    options = [
        f for f in options if view.lemmas[heads[f.phrase]] not in work.lexicon.times and view.tags[heads[f.phrase]] != "CARD"
    ]
    free = [f for f in options if not _stands_behind_noun(work, f)]
    best = next((f for f in (*free, *options) if _acts(work, f)), free[0] if free else None)
    if best is not None:
        best.role, best.evidence = "agent", ["passive"]


def _stands_behind_noun(work: Work, found: Found) -> bool:
    """Whether a phrase with a preposition of its own stands right before ("wegen des Massakers von …")."""
    before = work.phrases.items[found.phrase].begin - 1
    index = work.phrases.at[before] if before >= 0 else -1
    return index >= 0 and work.phrases.items[index].prep >= 0 and work.view.tags[before] == "NN"


def _acts(work: Work, found: Found) -> bool:
    phrase = work.phrases.items[found.phrase]
    tag = work.view.tags[phrase.head]
    return phrase.is_pronoun or (tag == "NE" or work.lexicon.names_people(work.view.lemmas[phrase.head]))
