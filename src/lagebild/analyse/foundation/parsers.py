"""What tags and parses: words in, tags, features and a tree out. Our own network, or any spaCy pipeline that a user has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from lagebild.analyse.foundation.network import Floats, Network
from lagebild.model.quick import quick

FEATURES = ("Case", "Gender", "Mood", "Number", "Person", "PronType", "Tense", "VerbForm")
ABSENT = "-"


@quick
@dataclass(frozen=True, slots=True)
class Parsed:
    """Annotations of one sentence, a value per token: STTS tags, UPOS, features, UD heads (-1 is the root) and relations.

    Tokens may share one mapping of features, so it is never changed in place.
    """

    tags: list[str]
    pos: list[str]
    features: Sequence[Mapping[str, str]]
    heads: list[int]
    relations: list[str]
    names: Floats | None = None  # log-probabilities of labels of names, a row per token


class Parser(Protocol):
    """Tags and parses sentences whose words are given."""

    def parse(self, sentences: Sequence[Sequence[str]]) -> list[Parsed]:
        """One result for every sentence; sentences have at least one word."""


class NetworkParser:
    """The tagger and parser that comes with the language."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._features: dict[tuple[int, ...], dict[str, str]] = {}  # by the labels of all features: a few hundred

    def parse(self, sentences: Sequence[Sequence[str]]) -> list[Parsed]:
        """One result for every sentence."""
        parse = self._network.parse(sentences)
        labels = self._network.labels
        columns = {name: [labels[name][index] for index in parse.tags[name].tolist()] for name in ("tag", "upos")}
        relations = [labels["relation"][index] for index in parse.relations.tolist()]
        heads: list[int] = parse.heads.tolist()
        rows = list(zip(*(parse.tags[name].tolist() for name in FEATURES), strict=True))
        for row in set(rows).difference(self._features):
            self._features[row] = self._read(row)
        features = [self._features[row] for row in rows]
        result: list[Parsed] = []
        begin = 0
        for sentence in sentences:
            span = slice(begin, begin + len(sentence))
            names = parse.names[span] if parse.names is not None else None
            result.append(
                Parsed(columns["tag"][span], columns["upos"][span], features[span], heads[span], relations[span], names)
            )
            begin += len(sentence)
        return result

    def _read(self, row: tuple[int, ...]) -> dict[str, str]:
        """The features that a token has, by the numbers of their labels."""
        labels = self._network.labels
        named = ((name, labels[name][index]) for name, index in zip(FEATURES, row, strict=True))
        return {name: value for name, value in named if value != ABSENT}
