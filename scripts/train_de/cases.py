"""Cases for gold trees that lack them, from the lexicon and from what governs the word."""

from __future__ import annotations

from treebank import Token

from lagebild.analyse.foundation.lexicon import Lexicon

NAMES = {"N": "Nom", "G": "Gen", "D": "Dat", "A": "Acc"}
ALL = frozenset(NAMES.values())
WORDS = {
    "Dat": "aus bei mit nach seit von zu ab gegenüber entgegen außer samt mitsamt nahe gemäß zufolge entsprechend binnen "
    "zuliebe im am vom zum zur beim",
    "Acc": "durch für gegen ohne um bis per pro wider je ins ans aufs durchs fürs ums übers",
    "Acc Dat": "in an auf über unter vor hinter neben zwischen entlang",
    "Gen Dat": "wegen während trotz aufgrund infolge innerhalb außerhalb anhand angesichts bezüglich hinsichtlich mangels "
    "mithilfe mittels oberhalb seitens statt anstatt anstelle unterhalb zugunsten laut dank einschließlich inklusive "
    "anlässlich jenseits namens zwecks ungeachtet",
}
GOVERNMENT = {word: set(cases.split()) for cases, words in WORDS.items() for word in words.split()}
COMPARISON = ("als", "wie")
GOVERNED = ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "X")
INFLECTED = ("NOUN", "PROPN", "PRON", "DET", "ADJ")


def lexicon_cases(form: str, lexicon: Lexicon) -> set[str]:
    symbols = lexicon.word_class(form).inflection.split()
    return {NAMES[symbol[0]] for symbol in symbols if len(symbol) == 2 and symbol[0] in NAMES and symbol[1] in "sp-"}


def impute_cases(tokens: list[Token], lexicon: Lexicon) -> None:
    """Fill in missing cases, heads before dependents, each noun together with its determiners and adjectives."""
    children: list[list[int]] = [[] for _ in tokens]
    for index, token in enumerate(tokens):
        if token.head >= 0:
            children[token.head].append(index)
    done: dict[int, str] = {}
    for index in sorted(range(len(tokens)), key=lambda i: _depth(tokens, i)):
        token = tokens[index]
        if token.pos not in GOVERNED or (token.relation in ("det", "amod") and tokens[token.head].pos in (*INFLECTED, "NUM")):
            continue
        below = children[index]
        if token.pos in ("ADJ", "X", "NUM") and token.tag != "ADJA" and not any(tokens[i].relation == "det" for i in below):
            continue
        group = [index, *(i for i in below if tokens[i].relation in ("det", "amod") and tokens[i].tag != "ADJD")]
        case = _group_case(tokens, index, group, below, done, lexicon)
        if case is not None:
            done[index] = case
            for member in group:
                if tokens[member].pos in INFLECTED and tokens[member].tag != "ADJD":
                    tokens[member].features.setdefault("Case", case)
            for child in below:
                if tokens[child].relation == "flat" and tokens[child].pos in ("PROPN", "NOUN"):
                    tokens[child].features.setdefault("Case", case)


def _group_case(
    tokens: list[Token], index: int, group: list[int], below: list[int], done: dict[int, str], lexicon: Lexicon
) -> str | None:
    known = {tokens[i].features["Case"] for i in group if "Case" in tokens[i].features}
    if known:
        return known.pop() if len(known) == 1 else None
    possible = set(ALL)
    for member in group:
        narrowed = possible & lexicon_cases(tokens[member].form, lexicon)
        possible = narrowed or possible
    prepositions = [tokens[i] for i in below if tokens[i].relation == "case" and tokens[i].form.lower() not in COMPARISON]
    governed = _governed_cases(tokens, index, below, prepositions, possible, done)
    if governed:
        possible = possible & governed or governed
    if len(possible) == 1:
        return possible.pop()
    if not governed:
        return None
    order = ("Dat", "Acc", "Nom", "Gen") if prepositions else ("Nom", "Acc", "Dat", "Gen")
    return next(case for case in order if case in possible)


def _governed_cases(
    tokens: list[Token], index: int, below: list[int], prepositions: list[Token], possible: set[str], done: dict[int, str]
) -> set[str]:
    token = tokens[index]
    if prepositions:
        if len(prepositions) == 1 and "Case" in prepositions[0].features:
            return {prepositions[0].features["Case"].split(",")[0]}
        return GOVERNMENT.get(prepositions[0].form.lower(), set())
    if token.relation in ("conj", "appos", "flat") and token.head in done:
        return {done[token.head]}
    if token.relation == "root" or any(tokens[i].relation == "cop" for i in below):
        return {"Nom"}
    if token.relation == "obj":
        return {"Acc"} if "Acc" in possible else {"Dat", "Gen"}
    if token.relation == "nmod":
        return {"Gen"} & possible
    compared = any(tokens[i].form.lower() in COMPARISON for i in below if tokens[i].relation in ("case", "mark"))
    if token.relation == "xcomp" or compared:
        return {"Nom", "Acc"}
    return {
        "nsubj": {"Nom"}, "nsubj:pass": {"Nom"}, "csubj": {"Nom"}, "obl:arg": {"Dat", "Gen"}, "obl": {"Acc", "Gen", "Dat"},
    }.get(token.relation, set())  # fmt: skip


def _depth(tokens: list[Token], index: int) -> int:
    depth = 0
    while tokens[index].head >= 0:
        index = tokens[index].head
        depth += 1
    return depth
