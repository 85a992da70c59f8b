"""A spaCy pipeline of the user's in place of our tagger and parser: `spacy:NAME`.

Words and sentences stay ours. Labels of Universal Dependencies are taken over; those of the TIGER treebank are turned
into Universal Dependencies, where nouns stand above their prepositions and verbs above their auxiliaries.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from lagebild.analyse.foundation.parsers import FEATURES, Parsed
from lagebild.analyse.foundation.tiger import Tree, convert, load_tiger_rows
from lagebild.errors import InputError
from lagebild.lang.pack import LanguagePack

PREFIX = "spacy:"
ROOT, OTHER, BESIDE = "root", "dep", "parataxis"
NOT_NEEDED = ("ner", "lemmatizer", "senter")


@dataclass(frozen=True, slots=True)
class Tables:
    """How labels and tags of pipelines are read."""

    tags: dict[str, tuple[str, str]]  # tag -> our tag, UPOS
    relations: dict[str, str]  # label of Universal Dependencies -> our relation
    tiger: frozenset[str]  # labels that only TIGER has


def load_parser(name: str, pack: LanguagePack) -> SpacyParser:
    """The parser that "spacy:NAME" stands for; NAME is an installed package or a folder.

    Raises:
        InputError: if the name has another form, the pipeline is not installed, or it sets no tags or no dependencies.
    """
    if not name.startswith(PREFIX) or name == PREFIX:
        raise InputError(f"{name!r} is no parser; write spacy:NAME with the name of an installed spaCy pipeline")
    title = name.removeprefix(PREFIX)
    try:
        nlp = spacy.load(title, exclude=NOT_NEEDED)
    except (OSError, ImportError, ValueError) as exc:
        problem = str(exc).split("\n", 1)[0]
        raise InputError(f"the spaCy pipeline {title!r} cannot be loaded; is it installed? ({problem})") from exc
    return SpacyParser(nlp, pack, title=title)


class SpacyParser:
    """Tags and parses our words by a spaCy pipeline."""

    def __init__(self, nlp: Language, pack: LanguagePack, *, title: str) -> None:
        self._nlp = nlp
        self.title = title
        self._tables = load_tables(pack)
        self._tiger_rows = load_tiger_rows(pack)
        self._is_tiger = _label_set(_declared_labels(nlp), self._tables)
        probe = next(iter(self._read([["1", "."]])))
        for attribute, component in (("TAG", "tagger"), ("DEP", "parser")):
            if not probe.has_annotation(attribute):
                raise InputError(
                    f"the spaCy pipeline {title!r} has no {component}; its components are {', '.join(nlp.pipe_names) or 'none'}"
                )

    def parse(self, sentences: Sequence[Sequence[str]]) -> list[Parsed]:
        """One result for every sentence."""
        docs = self._read(sentences)
        if self._is_tiger is None:
            self._is_tiger = _label_set({token.dep_ for doc in docs for token in doc}, self._tables)
        return [self._parsed(doc) for doc in docs]

    def _read(self, sentences: Sequence[Sequence[str]]) -> list[Doc]:
        blank = partial(Doc, self._nlp.vocab)
        return list(self._nlp.pipe([blank(words=list(sentence)) for sentence in sentences]))

    def _parsed(self, doc: Doc) -> Parsed:
        known = [self._tables.tags.get(token.tag_, (token.tag_, "X")) for token in doc]
        tags = [tag for tag, _ in known]
        pos = [token.pos_ or upos for token, (_, upos) in zip(doc, known, strict=True)]
        heads = [-1 if token.head.i == token.i else token.head.i for token in doc]
        labels = [token.dep_ for token in doc]
        if self._is_tiger:
            heads, relations = convert(Tree([token.text.lower() for token in doc], tags, heads, labels), self._tiger_rows)
        else:
            relations = [self._relation(label) for label in labels]
        one_root(heads, relations)
        return Parsed(tags, pos, [_features(token) for token in doc], heads, relations)

    def _relation(self, label: str) -> str:
        relations = self._tables.relations
        return relations.get(label) or relations.get(label.split(":", 1)[0], OTHER)


def _features(token: Any) -> dict[str, str]:
    found = token.morph.to_dict()
    return {name: found[name] for name in FEATURES if name in found and "," not in found[name]}


def load_tables(pack: LanguagePack) -> Tables:
    """The tables of tags and relations of a pack."""
    tags = pack.table("foundation/tags", columns=("tag", "as", "upos"))
    relations = {row["label"]: row["relation"] for row in pack.table("foundation/relations", columns=("label", "relation"))}
    tiger = {row.label for row in load_tiger_rows(pack).rows} - set(relations)
    return Tables({row["tag"]: (row["as"], row["upos"]) for row in tags}, relations, frozenset(tiger))


def _declared_labels(nlp: Language) -> set[str]:
    return {label for name, labels in nlp.pipe_labels.items() if "parser" in name for label in labels}


def _label_set(labels: set[str], tables: Tables) -> bool | None:
    """Whether labels are TIGER's; None where they belong to both sets.

    Raises:
        InputError: if none of the labels is known.
    """
    plain = {label.split("||", 1)[-1] for label in labels} - {""}
    if plain & tables.tiger:
        return True
    ours = plain - {row for row in plain if row not in tables.relations}
    if plain and not ours:
        raise InputError(f"the labels of the parser are neither Universal Dependencies nor TIGER: {', '.join(sorted(plain)[:5])}")
    return False if ours - {"ROOT", "punct", "dep", "cc"} else None


def one_root(heads: list[int], relations: list[str]) -> None:
    """Make one tree of the heads, in place: further roots stand beside the first, tokens in a circle hang from it."""
    roots = [index for index, head in enumerate(heads) if head < 0]
    first = roots[0] if roots else 0
    heads[first], relations[first] = -1, ROOT
    for index in roots[1:]:
        heads[index], relations[index] = first, BESIDE
    reached = {first}
    for index in range(len(heads)):
        path: list[int] = []
        node = index
        while node not in reached and node not in path:
            path.append(node)
            node = heads[node]
        if node not in reached:
            heads[node], relations[node] = first, OTHER
        reached.update(path)
