"""Signs in the words of a piece that say which clause it belongs to."""

from __future__ import annotations

from lagebild.analyse.clauses.cells import NOM, PLURAL, SINGULAR
from lagebild.analyse.clauses.draft import Draft
from lagebild.analyse.clauses.lexicon import ClauseLexicon
from lagebild.analyse.clauses.phrases import Phrases
from lagebild.analyse.clauses.pieces import Piece, Start, start_of
from lagebild.analyse.clauses.view import FINITE, View

CONTENT = frozenset({"NN", "NE", "ADJD", "PIS"})


def opening(view: View, phrases: Phrases, lexicon: ClauseLexicon, piece: Piece) -> Start | None:
    """How the piece opens a clause; what looks like a preposition is a subjunction before another case than it governs."""
    start = start_of(view, piece.tokens, lexicon)
    first = piece.tokens[0]
    opener = lexicon.openers.get(view.lower[first])
    if start is not None or opener is None or opener.kind != "subordinate" or phrases.at[first] < 0:
        return start
    phrase = phrases.items[phrases.at[first]]
    governs = lexicon.prepositions.get(view.lower[first], 0)
    if phrase.prep == first and governs and not phrase.bare & governs:
        return Start("subordinate", first, opener.function)
    return None


def says(view: View, lexicon: ClauseLexicon, verb: int) -> bool:
    """Whether the verb reports words or thoughts."""
    return view.lemmas[verb] in lexicon.sayings


def is_said(view: View, lexicon: ClauseLexicon, draft: Draft) -> bool:
    """Whether the full verb of the clause reports words or thoughts, whatever its auxiliary."""
    return any(view.tags[i][:2] == "VV" and view.lemmas[i] in lexicon.sayings for i in draft.tokens)


def goes_on(view: View, lexicon: ClauseLexicon, piece: Piece) -> bool:
    """Whether a piece that begins with its verb goes on with the subject of the clause before: it is negated or set against it.

    "…, sagte der Minister" names who said the words before; "…, sagte aber nichts dazu" says what else somebody did.
    """
    return any(view.tags[i] == "PTKNEG" or lexicon.is_word(view.lower[i], "contrasting") for i in piece.tokens)


def has_nominative(view: View, phrases: Phrases, lexicon: ClauseLexicon, piece: Piece, verb: int) -> bool:
    """Whether a phrase that can be the subject by case and number stands behind the verb."""
    agreement = lexicon.agreement(view.lower[verb])
    singular = not agreement or any(a.endswith("s") for a in agreement)
    plural = not agreement or any(a.endswith("p") for a in agreement)
    for i in piece.tokens:
        index = phrases.at[i]
        if i <= verb or index < 0 or phrases.items[index].prep >= 0:
            continue
        phrase = phrases.items[index]
        cells = phrase.cells & NOM
        if (cells & PLURAL and plural) or (cells & SINGULAR and singular) or (cells and phrase.conjuncts and plural):
            return True
    return False


def count_parts(phrases: Phrases, tokens: list[int]) -> int:
    """How many phrases and adverbs stand among the tokens: more than one cannot stand before the verb of a main clause."""
    at = phrases.at
    roots = {phrases.root(at[i]) for i in tokens if at[i] >= 0}
    return len(roots) + sum(1 for i in tokens if at[i] < 0)


def hangs_from(view: View, draft: Draft, above: Draft) -> bool:
    """Whether the parser hangs the clause from something inside the other one."""
    inside, outer = set(draft.tokens), set(above.tokens)
    votes = [view.heads[i] for i in draft.tokens if view.heads[i] not in inside and view.heads[i] >= 0]
    return sum(head in outer for head in votes) * 2 > len(votes) or not votes


def ends_finite(view: View, lexicon: ClauseLexicon, piece: Piece, following: Piece | None) -> bool:
    """Whether what was taken for a participle is finite: no auxiliary comes, the next clause begins with its verb."""
    last = piece.tokens[-1]
    if view.tags[last] != "VVPP" or following is None or view.tags[following.tokens[0]] not in FINITE:
        return False
    return bool(lexicon.agreement(view.lower[last]))


def has_more_than_subject(view: View, draft: Draft) -> bool:
    """Whether something besides the subject stands in the clause, so that an infinitive behind a comma is a clause of its own."""
    return sum(1 for i in draft.tokens if view.tags[i] in CONTENT) > 1


def is_quoting_so(view: View, lexicon: ClauseLexicon, piece: Piece, finite: list[int]) -> bool:
    """Whether the piece begins with "so" and the verb ("so heißt es")."""
    return piece.tokens[1:2] == finite[:1] and lexicon.is_word(view.lower[piece.tokens[0]], "quoting-so")


def begins_with_verb(draft: Draft) -> bool:
    """Whether the clause begins with its finite verb."""
    return bool(draft.tokens) and draft.tokens[0] == draft.finite
