"""Base forms from the lexicon, the part of speech and, for separable verbs, the parse."""

from __future__ import annotations

from collections.abc import Callable

from lagebild.analyse.foundation.features import visible
from lagebild.analyse.foundation.language import Words
from lagebild.analyse.foundation.lexicon import MAX_WORD_CHARS, LemmaRule, Lexicon

DETERMINER_TAGS = frozenset({"PDAT", "PIAT", "PPOSAT", "PDS", "PIS", "PRELAT", "PPOSS", "PWS", "PWAT"})
MAX_ENDING_CHARS = 3
MAX_CACHED_LEMMAS = 100_000
# Lexicon heads in which the lemma of a tag is looked for, the best first.
HEADS = {"NN": "N", "NE": "EN", "ADJA": "AP", "ADJD": "AP", "ADV": "B", "PROAV": "B", "PWAV": "B"}
PREDICATIVE = "ADJP"  # the lexicon's class of uninflected adjectives
# Swiss and old spellings: Strasse, muß.
SPELLINGS = (("ss", "ß"), ("ß", "ss"))
MIN_TAIL_CHARS = 3
MIN_GENITIVE_CHARS = 4
MAX_TAIL_TRIES = 60


class Lemmatiser:
    """Lemmas by form and STTS tag, remembered."""

    def __init__(self, words: Words, lexicon: Lexicon) -> None:
        self._words = words
        self._lexicon = lexicon
        self._cache: dict[tuple[str, str, bool], str] = {}

    def lemma(self, form: str, tag: str, *, is_genitive: bool = False) -> str:
        """The lemma of one word by itself; see `full_verb` for separated particles."""
        key = (form, tag, is_genitive)
        if key not in self._cache:
            if len(self._cache) > MAX_CACHED_LEMMAS:
                self._cache.clear()
            self._cache[key] = self._find(visible(form)[:MAX_WORD_CHARS], tag, is_genitive=is_genitive) or form
        return self._cache[key]

    def full_verb(self, verb: str, particle: str) -> str:
        """The infinitive of a verb whose particle stands apart: sagen, zu -> zusagen."""
        prefix = particle.lower()
        return verb if verb.startswith(prefix) and verb in self._lexicon and prefix + verb not in self._lexicon else prefix + verb

    def _find(self, form: str, tag: str, *, is_genitive: bool) -> str:
        lower = form.lower()
        if tag in ("ART", "PRELS", "PDS") and lower in self._words.articles:
            return self._words.articles[lower]
        if tag == "ART" or tag in DETERMINER_TAGS:
            return self._determiner(lower)
        if tag == "PPER":
            return self._words.pronouns.get(lower, lower)
        if tag == "PRF":
            return self._words.pronouns.get(lower, self._words.reflexive)
        if tag == "APPRART":
            return self._words.contractions.get(lower, lower)
        heads = "V" if tag.startswith("V") else HEADS.get(tag)
        if heads is None:
            return lower if tag[:1] in "AKP" else form
        if tag == "ADJA":
            return self._attribute(form)
        return self._open_class(form, heads, is_genitive=is_genitive)

    def _attribute(self, form: str) -> str:
        """The base form of an adjective before a noun; one that is never a predicate loses its ending."""
        lemma = self._open_class(form, HEADS["ADJA"], is_genitive=False)
        is_declined = lemma.endswith("e") and PREDICATIVE not in self._lexicon.exact_class(lemma).pos.split()
        return lemma[:-1] if is_declined and len(lemma) > MIN_TAIL_CHARS and lemma in self._lexicon else lemma

    def _determiner(self, lower: str) -> str:
        for stem, lemma in self._words.determiners.items():
            if lower.startswith(stem) and len(lower) - len(stem) <= MAX_ENDING_CHARS:
                return lemma
        return lower

    def _open_class(self, form: str, heads: str, *, is_genitive: bool) -> str:
        is_noun = "N" in heads
        spellings = [form, form.lower()] if not is_noun else [form, form.capitalize()] if form.isupper() else [form]
        spellings += [word.replace(old, new) for word in spellings for old, new in SPELLINGS if old in word]
        for spelling in spellings:
            rule = self._rule(spelling, heads)
            if rule is not None:
                return rule.apply(spelling)
        if heads == HEADS["NE"]:
            return self._name(form, is_genitive=is_genitive)
        guess = self._compound(form, heads, is_noun=is_noun)
        if guess is not None:
            return guess
        if is_noun:
            return self._name(form, is_genitive=is_genitive)
        return form.lower()

    def _rule(self, form: str, heads: str) -> LemmaRule | None:
        rules = self._lexicon.rules(form)
        for head in heads:
            for rule in rules:
                if rule.head == head:
                    return rule
        return None

    def _name(self, form: str, *, is_genitive: bool) -> str:
        """An unknown name or noun without the s or apostrophe of its genitive."""
        if form.endswith(("'", "’")):
            return form[:-1]
        has_ending = form.endswith("s") and not form.endswith(("ss", "us", "is")) and len(form) > MIN_GENITIVE_CHARS
        if has_ending and (is_genitive or self._rule(form[:-1], HEADS["NE"]) is not None):
            return form[:-1]
        return form

    def _compound(self, form: str, heads: str, *, is_noun: bool) -> str | None:
        """The lemma by the longest known ending: the last part of a compound carries the inflection."""
        begin_of: Callable[[str], str] = (lambda tail: tail[:1].upper() + tail[1:]) if is_noun else str.lower
        hyphen = form.rfind("-") + 1
        for begin in range(max(hyphen, 2), min(len(form) - MIN_TAIL_CHARS + 1, hyphen + MAX_TAIL_TRIES)):
            tail = begin_of(form[begin:])
            rule = self._rule(tail, heads)
            if rule is not None:
                lemma = rule.apply(tail)
                is_joined = is_noun and not (begin == hyphen and hyphen)
                return (form[:begin] if is_noun else form[:begin].lower()) + (lemma.lower() if is_joined else lemma)
        return None
