"""Coordinated phrases: which conjunctions and commas join phrases and not clauses."""

from __future__ import annotations

from dataclasses import dataclass, field

from lagebild.analyse.clauses.cells import cases_of, same_cases
from lagebild.analyse.clauses.lexicon import ClauseLexicon
from lagebild.analyse.clauses.phrases import Phrase, Phrases
from lagebild.analyse.clauses.view import FINITE, View


@dataclass(slots=True)
class Joints:
    """Tokens that lie inside a coordinated phrase: conjunctions and commas that part no clauses."""

    inner: set[int] = field(default_factory=set)


def coordinate(view: View, phrases: Phrases, lexicon: ClauseLexicon) -> Joints:
    """Link further conjuncts to the first one; returns the conjunctions and commas inside."""
    joints = Joints()
    for i, tag in enumerate(view.tags):
        if view.words[i] == "," and phrases.at[i] >= 0:
            joints.inner.add(i)
        if tag not in ("KON", "KOKOM") or not lexicon.is_word(view.lower[i], "linking"):
            continue
        if phrases.at[i] >= 0:
            joints.inner.add(i)
            continue
        _join(view, phrases, lexicon, i, joints)
    return joints


def _join(view: View, phrases: Phrases, lexicon: ClauseLexicon, i: int, joints: Joints) -> None:
    """Join the phrases on both sides of the conjunction at `i`, and those before it that are parted by commas."""
    right = _beginning_at(view, phrases, i + 1)
    left = _ending_at(phrases, i)
    if right is None or left is None:
        return
    is_list = _is_list(view, phrases, left)
    if not (is_list and _are_alike(view, phrases.items[left], phrases.items[right])) and not _fits(view, phrases, left, right, i):
        return
    comma = i
    chain = [left]
    while True:
        begin = phrases.items[chain[0]].begin
        comma = begin - 1
        if comma <= 0 or view.words[comma] != "," or comma in joints.inner:
            break
        previous = _ending_at(phrases, comma)
        if (
            previous is None
            or not _fits(view, phrases, previous, chain[0], comma)
            or _is_appositive(view, phrases, lexicon, previous, chain[0])
        ):
            break
        chain.insert(0, previous)
    first = chain[0]
    for member in [*chain[1:], right]:
        phrases.items[member].owner, phrases.items[member].link = first, "conjunct"
        phrases.items[first].conjuncts.append(member)
        joints.inner.add(phrases.items[member].begin - 1)
    _narrow(phrases, first)


def _is_list(view: View, phrases: Phrases, last: int) -> bool:
    """Whether commas alone part the phrase from another one before it: then what "and" adds ends a list."""
    begin = phrases.items[last].begin
    return begin > 1 and view.words[begin - 1] == "," and phrases.at[begin - 2] >= 0 and view.tags[begin - 2] in ("NE", "NN")


def _narrow(phrases: Phrases, first: int) -> None:
    """Conjuncts stand in one case: the first keeps the cases that all allow."""
    leader = phrases.items[first]
    for member in leader.conjuncts:
        leader.cells = same_cases(leader.cells, phrases.items[member].cells) or leader.cells


def _beginning_at(view: View, phrases: Phrases, i: int) -> int | None:
    """The phrase that begins at `i`, adverbs before it skipped."""
    for k in range(i, min(i + 3, len(view.tags))):
        if phrases.at[k] >= 0:
            return phrases.at[k] if phrases.items[phrases.at[k]].begin == k else None
        if view.tags[k] not in ("ADV", "PTKNEG"):
            return None
    return None


def _ending_at(phrases: Phrases, i: int) -> int | None:
    """The phrase whose last part ends right before `i`, without what it is an attribute or conjunct of."""
    if i <= 0 or phrases.at[i - 1] < 0:
        return None
    return phrases.at[i - 1]


def _fits(view: View, phrases: Phrases, left: int, right: int, at: int) -> bool:
    """Whether the two phrases can be conjuncts; the one on the left is replaced by what it hangs from where that fits better."""
    return _partner(view, phrases, left, right, at) is not None


def _partner(view: View, phrases: Phrases, left: int, right: int, at: int) -> int | None:
    second = phrases.items[right]
    if _starts_clause(view, phrases, right, at):
        return None
    return left if _are_alike(view, phrases.items[left], second) else None


def _starts_clause(view: View, phrases: Phrases, right: int, at: int) -> bool:
    """Whether a finite verb stands right behind the phrase and another one before the conjunction: a new main clause."""
    end = phrases.items[right].end
    while end < len(view.tags) and phrases.at[end] >= 0 and phrases.root(phrases.at[end]) == right:
        end += 1
    if end >= len(view.tags) or view.tags[end] not in FINITE:
        return False
    for k in range(at - 1, -1, -1):
        if view.tags[k] in FINITE:
            return True
        if view.tags[k] in ("KOUS", "PRELS", "PRELAT") or view.words[k] in (";", ":"):
            return False
    return False


def _are_alike(view: View, first: Phrase, second: Phrase) -> bool:
    if second.prep >= 0 and first.prep < 0:
        return False
    if first.prep >= 0 and second.prep < 0:
        return bool(set(cases_of(first.cells)) & set(cases_of(second.cells)))
    if first.is_pronoun != second.is_pronoun and view.tags[second.head] in ("PRELS", "PRF", "PWS"):
        return False
    return first.prep >= 0 or bool(set(cases_of(first.cells)) & set(cases_of(second.cells)))


def _is_appositive(view: View, phrases: Phrases, lexicon: ClauseLexicon, first: int, second: int) -> bool:
    """Whether the second phrase describes the first one ("Braun, ein Freund und Nachbar") rather than going on with a list."""
    one, other = phrases.items[first], phrases.items[second]

    def is_indefinite(phrase: Phrase) -> bool:
        return lexicon.determiners.get(view.lower[phrase.noun_begin], (0, ""))[1] == "indefinite"

    return is_indefinite(other) and not is_indefinite(one)
