"""Base forms from the lexicon, the part of speech and, for separable verbs, the parse."""

from __future__ import annotations

from collections.abc import Iterable

from lagebild.analyse.foundation.compounds import CompoundSplitter
from lagebild.analyse.foundation.features import visible
from lagebild.analyse.foundation.language import Words
from lagebild.analyse.foundation.lexicon import MAX_WORD_CHARS, LemmaRule, Lexicon

DETERMINER_TAGS = frozenset({"PDAT", "PIAT", "PPOSAT", "PDS", "PIS", "PRELAT", "PPOSS", "PWS", "PWAT"})
MAX_ENDING_CHARS = 3
MAX_CACHED_LEMMAS = 100_000
# Lexicon heads in which the lemma of a tag is looked for, the best first.
HEADS = {"NN": "N", "NE": "E", "ADJA": "AP", "ADJD": "AP", "ADV": "B", "PROAV": "B", "PWAV": "B"}
VERB, ADJECTIVE, NOUN, NAME = "V", "AP", "N", "E"
PREDICATIVE = "ADJP"  # the lexicon's class of uninflected adjectives
SINGULAR, PLURAL = "Sing", "Plur"
# Swiss and old spellings: Strasse, muß.
SPELLINGS = (("ss", "ß"), ("ß", "ss"))
MIN_TAIL_CHARS = 3
MIN_BASE_CHARS = 3
MIN_NOUN_TAIL_CHARS = 4
MIN_GENITIVE_CHARS = 4
MAX_TAIL_TRIES = 60


class Lemmatiser:
    """Lemmas by form, STTS tag and number, remembered."""

    def __init__(self, words: Words, lexicon: Lexicon) -> None:
        self._words = words
        self._lexicon = lexicon
        self._compounds = CompoundSplitter(words.compounds, lexicon)
        self._cache: dict[tuple[str, str, str, bool], str] = {}

    def lemma(self, form: str, tag: str, *, number: str = "", is_genitive: bool = False) -> str:
        """The lemma of one word by itself; see `full_verb` for separated particles.

        `number` is "Sing", "Plur" or "" where it is not known; the last "s" of an unknown genitive may be its ending.
        """
        key = (form, tag, number, is_genitive)
        found = self._cache.get(key)
        if found is None:
            if len(self._cache) > MAX_CACHED_LEMMAS:
                self._cache.clear()
            found = self._find(visible(form)[:MAX_WORD_CHARS], tag, number, is_genitive=is_genitive) or form
            self._cache[key] = found
        return found

    def full_verb(self, verb: str, particle: str) -> str:
        """The infinitive of a verb whose particle stands apart: sagen, zu -> zusagen."""
        prefix = particle.lower()
        return verb if verb.startswith(prefix) and verb in self._lexicon and prefix + verb not in self._lexicon else prefix + verb

    def participle_verb(self, form: str) -> str | None:
        """The infinitive of the verb whose participle `form` is ("geplant" -> "planen"), None where it is none."""
        rules = [rule for rule in self._rules(form.lower(), VERB) if "VPA2" in self._lexicon.exact_class(form.lower()).pos]
        return _preferred(rules, "VVPP").apply(form.lower()) if rules else None

    def _find(self, form: str, tag: str, number: str, *, is_genitive: bool) -> str:
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
        if tag.startswith("V"):
            return self._verb(form, tag)
        if tag == "ADJA":
            return self._attribute(form)
        if tag == "NE":
            return self._proper(form, is_genitive=is_genitive)
        if tag == "NN":
            return self._noun(form, number, is_genitive=is_genitive)
        if tag not in HEADS:
            return lower if tag[:1] in "AKP" else form
        return self._first(self._spellings(form), HEADS[tag]) or lower

    def _determiner(self, lower: str) -> str:
        for stem, lemma in self._words.determiners.items():
            if lower.startswith(stem) and len(lower) - len(stem) <= MAX_ENDING_CHARS:
                return lemma
        return lower

    def _spellings(self, form: str) -> list[str]:
        spellings = [form, form.lower()]
        return spellings + [word.replace(old, new) for word in spellings for old, new in SPELLINGS if old in word]

    def _rules(self, form: str, heads: str) -> list[LemmaRule]:
        """The lemma rules of a form, those of the first heads first."""
        rules = self._lexicon.rules(form)
        return [rule for head in heads for rule in rules if rule.head == head]

    def _first(self, spellings: Iterable[str], heads: str) -> str | None:
        for spelling in spellings:
            rules = self._rules(spelling, heads)
            if rules:
                return rules[0].apply(spelling)
        return None

    def _verb(self, form: str, tag: str) -> str:
        lower = form.lower()
        if lower in self._words.participles and tag.endswith("PP"):
            return self._words.participles[lower]
        for spelling in self._spellings(form):
            rules = self._rules(spelling, VERB)
            if rules:
                return _preferred(rules, tag).apply(spelling)
        if tag == "VVIZU" or "zu" in lower[2:]:
            found = self._inner_zu(lower)
            if found is not None:
                return found
        found = self._compound_verb(lower, tag)
        if found is not None or tag.endswith(("INF", "IZU")):
            return found or lower
        bare = lower.removeprefix(self._words.participle_prefix) if tag.endswith("PP") else lower
        return self._by_ending(bare, VERB, "") or lower

    def _inner_zu(self, lower: str) -> str | None:
        """The infinitive of an unknown verb with "zu" behind its particle: voranzubringen -> voranbringen."""
        at = lower.find("zu", 2)
        while at > 0:
            before, after = lower[:at], lower[at + 2 :]
            if before in self._words.particles and self._rules(after, VERB):
                return before + after
            at = lower.find("zu", at + 1)
        return None

    def _compound_verb(self, lower: str, tag: str) -> str | None:
        for begin in range(2, min(len(lower) - MIN_TAIL_CHARS + 1, MAX_TAIL_TRIES)):
            tail = lower[begin:]
            rules = self._rules(tail, VERB)
            if rules:
                return lower[:begin] + _preferred(rules, tag).apply(tail)
        return None

    def _attribute(self, form: str) -> str:
        """The base form of an adjective before a noun; one that is never a predicate loses its ending."""
        lower = form.lower()
        for stem, lemma in self._words.attributes.items():
            if lower.startswith(stem) and len(lower) - len(stem) <= MAX_ENDING_CHARS:
                return lemma
        lemma = self._first(self._spellings(form), ADJECTIVE) or self._unknown_attribute(form, lower)
        is_declined = lemma.endswith("e") and PREDICATIVE not in self._lexicon.exact_class(lemma).pos.split()
        return lemma[:-1] if is_declined and len(lemma) > MIN_TAIL_CHARS and lemma in self._lexicon else lemma

    def _unknown_attribute(self, form: str, lower: str) -> str:
        stem = self._undeclined(lower)
        if stem.endswith(self._words.compared):
            return stem
        if lower in self._lexicon:  # "super": never declined
            return lower
        is_origin = lower.endswith(self._words.origin) and (form[0].isupper() or form[0].isdigit())
        return form if is_origin else self._compound_adjective(lower) or stem  # "Brisbaner", "1950er" are never declined

    def _compound_adjective(self, lower: str) -> str | None:
        hyphen = lower.rfind("-") + 1
        for begin in range(max(hyphen, 2), min(len(lower) - MIN_TAIL_CHARS + 1, hyphen + MAX_TAIL_TRIES)):
            found = self._first([lower[begin:]], ADJECTIVE)
            if found is not None:
                return lower[:begin] + found
        return None

    def _undeclined(self, lower: str) -> str:
        """An unknown adjective without the endings of declension and, behind a suffix of adjectives, of comparison."""
        ending = next((e for e in self._words.declension if lower.endswith(e) and len(lower) - len(e) >= MIN_BASE_CHARS), "")
        stem = lower.removesuffix(ending)
        for compared in self._words.comparison:
            base = stem.removesuffix(compared)
            is_known = PREDICATIVE in self._lexicon.exact_class(base).pos.split()
            if base != stem and (is_known or base.endswith(self._words.compared)):
                return base
        return stem

    def _noun(self, form: str, number: str, *, is_genitive: bool) -> str:
        if form.islower():
            found = self._first([form], ADJECTIVE) or self._first([form.capitalize()], NOUN)
            if found is not None:
                return found
        spellings = [form, form.capitalize()] if form.isupper() else [form]
        spellings += [word.replace(old, new) for word in spellings for old, new in SPELLINGS if old in word]
        for spelling in spellings:
            rules = self._rules(spelling, NOUN)
            if rules:
                return self._by_number(rules, spelling, number, is_genitive=is_genitive).apply(spelling)
        return (
            self._compound_noun(form, number, is_genitive=is_genitive)
            or self._nominalised(form)
            or self._unknown_noun(form, number, is_genitive=is_genitive)
        )

    def _compound_noun(self, form: str, number: str, *, is_genitive: bool) -> str | None:
        """The lemma by the head of a compound; the last part carries the inflection."""
        begin = self._compounds.begin_of_head(form)
        if begin is None:
            return None
        tail = form[begin : begin + 1].upper() + form[begin + 1 :]
        rules = self._rules(tail, NOUN)
        if not rules:
            return None
        lemma = self._by_number(rules, tail, number, is_genitive=is_genitive).apply(tail)
        return form[:begin] + (lemma if form[begin - 1] == "-" else lemma.lower())

    def _nominalised(self, form: str) -> str | None:
        """An adjective used as a noun ends in "e", as in the lexicon: Älteren -> Ältere."""
        lower = form.lower()
        ending = next((e for e in self._words.declension if lower.endswith(e)), None)
        if ending is None or self._first([lower], ADJECTIVE) is None:
            return None
        return form[: len(form) - len(ending)] + self._words.declension[-1]

    def _unknown_noun(self, form: str, number: str, *, is_genitive: bool) -> str:
        """By a long ending, the longest known tail, or a short ending; the last two only where the others say nothing."""
        found = self._by_ending(form, NOUN, number, min_chars=MIN_NOUN_TAIL_CHARS) or self._by_tail(
            form, number, is_genitive=is_genitive
        )
        if found is None and (is_genitive or form.endswith(("'", "’"))):
            return self._without_genitive(form)
        return found or self._by_ending(form, NOUN, number) or form

    def _by_tail(self, form: str, number: str, *, is_genitive: bool) -> str | None:
        """The lemma by the longest known ending of at least four letters, whatever stands before it."""
        for begin in range(2, min(len(form) - MIN_NOUN_TAIL_CHARS + 1, MAX_TAIL_TRIES)):
            tail = form[begin].upper() + form[begin + 1 :]
            rules = self._rules(tail, NOUN)
            if rules:
                return form[:begin] + self._by_number(rules, tail, number, is_genitive=is_genitive).apply(tail).lower()
        return None

    def _by_number(self, rules: list[LemmaRule], form: str, number: str, *, is_genitive: bool) -> LemmaRule:
        """A noun in the singular is rather its own base form than the plural of another: "Akte" is no "Akt" then.

        That does not hold of verbs and adjectives used as nouns ("Herzen", "Grünen").
        """
        is_derived = bool(self._rules(form.lower(), VERB + ADJECTIVE))
        if number == SINGULAR and not is_genitive and not is_derived:
            return next((rule for rule in rules if rule.apply(form) == form), rules[0])
        return rules[0]

    def _by_ending(self, form: str, heads: str, number: str, *, min_chars: int = 1) -> str | None:
        """The base form by the longest listed ending."""
        for row in self._words.endings:
            if len(row.ending) < min_chars:
                return None
            if row.heads == heads and row.number in ("", number) and form.endswith(row.ending):
                stem = form[: len(form) - len(row.ending)]
                if len(stem) >= MIN_BASE_CHARS and stem[-1].isalnum():
                    return stem + row.base
        return None

    def _proper(self, form: str, *, is_genitive: bool) -> str:
        spellings = [form, form.capitalize()] if form.isupper() else [form]
        return self._first(spellings, NAME) or self._without_genitive(form, is_sure=is_genitive)

    def _without_genitive(self, form: str, *, is_sure: bool = True) -> str:
        """An unknown name or noun without the s or apostrophe of its genitive."""
        if form.endswith(("'", "’")):
            return form[:-1]
        has_ending = form.endswith("s") and not form.endswith(("ss", "us", "is")) and len(form) > MIN_GENITIVE_CHARS
        return form[:-1] if has_ending and (is_sure or self._rules(form[:-1], NAME)) else form


def _preferred(rules: list[LemmaRule], tag: str) -> LemmaRule:
    """The rule of a verb form that fits the tag: a finite form or infinitive keeps the syllable that a participle drops."""
    if tag.endswith("PP"):
        return rules[0]
    is_inner = tag.endswith("IZU")
    return next((rule for rule in rules if (rule.drop > 0) == is_inner), rules[0])
