"""From text to a spaCy Doc with tags, morphology, lemmas, dependencies and sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

import spacy
from spacy.tokens import Doc

from lagebild.analyse.foundation.docs import Sentence, build_doc
from lagebild.analyse.foundation.features import visible
from lagebild.analyse.foundation.language import load_words
from lagebild.analyse.foundation.lemmas import Lemmatiser
from lagebild.analyse.foundation.lexicon import Lexicon
from lagebild.analyse.foundation.network import Network
from lagebild.analyse.foundation.tokens import Tokenizer, Tokens
from lagebild.analyse.sentences import split_sentences
from lagebild.errors import PackError
from lagebild.lang.pack import LanguagePack, load_pack

Zone = tuple[int, int]
FEATURES = ("Case", "Gender", "Mood", "Number", "Person", "PronType", "Tense", "VerbForm")
ABSENT = "-"
GENITIVE = "Gen"
PARTICLE = "compound:prt"
MAX_BATCH_TOKENS = 6_000  # bounds the memory of a long text: about 40 KB a token


class Foundation:
    """Tokeniser, sentence splitter, tagger, parser and lemmatiser of one language."""

    def __init__(self, pack: LanguagePack) -> None:
        folder = pack.folder / "model"
        if not (folder / "weights.npz").is_file():
            raise PackError(pack.language, folder, 0, "the language has no tagger and parser")
        words = load_words(pack)
        lexicon = Lexicon(folder)
        self.language = pack.language
        self.vocab = spacy.blank(pack.language).vocab
        self.tokenizer = Tokenizer(words, lexicon)
        self.network = Network(folder, lexicon)
        self._lemmatiser = Lemmatiser(words, lexicon)

    def analyse(self, text: str, zones: Sequence[Zone] | None = None) -> Doc:
        """The Doc of a text; `doc.text == text` and `token.idx` counts code points of `text`.

        Args:
            text: any text without lone surrogates.
            zones: spans (begin, end) that no sentence crosses: title, subheads, paragraphs.
        """
        tokens, starts = self.segment(text, zones)
        return self._annotate(text, tokens, starts)

    def analyse_many(self, texts: Iterable[str]) -> Iterator[Doc]:
        """The Docs of several texts, one after another; each is the same as by `analyse`."""
        for text in texts:
            yield self.analyse(text)

    def segment(self, text: str, zones: Sequence[Zone] | None = None) -> tuple[Tokens, list[int]]:
        """Tokens without blanks, and the indexes of those that begin a sentence."""
        tokens = Tokens([], [], [])
        starts: list[int] = []
        edges = sorted({0, len(text), *(min(max(edge, 0), len(text)) for zone in zones or () for edge in zone)})
        for begin, end in pairwise(edges):
            part = self.tokenizer.tokenize(text, begin, end)
            offset = len(tokens.begins)
            starts += [offset + index for index in split_sentences(text, part, self.tokenizer.opens_sentence)]
            tokens.begins.extend(part.begins)
            tokens.ends.extend(part.ends)
            tokens.stops.extend(part.stops)
        return tokens, starts

    def parse_words(self, sentences: Sequence[Sequence[str]]) -> list[Sentence]:
        """Annotations of sentences that are tokenised already (used in evaluation)."""
        return [sentence for batch in _batches(sentences) for sentence in self._parse_batch(batch)]

    def _parse_batch(self, sentences: Sequence[Sequence[str]]) -> list[Sentence]:
        parse = self.network.parse([[visible(form) for form in sentence] for sentence in sentences])
        labels = self.network.labels
        columns = {name: [labels[name][index] for index in values.tolist()] for name, values in parse.tags.items()}
        relations = [labels["relation"][index] for index in parse.relations.tolist()]
        heads: list[int] = parse.heads.tolist()
        features = [columns[name] for name in FEATURES]
        morphs = [
            "|".join(f"{name}={value}" for name, value in zip(FEATURES, values, strict=True) if value != ABSENT)
            for values in zip(*features, strict=True)
        ]
        result: list[Sentence] = []
        begin = 0
        for sentence in sentences:
            span = slice(begin, begin + len(sentence))
            # A name before the noun that it modifies can only be a genitive: Merkels Rede.
            genitive = [
                case == GENITIVE or (tag == "NE" and relation == "nmod" and head > inner)
                for inner, (case, tag, relation, head) in enumerate(
                    zip(columns["Case"][span], columns["tag"][span], relations[span], heads[span], strict=True)
                )
            ]
            words = zip(sentence, columns["tag"][span], genitive, strict=True)
            lemmas = [self._lemmatiser.lemma(form, tag, is_genitive=is_genitive) for form, tag, is_genitive in words]
            annotated = Sentence(columns["tag"][span], columns["upos"][span], morphs[span], lemmas, heads[span], relations[span])
            self._join_particles(sentence, annotated)
            result.append(annotated)
            begin += len(sentence)
        return result

    def _join_particles(self, forms: Sequence[str], sentence: Sentence) -> None:
        for index, relation in enumerate(sentence.relations):
            head = sentence.heads[index]
            if relation == PARTICLE and head >= 0 and sentence.tags[head].startswith("VV") and index > head:
                sentence.lemmas[head] = self._lemmatiser.full_verb(sentence.lemmas[head], forms[index])

    def _annotate(self, text: str, tokens: Tokens, starts: list[int]) -> Doc:
        forms = [text[begin:end] for begin, end in zip(tokens.begins, tokens.ends, strict=True)]
        sentences = [forms[begin:end] for begin, end in pairwise([*starts, len(forms)])]
        return build_doc(self.vocab, text, tokens, self.parse_words(sentences))


def _batches(sentences: Sequence[Sequence[str]]) -> Iterator[list[Sequence[str]]]:
    batch: list[Sequence[str]] = []
    size = 0
    for sentence in sentences:
        if batch and size + len(sentence) > MAX_BATCH_TOKENS:
            yield batch
            batch, size = [], 0
        batch.append(sentence)
        size += len(sentence)
    if batch:
        yield batch


@lru_cache(maxsize=4)
def load_foundation(language: str = "de") -> Foundation:
    """The foundation of a language, loaded once per process.

    Raises:
        PackError: if there is no pack for the language or it has no model.
    """
    return Foundation(load_pack(language))
