"""UD German treebanks as one style: surface tokens (im = in + dem merged), hyphenated words whole, one label set."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

# Labels that the treebanks use differently or too rarely to be learned, and what they are taken for.
LABELS = {
    "acl:relcl": "acl", "det:poss": "det", "nmod:poss": "nmod", "flat:name": "flat", "cc:preconj": "cc", "obl:tmod": "obl",
    "obl:agent": "obl", "nsubj:outer": "nsubj", "iobj": "obl:arg", "advmod:arg": "advmod", "goeswith": "flat",
    "advcl:relcl": "advcl", "csubj:pass": "csubj", "reparandum": "dep", "vocative": "dep", "discourse": "dep",
    "dislocated": "dep", "list": "dep", "expl:pv": "obj",
}  # fmt: skip
TAGS = {"PAV": "PROAV", "PIDAT": "PIAT"}
NOMINAL = ("NOUN", "PROPN", "ADJ", "VERB", "NUM")


@dataclass(slots=True)
class Token:
    form: str
    lemma: str
    pos: str
    tag: str
    features: dict[str, str]
    head: int  # index in the sentence, -1 for the root
    relation: str
    space: bool = True


@dataclass(slots=True)
class Sentence:
    tokens: list[Token]
    source: str = ""
    text: str = field(default="")


def read_conllu(path: Path) -> Iterator[Sentence]:
    """Sentences whose tree is sound after merging contractions."""
    rows: list[list[str]] = []
    ranges: list[tuple[int, int, list[str]]] = []
    for line in [*path.read_text("utf-8").split("\n"), ""]:
        if not line:
            sentence = _merge_contractions(rows, ranges) if rows else None
            if sentence is not None:
                yield Sentence(sentence, path.stem, "".join(token.form for token in sentence))
            rows, ranges = [], []
        elif line[0] != "#":
            cells = line.split("\t")
            if "-" in cells[0]:
                first, last = cells[0].split("-")
                ranges.append((int(first), int(last), cells))
            elif "." not in cells[0]:
                rows.append(cells)


def _parse_features(text: str) -> dict[str, str]:
    return dict(part.split("=", 1) for part in text.split("|") if "=" in part)


def _merge_contractions(rows: list[list[str]], ranges: list[tuple[int, int, list[str]]]) -> list[Token] | None:
    heads = [int(row[6]) if row[6].isdigit() else 0 for row in rows]
    cover = {first: (last, cells) for first, last, cells in ranges}
    index_of: dict[int, int] = {}
    groups: list[tuple[list[int], str, bool]] = []
    number = 1
    while number <= len(rows):
        last, cells = cover.get(number, (number, rows[number - 1]))
        ids = list(range(number, last + 1))
        index_of.update((part, len(groups)) for part in ids)
        groups.append((ids, cells[1], "SpaceAfter=No" not in cells[9]))
        number = last + 1
    tokens: list[Token] = []
    for ids, surface, space in groups:
        # The part whose head lies outside stands for the whole.
        main = next((part for part in ids if heads[part - 1] not in ids), ids[0])
        row = rows[main - 1]
        features = _parse_features(row[5])
        for part in ids:
            for name, value in _parse_features(rows[part - 1][5]).items():
                features.setdefault(name, value)
        tag = "APPRART" if len(ids) > 1 and row[3] == "ADP" else TAGS.get(row[4], row[4])
        head = heads[main - 1]
        form = surface.replace(" ", "") or "_"
        relation = LABELS.get(row[7], row[7])
        tokens.append(Token(form, row[2], row[3], tag, features, index_of[head] if head else -1, relation, space))
    return tokens if is_tree(tokens) else None


def is_tree(tokens: Sequence[Token]) -> bool:
    if sum(token.head < 0 for token in tokens) != 1:
        return False
    for index in range(len(tokens)):
        seen: set[int] = set()
        node = index
        while node >= 0:
            if node in seen:
                return False
            seen.add(node)
            node = tokens[node].head
    return True


def merge_hyphens(tokens: list[Token]) -> list[Token] | None:
    """Words that GSD and PUD split at hyphens in one piece; None where that breaks the tree."""
    groups = _hyphen_groups(tokens)
    if len(groups) == len(tokens):
        return tokens
    group_of = {index: number for number, (first, last) in enumerate(groups) for index in range(first, last + 1)}
    merged = [_merge_group(tokens, first, last, group_of) for first, last in groups]
    return merged if is_tree(merged) else None


def _hyphen_groups(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    groups: list[tuple[int, int]] = []
    count = len(tokens)

    def is_tight(index: int) -> bool:
        return tokens[index + 1].form == "-" and not tokens[index].space

    index = 0
    while index < count:
        last = index
        while (
            last + 2 < count
            and is_tight(last)
            and not tokens[last + 1].space
            and tokens[last].form[-1:].isalnum()
            and tokens[last + 2].form[:1].isalnum()
        ):
            last += 2
        # A hyphen at the end of the first part of a coordination ("Haupt- und ...").
        if last + 1 < count and is_tight(last) and tokens[last + 1].space and (last > index or tokens[last].form[-1:].isalpha()):
            last += 1
        groups.append((index, last))
        index = last + 1
    return groups


def _merge_group(tokens: Sequence[Token], first: int, last: int, group_of: dict[int, int]) -> Token:
    parts = range(first, last + 1)
    outside = [i for i in parts if not first <= tokens[i].head <= last and tokens[i].form != "-"]
    main = tokens[outside[-1] if outside else last]
    token = Token(
        "".join(tokens[i].form for i in parts), main.lemma, main.pos, main.tag, dict(main.features),
        -1 if main.head < 0 else group_of[main.head], main.relation, tokens[last].space,
    )  # fmt: skip
    if first == last:
        return token
    end = tokens[last]
    token.lemma = "".join(tokens[i].form for i in range(first, last)) + (end.lemma if end.lemma not in ("_", "") else end.form)
    if end.form == "-":
        token.tag, token.lemma = "TRUNC", token.form
    elif end.pos in NOMINAL:
        token.pos, token.tag, token.features = end.pos, end.tag, dict(end.features) or token.features
        if (token.pos == "PROPN" or token.tag == "NE") and any(tokens[i].pos == "NOUN" for i in parts):
            token.pos, token.tag = "NOUN", "NN"
    return token


def load_treebank(path: Path) -> list[Sentence]:
    """Sentences of one treebank file with whole words."""
    found: list[Sentence] = []
    for sentence in read_conllu(path):
        if not path.stem.startswith(("hdt", "docs")):
            merged = merge_hyphens(sentence.tokens)
            if merged is None:
                continue
            sentence.tokens = merged
        found.append(sentence)
    return found
