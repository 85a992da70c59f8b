"""Trees of the TIGER treebank turned into Universal Dependencies.

In TIGER a preposition stands above its noun, an auxiliary above the verb, a copula above its predicate and a conjunction
above the member behind it. In Universal Dependencies it is the other way round. Which labels mean what is a table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from lagebild.lang.pack import LanguagePack

SUBJECT, PASSIVE_SUBJECT = "nsubj", "nsubj:pass"
AUXILIARY, PASSIVE, COPULA = "aux", "aux:pass", "cop"
CONJUNCT = "conj"
OTHER = "dep"
ORDER = ("conjunct", "phrase", "predicate", "verb")


@dataclass(frozen=True, slots=True)
class TigerRow:
    """A row of the table; tags are beginnings of STTS tags, () fits all."""

    label: str
    tags: tuple[str, ...]
    head_tags: tuple[str, ...]
    change: str
    relation: str

    def fits(self, label: str, tag: str, head_tag: str) -> bool:
        """Whether the row speaks of this label between these tags."""
        return (
            label == self.label
            and (not self.tags or tag.startswith(self.tags))
            and (not self.head_tags or head_tag.startswith(self.head_tags))
        )


@dataclass(frozen=True, slots=True)
class TigerRows:
    """The table, and the forms of the verbs that make a passive or a copula."""

    rows: tuple[TigerRow, ...]
    passive: frozenset[str]
    copula: frozenset[str]


@dataclass(slots=True)
class Tree:
    """A sentence under change: lower-case words, STTS tags, heads (-1 is the root), TIGER labels.

    `shapes` are the tags that say what kind of clause or phrase a token heads: a participle that took the place of a finite
    auxiliary heads a finite clause.
    """

    words: Sequence[str]
    tags: Sequence[str]
    heads: list[int]
    labels: list[str]
    shapes: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.shapes = list(self.tags)


def load_tiger_rows(pack: LanguagePack) -> TigerRows:
    """The table of a pack."""
    columns = ("label", "tag", "head_tag", "change", "relation")
    rows = pack.table("foundation/tiger", columns=columns)
    verbs = pack.settings("foundation")["tiger"]
    return TigerRows(
        tuple(TigerRow(row["label"], row.many("tag"), row.many("head_tag"), row["change"], row["relation"]) for row in rows),
        frozenset(verbs["passive"]),
        frozenset(verbs["copula"]),
    )


def convert(tree: Tree, rows: TigerRows) -> tuple[list[int], list[str]]:
    """Heads and relations of Universal Dependencies."""
    fixed: dict[int, str] = {}
    for change in ORDER:
        # The deepest first: "hätte getan werden müssen" turns around from its end.
        for index in sorted(range(len(tree.heads)), key=lambda i: -_depth(tree.heads, i)):
            while index not in fixed and _turn(tree, rows, index, change, fixed):
                pass  # the verb climbs over one auxiliary after another
    relations = [fixed.get(index) or _relation(tree, rows, index) for index in range(len(tree.heads))]
    _flatten(tree.heads, relations)
    _mark_passives(tree.heads, relations)
    return tree.heads, relations


def _turn(tree: Tree, rows: TigerRows, index: int, change: str, fixed: dict[int, str]) -> bool:
    """Let a token take the place of its head where the table says so; whether it did."""
    head = tree.heads[index]
    row = _row(tree, rows, index) if head >= 0 and head not in fixed else None
    if row is None or row.change != change or not _applies(tree, rows, index, head, change):
        return False
    _swap(tree, index, head)
    fixed[head] = _function(tree, rows, index, head, row)
    if change == "conjunct":
        tree.labels[index] = row.label
    elif change != "phrase":
        tree.shapes[index] = tree.shapes[head]
    return True


def _row(tree: Tree, rows: TigerRows, index: int) -> TigerRow | None:
    head = tree.heads[index]
    head_tag = tree.tags[head] if head >= 0 else ""
    return next((row for row in rows.rows if row.fits(tree.labels[index], tree.tags[index], head_tag)), None)


def _relation(tree: Tree, rows: TigerRows, index: int) -> str:
    """The relation of a token that keeps its place; rows with a change do not speak of it."""
    head = tree.heads[index]
    head_tag = tree.shapes[head] if head >= 0 else ""
    label, tag = tree.labels[index], tree.shapes[index]
    return next((row.relation for row in rows.rows if not row.change and row.fits(label, tag, head_tag)), OTHER)


def _applies(tree: Tree, rows: TigerRows, index: int, head: int, change: str) -> bool:
    if change == "predicate":
        return tree.words[head] in rows.copula
    if change == "phrase":  # only one word can take the place of a preposition
        return not any(tree.heads[other] == head and tree.labels[other] == tree.labels[index] for other in range(index))
    return True


def _swap(tree: Tree, index: int, head: int) -> None:
    """`index` takes the place of its head; the head and all that hung from it hang from `index`."""
    for other, above in enumerate(tree.heads):
        if above == head and other != index:
            tree.heads[other] = index
    tree.heads[index], tree.labels[index] = tree.heads[head], tree.labels[head]
    tree.heads[head] = index


def _function(tree: Tree, rows: TigerRows, index: int, head: int, row: TigerRow) -> str:
    is_participle = tree.tags[index].endswith("PP")
    return PASSIVE if row.relation == AUXILIARY and is_participle and tree.words[head] in rows.passive else row.relation


def _flatten(heads: list[int], relations: list[str]) -> None:
    """All members of a coordination hang from the first one."""
    for index, relation in enumerate(relations):
        while relation == CONJUNCT and heads[index] >= 0 and relations[heads[index]] == CONJUNCT and heads[heads[index]] >= 0:
            heads[index] = heads[heads[index]]


def _mark_passives(heads: list[int], relations: list[str]) -> None:
    passive = {heads[index] for index, relation in enumerate(relations) if relation == PASSIVE}
    for index, relation in enumerate(relations):
        if relation == SUBJECT and heads[index] in passive:
            relations[index] = PASSIVE_SUBJECT


def _depth(heads: Sequence[int], index: int) -> int:
    depth = 0
    while heads[index] >= 0 and depth <= len(heads):
        index = heads[index]
        depth += 1
    return depth
