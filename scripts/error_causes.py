"""Mistakes of coded events over a folder with docs/ and gold/, counted by cause, as a table in Markdown.

usage: python scripts/error_causes.py EVENTS_DIR [--list CAUSE | --into FILE]

EVENTS_DIR holds docs/*.json (text, published, sentences) and gold/*.json (events). --list prints the mistakes of every cause that
contains these words, one a line: document, sentence, word, wanted, found. --into writes the table between the two marks of a
Markdown file (docs/quality.md). Use articles of development, never those that the figures are reported on.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from lagebild.analyse.claims.drafts import View, find_drafts
from lagebild.analyse.claims.lexicon import lexicon_of
from lagebild.build import analyse_article
from lagebild.evaluate.causes import FIELD, MISSED, SPURIOUS, Caused, DraftPlace, causes_of
from lagebild.evaluate.events import Document, score_events
from lagebild.evaluate.run import load_json
from lagebild.lang.pack import load_pack
from lagebild.model.doc import actors_of, claims_of
from lagebild.model.record import actor_record, claim_record, span_record
from lagebild.read import RawArticle, make_article

LEVELS = ("type", "dyad~", "record")
BEGIN, END = "<!-- error_causes: begin -->", "<!-- error_causes: end -->"
TITLES = {
    MISSED: "Missed events (no coded event of the type in the sentence)",
    SPURIOUS: "Spurious events",
    FIELD: "Wrong fields where sentence and type are right",
}
# What was done about a cause, or what limits it; the first entry that the cause begins with.
REMARKS: Mapping[str, str] = {
    "no word of the sentence has a row": "rows by type; the network of words finds acts without a row",
    "no row for the word": "rows by type; the network of words finds acts without a row; rare words and metaphors remain",
    "draft of the word rejected": "price of the precision: the threshold is the best F1 in cross-validation",
    "draft of another word rejected": "the annotators took another word of the phrase; threshold as above",
    "the word has rows, but none of the type": "more rows with conditions on the fillers",
    "type wrong at the same word": "rivals stand side by side as drafts; the surest is kept; shifts follow the status",
    "one claim for two events": "several acts in one noun phrase are coded once",
    "event in chatter": "features of the article and of the sentence's parties; borderline politics remain",
    "event beside others": "subordinate acts in sentences with an event; annotators differ on them most",
    "second claim for one event": "one act with two words is kept once where one hangs on the other",
    "trigger elsewhere": "no mistake by the scores: sentence and type agree",
    "actor linked wrong": "the layer of actors: names without knowledge, descriptions of a state",
    "recipient linked wrong": "the layer of actors: names without knowledge, descriptions of a state",
    "actor wrong: unsaid": "chosen among the actors of the article by weighted features",
    "recipient wrong: unsaid": "chosen among the actors of the article by weighted features",
    "actor wrong: another": "slots of the row and links of the parse are features; the parse errs in long sentences",
    "recipient wrong: another": "slots of the row and links of the parse are features; the parse errs in long sentences",
    "actor missing": "'nobody' is an option of the choice and was likelier",
    "recipient missing": "'nobody' is an option of the choice and was likelier",
    "actor given": "types that mostly have one are completed from the article",
    "recipient given": "types that mostly have one are completed from the article",
    "date missing": "'unknown' is an option of the choice and was likelier",
    "date wrong (basis stated)": "several expressions in the sentence, or one of another clause",
    "date wrong (basis sentence)": "the day that the article spoke of before is not the act's",
    "date wrong (basis mention)": "an earlier mention of another act of the same parties",
    "date wrong (basis publication)": "background told without a date",
    "date given": "background and plans without a day",
    "status": "tense, modals and governing words are features of the choice",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("events", type=Path)
    parser.add_argument("--list", metavar="CAUSE", help="list the mistakes of the causes that contain these words")
    parser.add_argument("--into", metavar="FILE", type=Path, help="write the table between the marks of this file")
    options = parser.parse_args()
    documents, caused = [], []
    for document, drafts in coded(options.events):
        documents.append(document)
        caused += causes_of(document, drafts)
    if options.list is not None:
        for one in caused:
            if options.list in one.cause:
                print(one.kind, one.cause, one.document, f"s{one.sentence}", one.word, one.wanted, one.found, sep="\t")
        return
    if options.into is None:
        print(table(documents, caused), end="")
    else:
        options.into.write_text(replaced(options.into.read_text("utf-8"), table(documents, caused)), "utf-8")


def replaced(page: str, text: str) -> str:
    """The page with the text between its two marks.

    Raises:
        ValueError: if it has no such marks.
    """
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"no place between {BEGIN} and {END}")
    return f"{before}{BEGIN}\n{text}{END}{after}"


def coded(folder: Path) -> Iterator[tuple[Document, list[DraftPlace]]]:
    """Every document of the folder as the pipeline codes it, with all drafts."""
    lexicon = lexicon_of(load_pack("de"))
    for path in sorted((folder / "gold").glob("*.json")):
        record = load_json(folder / "docs" / path.name)
        raw = RawArticle(record["text"], path.stem, record.get("title"), record.get("published"), given_id=path.stem)
        doc, _ = analyse_article(make_article(raw, language="de"), strict=True)
        found = [claim_record(claim) for claim in claims_of(doc)]
        actors = [actor_record(a) | {"mentions": [span_record(m.span) for m in a.mentions]} for a in actors_of(doc)]
        sentences: Sequence[Mapping[str, Any]] = record["sentences"]
        drafts = []
        for draft in find_drafts(View.of(doc, lexicon)):
            begin = draft.trigger.token.idx
            number = next((s["id"] for s in sentences if s["begin"] <= begin < s["end"]), None)
            drafts.append(DraftPlace(number, begin, begin + len(draft.trigger.token), draft.type))
        yield Document(path.stem, load_json(path)["events"], found, sentences, actors), drafts


def table(documents: Sequence[Document], caused: Sequence[Caused]) -> str:
    """The counts as Markdown: by kind, the most frequent cause first, with its share of the kind."""
    figures, _ = score_events(documents)
    events = figures["events"]
    lines = [
        f"{events['documents']} articles, {events['gold']} events, {events['pred']} coded; F1: "
        + ", ".join(f"{level} {figures[level]['F']}" for level in LEVELS)
        + f"; date {figures['date']} %, status {figures['status']} % of those with the right type."
    ]
    for kind, title in TITLES.items():
        counts = Counter(one.cause for one in caused if one.kind == kind)
        total = sum(counts.values())
        lines += ["", f"**{title}: {total}**", "", "| cause | number | share | what was done, what limits it |"]
        lines.append("| --- | --: | --: | --- |")
        for cause, number in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
            remark = next((text for begin, text in REMARKS.items() if cause.startswith(begin)), "")
            lines.append(f"| {cause} | {number} | {100 * number / total:.0f} % | {remark} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
