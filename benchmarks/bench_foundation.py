"""Accuracy of the German foundation on development data that lie beside the checkout, and its speed part by part.

Parts: sentences (F1 of sentences by exact spans and by their ends, of tokens by exact spans; PUD was used for tuning), lemmas
(in our convention and in the treebanks'), register (articles taken for machine translations), speed (tokens/s of each step).

Usage: python benchmarks/bench_foundation.py [--parts sentences lemmas register speed] [--shared ../shared] [--treebank gsd-dev]
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import one_core  # noqa: F401  (before anything that starts threads; the sorting of imports keeps it first)
from corpus import ROOT, composed_texts
from rich.console import Console
from rich.table import Table

from lagebild.analyse.body import find_sentences
from lagebild.analyse.foundation import load_foundation
from lagebild.analyse.register import find_translation_flags
from lagebild.lang.pack import load_pack, read_table
from lagebild.model.article import Flag
from lagebild.read import RawArticle, make_article

sys.path.insert(0, str(ROOT / "scripts" / "train_de"))
from treebank import Sentence, load_treebank

Spans = set[tuple[int, int]]
SHARED = ROOT.parent / "shared"
OPEN = ("NOUN", "VERB", "ADJ")


@dataclass(slots=True)
class Score:
    """Counts of spans that are in the gold, in the answer, and in both."""

    gold: int = 0
    found: int = 0
    both: int = 0

    def add(self, gold: Spans, found: Spans) -> None:
        self.gold += len(gold)
        self.found += len(found)
        self.both += len(gold & found)

    def f1(self) -> float:
        return 200 * self.both / max(1, self.gold + self.found)


def running_text(sentences: Iterable[Sentence]) -> tuple[str, Spans, Spans]:
    """Treebank sentences as one text with single blanks between them; spans of sentences and of tokens in it."""
    text, spans, tokens = "", set(), set()
    for sentence in sentences:
        text += " " if text else ""
        begin = len(text)
        for number, token in enumerate(sentence.tokens):
            tokens.add((len(text), len(text) + len(token.form)))
            text += token.form + (" " if token.space and number + 1 < len(sentence.tokens) else "")
        spans.add((begin, len(text)))
    return text, spans, tokens


def ends(spans: Spans) -> Spans:
    """Spans by their end alone."""
    return {(end, end) for _, end in spans}


def found_spans(text: str, zones: Sequence[tuple[int, int]] | None = None) -> tuple[Spans, Spans]:
    """Spans of our sentences and of our tokens."""
    tokens, starts = load_foundation("de").segment(text, zones)
    sentences = {(tokens.begins[a], tokens.ends[b - 1]) for a, b in pairwise([*starts, len(tokens.begins)])}
    return sentences, set(zip(tokens.begins, tokens.ends, strict=True))


def article_texts(folder: Path) -> Iterator[tuple[str, Spans, list[tuple[int, int]]]]:
    """Text, gold sentences and zones (as the program reads them) of articles with marked sentences."""
    for file in sorted(folder.glob("*.json")):
        data = json.loads(file.read_text("utf-8"))
        raw = RawArticle(data["text"], "text", title=data["title"], published=data["published"])
        article = make_article(raw, language="de")
        if article.text != data["text"]:
            raise ValueError(f"{file}: intake changed the text")
        yield data["text"], {(s["begin"], s["end"]) for s in data["sentences"]}, [(z.begin, z.end) for z in article.zones]


def bench_sentences(options: argparse.Namespace, console: Console) -> None:
    table = Table("sentences", "gold", "spans F1", "ends F1", "tokens F1", box=None, header_style="bold")
    for name in ("pud", "gsd-dev"):
        text, gold_sentences, gold_tokens = running_text(load_treebank(options.shared / "data" / "treebanks" / f"{name}.conllu"))
        sentences, tokens = found_spans(text)
        scores = Score(), Score(), Score()
        for score, (gold, found) in zip(
            scores, ((gold_sentences, sentences), (ends(gold_sentences), ends(sentences)), (gold_tokens, tokens)), strict=True
        ):
            score.add(gold, found)
        table.add_row(name, str(len(gold_sentences)), *(f"{score.f1():.2f}" for score in scores))
        show_errors(text, gold_sentences, sentences, options.errors, console)
        show_errors(text, gold_tokens, tokens, options.errors, console)
    for name in ("events_train", "events"):
        by_span, by_end = Score(), Score()
        for text, gold, zones in article_texts(options.shared / "gold" / name / "docs"):
            found, _ = found_spans(text, zones)
            by_span.add(gold, found)
            by_end.add(ends(gold), ends(found))
            show_errors(text, gold, found, options.errors if name != "events" else 0, console)
        table.add_row(name, str(by_span.gold), f"{by_span.f1():.2f}", f"{by_end.f1():.2f}", "")
    console.print(table)


def show_errors(text: str, gold: Spans, found: Spans, limit: int, console: Console) -> None:
    """Places where a gold span has another end than ours, with 25 characters on either side."""
    ends, ours = {end for _, end in gold}, {end for _, end in found}
    for place in sorted(ends ^ ours)[:limit]:
        console.print(
            "missed" if place in ends else "wrong ", repr(text[max(0, place - 25) : place]), repr(text[place : place + 25])
        )


def without_particle(lemma: str, form: str, particle: str | None) -> str:
    """Our lemma with a particle that stands apart taken off again: treebanks leave it to the particle."""
    return lemma.removeprefix(particle.lower()) if particle and not form.lower().startswith(particle.lower()) else lemma


def is_treebank_lemma(lemma: str, form: str, tag: str, gold: str) -> bool:
    """Whether a lemma is the treebanks' but for conventions.

    Their spelling is that before 1996, a participle used as a predicate has its verb's infinitive, and an adjective used as a
    noun is cited now as "Angeklagte", now as "Angeklagter".
    """
    verb = load_foundation("de").lemmatiser.participle_verb(form) if tag == "ADJD" else None
    ours, theirs = plain(lemma), plain(gold)
    return theirs in (ours, plain(verb or lemma)) or (tag == "NN" and ours.endswith("e") and theirs == ours + "r")


def plain(lemma: str) -> str:
    return lemma.lower().replace("ß", "ss")


CONVENTIONS = ("ours", "without particle", "treebank")


def bench_lemmas(options: argparse.Namespace, console: Console) -> None:
    columns = [f"{group} {name}" for group in ("all", "N/V/A") for name in CONVENTIONS]
    table = Table("lemmas", "words", *columns, box=None, header_style="bold")
    for name in options.treebank:
        gold = load_treebank(options.shared / "data" / "treebanks" / f"{name}.conllu")
        right: Counter[str] = Counter()
        errors: Counter[tuple[str, ...]] = Counter()
        for sentence, guess in zip(gold, _parse(gold), strict=True):
            pairs = enumerate(zip(guess.heads, guess.relations, strict=True))
            particles = {head: sentence.tokens[at].form for at, (head, relation) in pairs if relation == "compound:prt"}
            for index, token in enumerate(sentence.tokens):
                if token.pos == "PUNCT":
                    continue
                bare = without_particle(guess.lemmas[index], token.form, particles.get(index))
                results = (
                    guess.lemmas[index].lower() == token.lemma.lower(),
                    bare.lower() == token.lemma.lower(),
                    is_treebank_lemma(bare, token.form, guess.tags[index], token.lemma),
                )
                for group in ("all", "N/V/A") if token.pos in OPEN else ("all",):
                    right[group] += 1
                    right.update({f"{group} {convention}": same for convention, same in zip(CONVENTIONS, results, strict=True)})
                if not results[-1]:
                    errors[token.form, token.pos, token.tag, guess.tags[index], token.lemma, bare] += 1
        table.add_row(name, str(right["all"]), *(f"{100 * right[column] / right[column.split()[0]]:.2f}" for column in columns))
        for error, times in errors.most_common(options.errors if "test" not in name else 0):
            console.print(times, *error)
    console.print(table)


def _parse(gold: Sequence[Sentence]):  # noqa: ANN202
    forms = [[token.form for token in sentence.tokens] for sentence in gold]
    return [found for at in range(0, len(forms), 50) for found in load_foundation("de").parse_words(forms[at : at + 50])]


def bench_register(options: argparse.Namespace, console: Console) -> None:
    table = Table("register", "articles", "machine-translated", "findings", box=None, header_style="bold")
    for name, texts in register_texts(options.shared):
        results = [translation_flags(text) for text in texts]
        found = sum(len(flags) for flags, _ in results)
        table.add_row(name, str(len(results)), str(sum(is_translated for _, is_translated in results)), str(found))
    console.print(table)


def register_texts(shared: Path) -> Iterator[tuple[str, list[str]]]:
    for name in ("events_train", "events"):
        files = sorted((shared / "gold" / name / "docs").glob("*.json"))
        yield name, [json.loads(file.read_text("utf-8"))["text"] for file in files]
    lines = (shared / "gold" / "temporal" / "krauts_dev.jsonl").read_text("utf-8").split("\n")
    yield "krauts_dev", [json.loads(line)["text"] for line in lines if line]
    for file in (*sorted((shared / "seeds").glob("*.txt")), *sorted((ROOT / "examples" / "belarus-china").glob("*.txt"))):
        yield file.stem, [file.read_text("utf-8")]
    rows = read_table(ROOT / "tests" / "analyse" / "cases" / "translated.tsv", pack="tests")
    yield "written to read as translated", [row["text"] for row in rows]


def translation_flags(text: str) -> tuple[tuple[Flag, ...], bool]:
    article = make_article(RawArticle(text, "text", title="-"), language="de")
    doc = load_foundation("de").analyse(text, [(zone.begin, zone.end) for zone in article.zones])
    doc._.article = article
    doc._.sentences = find_sentences(doc, load_pack("de"))
    return find_translation_flags(doc, load_pack("de"))


def bench_speed(options: argparse.Namespace, console: Console) -> None:  # noqa: ARG001
    foundation = load_foundation("de")
    texts = composed_texts()
    table = Table("step", "tokens/s, first", "tokens/s, again", box=None, header_style="bold")
    segmented = [foundation.segment(text) for text in texts]
    size = sum(len(tokens.begins) for tokens, _ in segmented)
    steps = {
        "tokens and sentences": lambda: [foundation.segment(text) for text in texts],
        "whole foundation": lambda: [foundation.analyse(text) for text in texts],
    }
    for name, step in steps.items():
        speeds = []
        for _ in range(2):
            begin = time.process_time()
            step()
            speeds.append(size / (time.process_time() - begin))
        table.add_row(name, *(f"{speed:,.0f}" for speed in speeds))
    console.print(table)


PARTS = {"sentences": bench_sentences, "lemmas": bench_lemmas, "register": bench_register, "speed": bench_speed}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=list(PARTS))
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--treebank", nargs="+", default=["gsd-dev", "pud", "gsd-test"], help="treebanks of the part lemmas")
    parser.add_argument(
        "--errors", type=int, default=0, help="print so many errors of each kind (never of articles for measuring)"
    )
    options = parser.parse_args()
    console = Console(soft_wrap=True, highlight=False)
    for part in options.parts:
        PARTS[part](options, console)


if __name__ == "__main__":
    main()
