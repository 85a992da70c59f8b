"""A sentence cut into pieces: stretches without a mark between clauses, cut further where a clause begins without one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from lagebild.analyse.clauses.coordination import Joints
from lagebild.analyse.clauses.lexicon import ClauseLexicon
from lagebild.analyse.clauses.view import FINITE, FULL_NONFINITE, NONFINITE, PREPOSITIONS, QUOTES, View

DASHES = frozenset({"–", "-", "—", "--"})
OPENING, CLOSING = frozenset("([{"), frozenset(")]}")
RELATIVE = frozenset({"PRELS", "PRELAT"})
QUESTION = frozenset({"PWS", "PWAV", "PWAT"})
OPENER_ZONE = 4  # tokens at the beginning of a piece in which its opener stands
SKIPPED = frozenset({"KON", "ADV", "PTKNEG", "KOKOM", "PROAV", "$("})


@dataclass(slots=True)
class Piece:
    """Tokens without a separator between them; `before` is the separator in front ("" after a cut inside a stretch)."""

    tokens: list[int]
    before: str
    shares_verb: bool = False  # its finite verb stands in the piece that it is coordinated with


@dataclass(frozen=True, slots=True)
class Start:
    """How a piece opens a clause: kind and the token that says so."""

    kind: str
    token: int
    function: str


def cut_runs(view: View, joints: Joints) -> list[tuple[list[Piece], bool]]:
    """The pieces of the sentence itself and of each parenthesis in it."""
    outer: list[Piece] = []
    runs: list[tuple[list[Piece], bool]] = [(outer, False)]
    stack = [outer]
    dashes = [i for i, word in enumerate(view.words) if word in DASHES and view.tags[i][0] == "$"]
    paired = set(dashes) if len(dashes) == 2 else set()
    before, current = "", []
    for i, word in enumerate(view.words):
        if view.tags[i][0] != "$":
            current.append(i)
            continue
        if word[:1] in QUOTES or i in joints.inner:
            continue
        if current:
            stack[-1].append(Piece(current, before))
            current = []
        before = word
        opens = word in OPENING or (i in paired and i == dashes[0])
        if opens:
            inner: list[Piece] = []
            runs.append((inner, True))
            stack.append(inner)
        elif (word in CLOSING or (i in paired and i == dashes[1])) and len(stack) > 1:
            stack.pop()
    if current:
        stack[-1].append(Piece(current, before))
    return [(pieces, is_aside) for pieces, is_aside in runs if pieces]


def start_of(view: View, tokens: Sequence[int], lexicon: ClauseLexicon) -> Start | None:
    """How the tokens open a subordinate, relative or infinitive clause; None where they do not."""
    tags = view.tags
    for position, i in enumerate(tokens[:OPENER_ZONE]):
        tag, lower = tags[i], view.lower[i]
        opener = lexicon.openers.get(lower)
        if opener is not None and opener.kind == "infinitive" and tag in ("KOUI", "APPR", "KOUS"):
            if position + 1 < len(tokens) and tags[tokens[position + 1]] == "KOUS":
                continue
            if tag == "KOUI" or (_has_zu(view, tokens) and not _has_finite(view, tokens)):
                return Start("infinitive", i, opener.function)
        if tag in ("KOUS", "KOUI") or (tag in ("KOKOM", "PROAV") and opener is not None and _is_verb_last(view, tokens)):
            return Start("subordinate", i, opener.function if opener is not None else "adverbial")
        if (
            tag == "APPR"
            and position == 0
            and opener is not None
            and opener.kind == "subordinate"
            and (_has_cluster(view, tokens) or _is_crowded(view, tokens))
        ):
            return Start("subordinate", i, opener.function)
        if tag in RELATIVE and not _is_article(view, tokens, position):
            return Start("relative", i, "attribute")
        if tag in QUESTION:
            if _is_verb_second(view, tokens, position):
                return None
            return Start("subordinate", i, "complement")
        is_behind_comma = tokens[0] > 0 and view.words[tokens[0] - 1] == ","
        if (
            tag in ("PDS", "ART")
            and position <= 1
            and is_behind_comma
            and (_has_cluster(view, tokens) or (tag == "PDS" and _is_verb_last(view, tokens) and len(tokens) > 2))
        ):
            return Start("relative", i, "attribute")
        if tag not in SKIPPED and tag not in PREPOSITIONS:
            return None
    return None


def _has_cluster(view: View, tokens: Sequence[int]) -> bool:
    """Whether the piece ends with a participle or infinitive and the finite verb behind it: no main clause does."""
    return len(tokens) > 3 and view.tags[tokens[-1]] in ("VAFIN", "VMFIN") and view.tags[tokens[-2]] in NONFINITE


def _is_crowded(view: View, tokens: Sequence[int]) -> bool:
    """Whether the piece ends with its only finite verb and several nouns or pronouns stand before it."""
    finite = [i for i in tokens if view.tags[i] in FINITE]
    bare = [i for i in tokens if view.tags[i] in ("NN", "NE", "PPER") and not (i and view.tags[i - 1] in PREPOSITIONS)]
    return len(finite) == 1 and finite[0] == tokens[-1] and len(bare) > 1


def _is_article(view: View, tokens: Sequence[int], position: int) -> bool:
    """Whether what was taken for a relative pronoun is an article: noun and finite verb follow, and more behind that."""
    following = [view.tags[i] for i in tokens[position + 1 : position + 5]]
    if position or len(following) < 3 or following[0] not in ("NN", "ADJA"):
        return False
    noun = next((k for k, tag in enumerate(following) if tag == "NN"), -1)
    return (
        0 <= noun < 3
        and following[noun + 1 : noun + 2] != []
        and following[noun + 1] in FINITE
        and len(tokens) > position + noun + 4
    )


def _has_finite(view: View, tokens: Sequence[int]) -> bool:
    return any(view.tags[i] in FINITE for i in tokens)


def _has_zu(view: View, tokens: Sequence[int]) -> bool:
    return any(view.tags[i] in ("PTKZU", "VVIZU") for i in tokens)


def has_zu(view: View, tokens: Sequence[int]) -> bool:
    """Whether an infinitive with its particle stands among the tokens."""
    return _has_zu(view, tokens)


def _is_verb_last(view: View, tokens: Sequence[int]) -> bool:
    """Whether the finite verb stands at the end, or only prepositional phrases follow it."""
    finite = [k for k, i in enumerate(tokens) if view.tags[i] in FINITE]
    if not finite:
        return False
    rest = tokens[finite[-1] + 1 :]
    return finite[-1] >= 2 and (not rest or view.tags[rest[0]] in PREPOSITIONS or all(view.tags[i] in NONFINITE for i in rest))


def _is_verb_second(view: View, tokens: Sequence[int], opener: int) -> bool:
    """Whether a question word opens a main clause: the finite verb follows its phrase and something follows the verb."""
    for k in range(opener + 1, min(opener + 4, len(tokens))):
        tag = view.tags[tokens[k]]
        if tag in FINITE:
            return (
                k + 1 < len(tokens)
                and (k == opener + 1 or view.tags[tokens[opener]] == "PWAT" or k <= opener + 2)
                and not (tokens[0] > 0 and view.words[tokens[0] - 1] == "," and k + 1 >= len(tokens))
            )
        if tag not in ("NN", "ADJA", "NE", "ADJD", "ADV"):
            return False
    return False


def cut_inside(view: View, piece: Piece, joints: Joints, lexicon: ClauseLexicon) -> list[Piece]:
    """The piece cut where a further clause begins inside it without a comma."""
    tokens = piece.tokens
    start = start_of(view, tokens, lexicon)
    finite = [k for k, i in enumerate(tokens) if view.tags[i] in FINITE]
    if start is not None and len(finite) > 1:
        finite = _without_infinitives(view, tokens, finite, lexicon)
    cuts: set[int] = set()
    shared: set[int] = set()
    for k in range(OPENER_ZONE - 1, len(tokens)):
        if view.tags[tokens[k]] == "KOUS" and view.tags[tokens[k - 1]] not in ("KON", "KOKOM", "KOUI", "APPR", "KOUS"):
            cuts.add(k - 1 if view.tags[tokens[k - 1]] == "ADV" else k)
    for first, second in pairwise(finite):
        cut = _between(view, tokens, first, second, joints, is_last=start is not None)
        if cut is not None:
            cuts.add(cut)
    _cut_predicates(view, tokens, finite, cuts, shared)
    edges = [0, *sorted(c for c in cuts if 0 < c < len(tokens)), len(tokens)]
    pieces = [Piece(tokens[a:b], piece.before if a == 0 else "", shares_verb=a in shared) for a, b in pairwise(edges)]
    return [p for p in pieces if p.tokens]


def _without_infinitives(view: View, tokens: list[int], finite: list[int], lexicon: ClauseLexicon) -> list[int]:
    """The finite verbs but for infinitives that look like plurals and share the auxiliary at the end of the clause."""
    last = tokens[finite[-1]]
    lemma = view.lemmas[last]
    if view.tags[last] not in ("VAFIN", "VMFIN") or not (lexicon.has(lemma, "modal") or lexicon.has(lemma, "passive")):
        return finite
    for k in finite[:-1]:
        i = tokens[k]
        if (
            view.tags[i] == "VVFIN"
            and view.lemmas[i] == view.lower[i]
            and k + 1 < len(tokens)
            and view.tags[tokens[k + 1]] == "KON"
        ):
            view.tags[i] = "VVINF"
    return [k for k in finite if view.tags[tokens[k]] in FINITE]


def _between(view: View, tokens: list[int], first: int, second: int, joints: Joints, *, is_last: bool) -> int | None:
    """Where the clause of the second finite verb begins; None where both verbs belong to one cluster."""
    links = [k for k in range(first + 1, second) if view.tags[tokens[k]] == "KON"]
    if is_last and links and links[0] == first + 1:
        return links[0]
    free = [k for k in links if tokens[k] not in joints.inner]
    if free:
        return free[-1]
    if links:
        joints.inner.discard(tokens[links[-1]])
        return links[-1]
    if is_last:
        return first + 1
    return None


def _cut_predicates(view: View, tokens: list[int], finite: list[int], cuts: set[int], shared: set[int]) -> None:
    """Cut between coordinated participles or infinitives that share their finite verb."""
    if len(finite) > 1:
        return
    for k in range(1, len(tokens) - 1):
        i = tokens[k]
        before = tokens[k - 1]
        if (
            view.tags[i] != "KON"
            or view.tags[before] not in FULL_NONFINITE
            or k in cuts
            or view.words[before] != view.lower[before]
        ):
            continue
        later = [
            j for j in range(k + 1, len(tokens)) if view.tags[tokens[j]] in FULL_NONFINITE or view.tags[tokens[j]] == "VAINF"
        ]
        if not later or (later[0] == k + 1 and view.tags[tokens[k - 1]] != view.tags[tokens[later[0]]]):
            continue
        cuts.add(k)
        shared.add(k if not finite or finite[0] < k else 0)
