"""From text to a spaCy Doc with tags, morphology, lemmas, dependencies and sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import pairwise

import numpy as np
import spacy
from numpy.typing import NDArray
from spacy.tokens import Doc

from lagebild.analyse.foundation.compounds import Compound, CompoundSplitter
from lagebild.analyse.foundation.docs import Sentence, build_doc
from lagebild.analyse.foundation.known_names import Name
from lagebild.analyse.foundation.language import load_words
from lagebild.analyse.foundation.lemmas import Lemmatiser
from lagebild.analyse.foundation.lexicon import Lexicon
from lagebild.analyse.foundation.marks import Marks, is_marks_only
from lagebild.analyse.foundation.names import NameFinder, has_name_finder, load_name_finder
from lagebild.analyse.foundation.network import Network
from lagebild.analyse.foundation.parsers import FEATURES, NetworkParser, Parsed, Parser
from lagebild.analyse.foundation.plugin import load_parser
from lagebild.analyse.foundation.subjunctive import PRESENT, Subjunctives
from lagebild.analyse.foundation.tokens import Tokenizer, Tokens
from lagebild.analyse.sentences import split_sentences
from lagebild.errors import PackError
from lagebild.lang.pack import LanguagePack, load_pack

Zone = tuple[int, int]
GENITIVE = "Gen"
PARTICLE = "compound:prt"
MAX_BATCH_TOKENS = 6_000  # bounds the memory of a long text: about 40 KB a token
VERB_FORMS = {"FIN": "Fin", "IMP": "Fin", "INF": "Inf", "IZU": "Inf", "PP": "Part"}  # by the end of a verb's STTS tag


class Foundation:
    """Tokeniser, sentence splitter, tagger, parser and lemmatiser of one language."""

    def __init__(self, pack: LanguagePack, *, parser: Parser | None = None) -> None:
        folder = pack.folder / "model"
        if not (folder / "weights.npz").is_file():
            raise PackError(pack.language, folder, 0, "the language has no tagger and parser")
        words = load_words(pack)
        lexicon = Lexicon(folder)
        self.language = pack.language
        self.vocab = spacy.blank(pack.language).vocab
        self.tokenizer = Tokenizer(words, lexicon)
        self.network = Network(folder, lexicon)
        self.parser: Parser = parser or NetworkParser(self.network)
        self.lemmatiser = Lemmatiser(words, lexicon)
        self._marks = Marks(lambda sentences: self._parse_batch(sentences, names=False))
        self._pack, self._lexicon = pack, lexicon
        self._compounds = CompoundSplitter(words.compounds, lexicon)
        self._subjunctives = Subjunctives(words.subjunctive, lexicon)

    @cached_property
    def _name_finder(self) -> NameFinder | None:
        return load_name_finder(self._pack, self._lexicon) if has_name_finder(self._pack) else None

    def analyse(self, text: str, zones: Sequence[Zone] | None = None, *, names: bool = True) -> Doc:
        """The Doc of a text; `doc.text == text` and `token.idx` counts code points of `text`.

        Args:
            text: any text without lone surrogates.
            zones: spans (begin, end) that no sentence crosses: title, subheads, paragraphs.
            names: also find the names of persons, places and organisations (`doc.ents`).
        """
        tokens, starts = self.segment(text, zones)
        return self._annotate(text, tokens, starts, names=names)

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

    def parse_words(self, sentences: Sequence[Sequence[str]], *, names: bool = True) -> list[Sentence]:
        """Annotations of sentences that are tokenised already; without `names` none are looked for."""
        are_marks = [is_marks_only(sentence) for sentence in sentences]
        worded = [sentence for sentence, is_marks in zip(sentences, are_marks, strict=True) if not is_marks]
        parsed = (sentence for batch in _batches(worded) for sentence in self._parse_batch(batch, names=names))
        pairs = zip(sentences, are_marks, strict=True)
        return [self._marks.annotate(sentence) if is_marks else next(parsed) for sentence, is_marks in pairs]

    def compound(self, noun: str) -> Compound | None:
        """The modifiers and the head of a compound noun, None where it is none."""
        return self._compounds.split(noun)

    def vectors(self, forms: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of words, whatever they are: one row per form."""
        return self.network.vectors(forms)

    def _parse_batch(self, sentences: Sequence[Sequence[str]], *, names: bool) -> list[Sentence]:
        shown = [[self.tokenizer.shown(form) for form in sentence] for sentence in sentences]
        parsed = self.parser.parse(shown)
        found = self._find_names(shown, parsed) if names else [[] for _ in shown]
        morphs: dict[int, str] = {}
        return [self._finish(*parts, morphs) for parts in zip(shown, parsed, found, strict=True)]

    def _find_names(self, forms: Sequence[Sequence[str]], parsed: Sequence[Parsed]) -> list[list[Name]]:
        finder = self._name_finder
        if finder is None:
            return [[] for _ in forms]
        rows = [sentence.names for sentence in parsed if sentence.names is not None]
        network = np.concatenate(rows) if len(rows) == len(parsed) else None
        return finder.find(forms, [sentence.tags for sentence in parsed], network)

    def _finish(self, forms: Sequence[str], parsed: Parsed, names: list[Name], known: dict[int, str]) -> Sentence:
        """Lemmas, and features that follow from tag and form; `known`: mappings that tokens share, by identity, as written."""
        lemmas: list[str] = []
        morphs: list[str] = []
        for index, (form, tag, features) in enumerate(zip(forms, parsed.tags, parsed.features, strict=True)):
            # A name before the noun that it modifies can only be a genitive: Merkels Rede.
            is_owner = tag == "NE" and parsed.relations[index] == "nmod" and parsed.heads[index] > index
            is_genitive = is_owner or features.get("Case") == GENITIVE
            lemma = self.lemmatiser.lemma(form, tag, number=features.get("Number", ""), is_genitive=is_genitive)
            lemmas.append(lemma)
            if tag[:1] == "V":
                morphs.append(_morph(self._completed(features, form, tag, lemma, forms)))
                continue
            morph = known.get(id(features))
            if morph is None:
                morph = known[id(features)] = _morph(features)
            morphs.append(morph)
        self._join_particles(forms, parsed, lemmas)
        return Sentence(parsed.tags, parsed.pos, morphs, lemmas, parsed.heads, parsed.relations, tuple(names))

    def _completed(self, found: Mapping[str, str], form: str, tag: str, lemma: str, forms: Sequence[str]) -> dict[str, str]:
        """The verb's form by its tag; Mood=Sub with Tense=Pres (Konjunktiv I) or Tense=Past (II) where the form shows it."""
        features = dict(found)
        verb_form = next((value for end, value in VERB_FORMS.items() if tag.endswith(end)), None)
        if verb_form is not None:
            features["VerbForm"] = verb_form
        if not tag.endswith("FIN"):
            return features
        tense = self._subjunctives.tense(form, lemma, forms)
        if tense is not None:
            features.update(Mood="Sub", Tense=tense)
            if tense == PRESENT and features.get("Number") != "Plur":
                features["Person"] = "3" if features.get("Person") == "1" else features.get("Person", "3")
        return features

    def _join_particles(self, forms: Sequence[str], parsed: Parsed, lemmas: list[str]) -> None:
        for index, relation in enumerate(parsed.relations):
            head = parsed.heads[index]
            if relation == PARTICLE and head >= 0 and parsed.tags[head].startswith("VV") and index > head:
                lemmas[head] = self.lemmatiser.full_verb(lemmas[head], forms[index])

    def _annotate(self, text: str, tokens: Tokens, starts: list[int], *, names: bool) -> Doc:
        forms = [text[begin:end] for begin, end in zip(tokens.begins, tokens.ends, strict=True)]
        sentences = [forms[begin:end] for begin, end in pairwise([*starts, len(forms)])]
        doc = build_doc(self.vocab, text, tokens, self.parse_words(sentences, names=names))
        broken = {form for form in set(forms) if self.tokenizer.shown(form) != form}
        if broken:
            for token in doc:
                if token.text in broken:
                    token.norm_ = self.tokenizer.shown(token.text)
        return doc


def _morph(features: Mapping[str, str]) -> str:
    return "|".join([f"{name}={features[name]}" for name in FEATURES if name in features]) if features else ""


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


def load_foundation(language: str = "de", *, parser: str | None = None) -> Foundation:
    """The foundation of a language, loaded once per process.

    `parser`: "spacy:NAME" takes an installed spaCy pipeline in place of our own tagger and parser.

    Raises:
        PackError: if there is no pack for the language or it has no model.
        InputError: if the parser is not installed or cannot tag and parse.
    """
    return _load(language, parser)


@lru_cache(maxsize=4)
def _load(language: str, parser: str | None) -> Foundation:
    pack = load_pack(language)
    return Foundation(pack, parser=None if parser is None else load_parser(parser, pack))
