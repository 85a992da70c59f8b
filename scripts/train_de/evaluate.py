"""Accuracy of the shipped German model on UD German GSD test (gold tokens, contractions and hyphens merged) and its speed.

Usage: python scripts/train_de/evaluate.py --treebank gsd-test.conllu [--texts FILE ...] [--errors N]
"""

from __future__ import annotations

import argparse
import os
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from treebank import Sentence, load_treebank

from lagebild.analyse.foundation import load_foundation
from lagebild.analyse.foundation.docs import Sentence as Predicted

CASED = ("NOUN", "PROPN", "PRON", "DET", "ADJ")
OPEN = ("NOUN", "VERB", "ADJ")
GROUPS = {
    "nsubj": ("nsubj", "nsubj:pass"),
    "obj": ("obj",),
    "subj+obj": ("nsubj", "nsubj:pass", "obj"),
    "obl:arg": ("obl:arg",),
    "nmod": ("nmod",),
    "appos": ("appos",),
    "conj": ("conj",),
    "ccomp": ("ccomp",),
    "compound:prt": ("compound:prt",),
}


def score(gold: Sequence[Sentence], predicted: Sequence[Predicted]) -> dict[str, float]:
    """Percentages: accuracies over tokens, F1 of attachments by group of relations."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    overlap: Counter[str] = Counter()

    def count(name: str, *, is_right: bool) -> None:
        total[name] += 1
        right[name] += is_right

    for sentence, guess in zip(gold, predicted, strict=True):
        for index, token in enumerate(sentence.tokens):
            head_right = guess.heads[index] == token.head
            count("UPOS", is_right=guess.pos[index] == token.pos)
            count("XPOS", is_right=guess.tags[index] == token.tag)
            count("UAS", is_right=head_right)
            count("LAS", is_right=head_right and guess.relations[index] == token.relation)
            features = dict(part.split("=") for part in guess.morphs[index].split("|") if part)
            for name in ("Case", "Number", "Gender"):
                if token.pos in CASED and name in token.features and "," not in token.features[name]:
                    count(name, is_right=features.get(name) == token.features[name])
            if token.pos != "PUNCT":
                same = guess.lemmas[index].lower() == token.lemma.lower()
                count("lemma", is_right=same)
                if token.pos in OPEN:
                    count("lemma NVA", is_right=same)
            _count_groups(overlap, token.relation, guess.relations[index], head_right=head_right)
    result = {name: 100 * right[name] / total[name] for name in total}
    for name in GROUPS:
        result[f"F1 {name}"] = 200 * overlap[name, "both"] / max(1, overlap[name, "gold"] + overlap[name, "guess"])
    return result


def _count_groups(overlap: Counter[str], gold: str, guess: str, *, head_right: bool) -> None:
    for name, group in GROUPS.items():
        overlap[name, "gold"] += gold in group
        overlap[name, "guess"] += guess in group
        same = gold == guess or {gold, guess} == {"nsubj", "nsubj:pass"}
        overlap[name, "both"] += head_right and gold in group and guess in group and same


def lemma_errors(gold: Sequence[Sentence], predicted: Sequence[Predicted]) -> Counter[tuple[str, str, str, str]]:
    return Counter(
        (token.form, guess.tags[index], token.lemma, guess.lemmas[index])
        for sentence, guess in zip(gold, predicted, strict=True)
        for index, token in enumerate(sentence.tokens)
        if token.pos != "PUNCT" and guess.lemmas[index].lower() != token.lemma.lower()
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--treebank", type=Path, required=True)
    parser.add_argument("--texts", type=Path, nargs="*", default=[], help="plain texts for the speed of text to Doc")
    parser.add_argument("--errors", type=int, default=0, help="print so many frequent lemma errors")
    args = parser.parse_args()
    foundation = load_foundation("de")
    gold = load_treebank(args.treebank)
    sentences = [[token.form for token in sentence.tokens] for sentence in gold]
    size = sum(map(len, sentences))
    begin = time.process_time()
    predicted = [result for at in range(0, len(sentences), 25) for result in foundation.parse_words(sentences[at : at + 25])]
    seconds = time.process_time() - begin
    for name, value in score(gold, predicted).items():
        print(f"{name:16s} {value:6.2f}")
    print(f"{size} gold tokens, {size / seconds:,.0f} tokens/s in groups of 25 sentences, words seen for the first time included")
    if args.texts:
        texts = [path.read_text("utf-8") for path in args.texts]
        for turn in ("cold", "warm"):
            begin = time.process_time()
            tokens = sum(len(doc) for doc in foundation.analyse_many(texts))
            print(f"{tokens} tokens of text, {turn}: {tokens / (time.process_time() - begin):,.0f} tokens/s, text to Doc")
    for error, times in lemma_errors(gold, predicted).most_common(args.errors):
        print(times, *error)


if __name__ == "__main__":
    main()
