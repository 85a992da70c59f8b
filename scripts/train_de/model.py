"""The network in PyTorch, for training only: the runtime computes the same in NumPy.

Two bidirectional LSTM layers over word symbols and subword vectors (Plank et al. 2016 for the multi-task taggers, Dozat and
Manning 2017 for the biaffine arcs and labels).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy, leaky_relu
from words import MASKED, STYLES, Batch, Words

SYMBOL_WIDTHS = (80, 32, 32, 16, 48, 48)
VECTOR_WIDTH = 128
SYMBOL_DROP = (0.3, 0.15, 0.15, 0.1, 0.1, 0.1, 0.1)
HIDDEN, ARC, LABEL = 192, 256, 100
LOSS_WEIGHTS = {"tag": 0.5, "upos": 0.5, "Case": 0.5, "ner": 0.7}
FEATURE_WEIGHT = 0.25


class Encoder(nn.Module):
    """From word symbols and vectors to contextual states."""

    def __init__(self, sizes: Sequence[int], *, input_drop: float, state_drop: float, symbol_scale: float = 1.0) -> None:
        super().__init__()
        self.tables = nn.ModuleList(nn.Embedding(size + 2, width) for size, width in zip(sizes, SYMBOL_WIDTHS, strict=True))
        for table in self.tables:
            nn.init.normal_(table.weight, std=0.1)
        width = sum(SYMBOL_WIDTHS) + VECTOR_WIDTH
        self.hidden_word = nn.Parameter(torch.zeros(width))  # stands for a word that is masked
        self.styles = nn.Parameter(torch.zeros(len(STYLES), width))  # added to every word of a sentence
        self.layers = nn.ModuleList()
        for _ in range(2):
            pair = nn.ModuleList(nn.LSTM(width, HIDDEN, batch_first=True) for _ in "fb")
            for lstm in pair:
                _initialise(lstm)
            self.layers.append(pair)
            width = 2 * HIDDEN
        self.input_drop, self.state_drop, self.symbol_scale = input_drop, state_drop, symbol_scale

    def forward(
        self, ids: Tensor, vectors: Tensor, lengths: Tensor, *, styles: Tensor | None = None, hide: Tensor | None = None
    ) -> Tensor:
        """States [sentences, length, 2 * hidden].

        Args:
            ids: symbols of the words, `vectors` their subword vectors, `lengths` the number of words of each sentence.
            styles: indexes in STYLES by sentence; the first where not given.
            hide: marks [sentences, length] the words that the network must not see.
        """
        parts = [table(ids[:, :, i]) for i, table in enumerate(self.tables)] + [vectors]
        if self.training:
            parts = [_drop(part, rate * self.symbol_scale, token=True) for part, rate in zip(parts, SYMBOL_DROP, strict=True)]
        states = torch.cat(parts, -1)
        if hide is not None:
            states = torch.where(hide[:, :, None], self.hidden_word, states)
        states = states + (self.styles[:1] if styles is None else self.styles[styles])[:, None, :]
        steps = torch.arange(ids.shape[1])[None, :]
        turned = torch.where(steps < lengths[:, None], lengths[:, None] - 1 - steps, steps)[:, :, None]
        rate = self.input_drop
        for forward, backward in self.layers:
            if self.training:
                states = _drop(states, rate)
            right = forward(states)[0]
            left = backward(states.gather(1, turned.expand(-1, -1, states.shape[2])))[0]
            left = left.gather(1, turned.expand(-1, -1, HIDDEN))
            states = torch.cat([right, left], -1)
            rate = self.state_drop
        return _drop(states, self.state_drop) if self.training else states


def _initialise(lstm: nn.LSTM) -> None:
    nn.init.xavier_normal_(lstm.weight_ih_l0)
    for gate in range(4):
        nn.init.orthogonal_(lstm.weight_hh_l0.data[gate * HIDDEN : (gate + 1) * HIDDEN])
    nn.init.zeros_(lstm.bias_ih_l0)
    nn.init.zeros_(lstm.bias_hh_l0)
    lstm.bias_ih_l0.data[HIDDEN : 2 * HIDDEN] = 1


def _drop(values: Tensor, rate: float, *, token: bool = False) -> Tensor:
    """Dropout of one mask for all tokens of a sentence, or of whole tokens."""
    shape = (*values.shape[:2], 1) if token else (values.shape[0], 1, values.shape[2])
    return values * torch.bernoulli(torch.full(shape, 1 - rate)) / (1 - rate)


class Parser(nn.Module):
    """Tags, features, names, arcs and labels over the encoder's states."""

    def __init__(self, encoder: Encoder, labels: Mapping[str, Sequence[str]]) -> None:
        super().__init__()
        self.encoder = encoder
        self.labels = {name: list(values) for name, values in labels.items()}
        width = 2 * HIDDEN
        self.tags = nn.ModuleDict({name: nn.Linear(width, len(values)) for name, values in labels.items() if name != "rel"})
        self.root = nn.Parameter(torch.randn(1, width) * 0.07)
        self.projections = nn.ModuleDict(
            {name: nn.Linear(width, size) for name, size in (("ad", ARC), ("ah", ARC), ("rd", LABEL), ("rh", LABEL))}
        )
        for layer in (*self.tags.values(), *self.projections.values()):
            nn.init.xavier_normal_(layer.weight)
            nn.init.zeros_(layer.bias)
        self.arc = nn.Parameter(torch.randn(ARC, ARC) * 0.02)
        self.arc_bias = nn.Parameter(torch.zeros(ARC))
        self.relation = nn.Parameter(torch.randn(LABEL + 1, len(labels["rel"]), LABEL + 1) * 0.02)

    def project(self, states: Tensor, name: str) -> Tensor:
        values = leaky_relu(self.projections[name](states), 0.1)
        return _drop(values, self.encoder.state_drop) if self.training else values

    def arcs(self, states: Tensor, lengths: Tensor) -> Tensor:
        """Scores [sentences, dependent, head], head 0 is the root."""
        rooted = self.rooted(states)
        heads = self.project(rooted, "ah")
        scores = (self.project(states, "ad") @ self.arc) @ heads.transpose(1, 2) + (heads @ self.arc_bias)[:, None, :]
        alive = torch.arange(scores.shape[2])[None, :] <= lengths[:, None]
        return scores.masked_fill(~alive[:, None, :], -1e9)

    def relations(self, states: Tensor, heads: Tensor) -> Tensor:
        """Scores [sentences, dependent, relation] for given heads (0 is the root)."""
        governors = self.project(self.rooted(states), "rh")
        governors = governors.gather(1, heads.clamp(min=0)[:, :, None].expand(-1, -1, LABEL))
        dependents = _with_one(self.project(states, "rd"))
        flat = (dependents @ self.relation.reshape(LABEL + 1, -1)).view(*dependents.shape[:2], -1, LABEL + 1)
        return (flat @ _with_one(governors)[:, :, :, None])[..., 0]

    def rooted(self, states: Tensor) -> Tensor:
        return torch.cat([self.root.expand(len(states), 1, -1), states], 1)

    def loss(self, states: Tensor, lengths: Tensor, targets: Mapping[str, Tensor]) -> Tensor:
        total = states.new_zeros(())
        for name, head in self.tags.items():
            if name in targets:
                total = total + LOSS_WEIGHTS.get(name, FEATURE_WEIGHT) * _loss(head(states), targets[name])
        if "head" in targets:
            total = total + _loss(self.arcs(states, lengths), targets["head"])
            total = total + _loss(self.relations(states, targets["head"]), targets["rel"])
        return total


def _with_one(values: Tensor) -> Tensor:
    return torch.cat([values, values.new_ones((*values.shape[:2], 1))], -1)


def _loss(scores: Tensor, targets: Tensor) -> Tensor:
    known = targets != MASKED
    if not known.any():
        return scores.new_zeros(())
    return cross_entropy(scores[known], targets[known])


def tensors(batch: Batch, words: Words) -> tuple[Tensor, Tensor, Tensor]:
    """Symbol ids, vectors and lengths of a batch."""
    ids = torch.from_numpy(words.ids[batch.words].astype(np.int64))
    vectors = torch.from_numpy(words.vectors[batch.words])
    return ids, vectors, torch.from_numpy(batch.lengths)


def exported(parser: Parser) -> dict[str, np.ndarray]:
    """The weights by the names that `export` takes."""
    found: dict[str, np.ndarray] = {}

    def put(name: str, values: Tensor) -> None:
        found[name] = values.detach().numpy()

    for i, table in enumerate(parser.encoder.tables):
        put(f"e{i}", table.weight)
    for number, pair in enumerate(parser.encoder.layers):
        for way, lstm in zip("fb", pair, strict=True):
            put(f"W{number}{way}", lstm.weight_ih_l0.T)
            put(f"U{number}{way}", lstm.weight_hh_l0.T)
            bias = lstm.bias_ih_l0 + lstm.bias_hh_l0
            put(f"b{number}{way}", bias + lstm.weight_ih_l0 @ parser.encoder.styles[0] if number == 0 else bias)
    for name, head in parser.tags.items():
        put(f"t_{name}", head.weight.T)
        put(f"tb_{name}", head.bias)
    for name, layer in parser.projections.items():
        put(name, layer.weight.T)
        put(name + "b", layer.bias)
    put("root", parser.root)
    put("aU", parser.arc)
    put("aw", parser.arc_bias)
    put("rU", parser.relation)
    return found
