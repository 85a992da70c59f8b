"""Training data of one style from four German UD sources and our own; the GSD test set is only read to keep its sentences out.

What the treebanks lack is filled in: STTS tags of PUD (from the other treebanks by part of speech, form and relation),
cases of HDT (from the lexicon and government). What they annotate differently is brought to GSD's way.

Usage: python scripts/train_de/prepare.py --treebanks DIR --model MODEL_DIR --out FILE.jsonl
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path

from cases import impute_cases
from treebank import Sentence, Token, load_treebank

from lagebild.analyse.foundation.lexicon import Lexicon

KEPT = {"Case", "Number", "Gender", "Person", "Mood", "Tense", "VerbForm", "PronType"}
UNTAGGED = ("_", "")
VERB_FORMS = {"FIN": "Fin", "IMP": "Fin", "INF": "Inf", "IZU": "Inf", "PP": "Part"}
PUD_VERB_FORMS = {"VBC": "Fin", "VBN": "Part", "VB": "Inf"}  # PUD's own tags know more than its features
PUNCTUATION = {",": "$,", ".": "$.", "!": "$.", "?": "$.", ":": "$.", ";": "$."}


class TagGuesser:
    """STTS tags by part of speech, form and relation, counted where they are given; the most specific known key decides."""

    def __init__(self, sentences: Iterable[Sentence], lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._counts: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
        for sentence in sentences:
            for token in sentence.tokens:
                if token.tag not in UNTAGGED:
                    for key in self._keys(token):
                        self._counts[key][token.tag] += 1

    def _keys(self, token: Token) -> Iterator[tuple[str, ...]]:
        form, features = token.form.lower(), token.features
        verb = (features.get("VerbForm", ""), features.get("Mood", ""))
        yield ("1", token.pos, form, token.relation, *verb)
        yield ("1a", token.pos, form, *verb)
        if token.pos not in ("VERB", "AUX"):
            yield "2", token.pos, form, token.relation
            yield "3", token.pos, form
        yield ("4", token.pos, token.relation, str("Case" in features), *verb)
        yield ("5", token.pos, *verb)
        yield "6", token.pos

    def guess(self, token: Token) -> str:
        if token.pos == "PUNCT":
            return PUNCTUATION.get(token.form, "$(")
        if token.pos == "PROPN":
            return "NE"
        if token.pos == "NOUN":
            return "NN"
        is_infinitive = token.pos == "VERB" and token.features.get("VerbForm") == "Inf"
        if is_infinitive and "VEIZ" in self._lexicon.exact_class(token.form).pos.split():
            return "VVIZU"
        if token.relation == "compound:prt":
            return "PTKVZ"
        for key in self._keys(token):
            if key in self._counts:
                return self._counts[key].most_common(1)[0][0]
        return "XY"


def harmonise(sentence: Sentence, guesser: TagGuesser) -> None:
    for token in sentence.tokens:
        if sentence.source == "pud" and token.tag not in ("APPRART", "TRUNC"):
            if token.pos in ("VERB", "AUX") and token.tag in PUD_VERB_FORMS:
                token.features.setdefault("VerbForm", PUD_VERB_FORMS[token.tag])
            token.tag = guesser.guess(token)
        elif token.tag in UNTAGGED:
            token.tag = guesser.guess(token)
        _clean_features(token)


def _clean_features(token: Token) -> None:
    features = token.features
    if token.pos in ("VERB", "AUX") and "VerbForm" not in features:
        form = VERB_FORMS.get(token.tag[2:])
        if form is not None:
            features["VerbForm"] = form
    for name in list(features):
        if name not in KEPT or (name == "Gender" and "," in features[name]):
            del features[name]
        else:
            features[name] = features[name].split(",")[0]
    if features.get("VerbForm") in ("Part", "Inf") and token.pos in ("VERB", "AUX"):
        for name in KEPT - {"VerbForm"}:
            features.pop(name, None)
    if token.pos in ("ADP", "ADV", "CCONJ", "SCONJ", "PART", "PUNCT"):
        for name in ("Gender", "Number", *(("Case",) if token.tag != "APPRART" else ())):
            features.pop(name, None)


def fix_objects(tokens: list[Token]) -> None:
    """HDT calls dative and prepositional objects `obj`; GSD has `obl:arg` and `obl`."""
    for index, token in enumerate(tokens):
        if token.relation != "obj" or token.pos not in ("NOUN", "PROPN", "PRON", "DET", "ADJ"):
            continue
        children = [child for child in tokens if child.head == index]
        cases = {token.features.get("Case")} | {child.features.get("Case") for child in children if child.relation == "det"}
        if any(child.relation == "case" for child in children):
            token.relation = "obl"
        elif "Dat" in cases and not cases & {"Acc", "Nom"}:
            token.relation = "obl:arg"


def prepare(treebanks: Path, own: Path, lexicon: Lexicon) -> list[Sentence]:
    sets = {name: load_treebank(treebanks / f"{name}.conllu") for name in (
        "gsd-test", "gsd-train", "gsd-dev", "pud", "hdt-devbugs", "hdt-testbugs", "docs-hdt", "docs-gsd")}  # fmt: skip
    sets |= {path.stem: load_treebank(path) for path in sorted(own.glob("*.conllu"))}
    seen = {sentence.text for sentence in sets.pop("gsd-test")}
    guesser = TagGuesser((s for name in sets if name != "pud" for s in sets[name]), lexicon)
    kept: list[Sentence] = []
    for sentences in sets.values():
        for sentence in sentences:
            if sentence.text in seen:
                continue
            seen.add(sentence.text)
            if "hdt" in sentence.source:
                impute_cases(sentence.tokens, lexicon)
            harmonise(sentence, guesser)
            if "hdt" in sentence.source:
                fix_objects(sentence.tokens)
            kept.append(sentence)
    return kept


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--treebanks", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True, help="folder with the lexicon")
    parser.add_argument("--own", type=Path, default=Path(__file__).parent / "treebank_own")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    sentences = prepare(args.treebanks, args.own, Lexicon(args.model))
    with args.out.open("w", encoding="utf-8") as file:
        for sentence in sentences:
            record = {"source": sentence.source, "tokens": [asdict(token) for token in sentence.tokens]}
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
    sizes = Counter(sentence.source for sentence in sentences)
    tokens = sum(len(sentence.tokens) for sentence in sentences)
    print(f"{len(sentences)} sentences, {tokens} tokens: {dict(sizes)}")


if __name__ == "__main__":
    main()
