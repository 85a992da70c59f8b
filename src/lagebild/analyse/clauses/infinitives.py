"""Infinitives with their particle that stand in the clause of another verb without a comma: clauses of their own."""

from __future__ import annotations

from lagebild.analyse.clauses.draft import Draft
from lagebild.analyse.clauses.lexicon import ClauseLexicon
from lagebild.analyse.clauses.phrases import Phrases
from lagebild.analyse.clauses.view import NONFINITE, View


def split_infinitives(view: View, phrases: Phrases, lexicon: ClauseLexicon, drafts: list[Draft]) -> list[Draft]:
    """The clauses with an infinitive clause more for each verb that governs one without a comma."""
    found: list[Draft] = []
    for draft in drafts:
        found.append(draft)
        marks = [i for i in draft.tokens if view.tags[i] in ("PTKZU", "VVIZU")]
        if not marks or (draft.finite < 0 and not _has_other_verb(view, draft, marks)) or _is_raising(view, draft, lexicon):
            continue
        verb = _verb_at(view, draft, marks[0])
        if verb < 0 or draft.kind == "infinitive":
            continue
        inner = _own_tokens(view, phrases, draft, verb, marks[0])
        rest = [i for i in draft.tokens if i not in inner]
        if not rest:
            continue
        new = Draft("infinitive", "complement", sorted(inner), parent=draft, order=draft.order)
        draft.tokens = rest
        found.append(new)
    return found


def _has_other_verb(view: View, draft: Draft, marks: list[int]) -> bool:
    return any(view.tags[i] in NONFINITE and i not in marks and i - 1 not in marks for i in draft.tokens)


def _is_raising(view: View, draft: Draft, lexicon: ClauseLexicon) -> bool:
    """Whether the finite verb takes the infinitive into its own clause ("hat zu tun", "scheint zu gehen")."""
    if draft.finite < 0:
        return False
    form = view.lower[draft.finite]
    lemma = lexicon.auxiliaries[form].lemma if form in lexicon.auxiliaries else view.lemmas[draft.finite]
    other = [i for i in draft.tokens if view.tags[i] in NONFINITE and view.tags[i] != "VVIZU" and view.tags[i - 1] != "PTKZU"]
    return lexicon.has(lemma, "raising") and not other


def _verb_at(view: View, draft: Draft, mark: int) -> int:
    if view.tags[mark] == "VVIZU":
        return mark
    return mark + 1 if mark + 1 in draft.tokens and view.tags[mark + 1] in NONFINITE else -1


def _own_tokens(view: View, phrases: Phrases, draft: Draft, verb: int, mark: int) -> set[int]:
    """The infinitive with what the parser hangs from it, as far as that stands next to it."""
    own = {mark, verb}
    tokens = set(draft.tokens)
    k = min(own) - 1
    while k in tokens and view.tags[k] not in ("KOUS", "PRELS", "KON", "PPER") and k != draft.finite:
        index = phrases.at[k]
        begin = phrases.items[phrases.root(index)].begin if index >= 0 else k
        head = phrases.items[phrases.root(index)].head if index >= 0 else k
        if view.heads[head] not in own or begin not in tokens or begin <= draft.finite <= k:
            break
        own |= {i for i in range(begin, k + 1) if i in tokens}
        k = begin - 1
    return own
