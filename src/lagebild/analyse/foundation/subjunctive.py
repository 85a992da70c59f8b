"""Konjunktiv I and II by the form of the verb, where the form says it; ambiguous forms are left to who reads the clause."""

from __future__ import annotations

from collections.abc import Iterable

from lagebild.analyse.foundation.language import SubjunctiveWords
from lagebild.analyse.foundation.lexicon import Lexicon

VERB_FORM = "VF"  # the lexicon's finite verb forms begin with this, behind a letter for auxiliaries and modals
VERB_HEAD = "V"
FIRST_SINGULAR = "VF1s"
PRESENT, PAST = "Pres", "Past"
MAX_CACHED = 20_000


class Subjunctives:
    """Tells the Konjunktiv from the indicative, remembered."""

    def __init__(self, words: SubjunctiveWords, lexicon: Lexicon) -> None:
        self._words = words
        self._lexicon = lexicon
        self._cache: dict[tuple[str, str], tuple[str, bool] | None] = {}

    def tense(self, form: str, lemma: str, sentence: Iterable[str]) -> str | None:
        """The tense of the Konjunktiv: "Pres" is Konjunktiv I, "Past" Konjunktiv II; None where the form does not say it.

        `lemma` is the infinitive without a particle that stands apart. In a sentence with a speaker in the first person, "habe"
        may be indicative.
        """
        key = (form, lemma)
        if key not in self._cache:
            if len(self._cache) > MAX_CACHED:
                self._cache.clear()
            self._cache[key] = self._find(form.lower(), lemma)
        found = self._cache[key]
        if found is None:
            return None
        tense, is_shared = found
        is_spoken = is_shared and any(word.lower() in self._words.speaker for word in sentence)
        return None if is_spoken else tense

    def _find(self, form: str, lemma: str) -> tuple[str, bool] | None:
        """The tense, and whether the first person of the indicative has the same form."""
        words = self._words
        if form in words.forms:
            return words.forms[form], False
        if form + words.infinitive == lemma or (form[:-1] + words.infinitive == lemma and form.endswith(words.ending)):
            return PRESENT, any(symbol.endswith(FIRST_SINGULAR) for symbol in self._symbols(form)) and not self._is_modal(form)
        plain = form.translate(words.umlauts)
        if plain != form and form.endswith(words.endings) and self._is_form(plain, lemma):
            return PAST, False
        for ending in words.endings:
            base = form.removesuffix(ending)
            if base == form or (base + words.infinitive == lemma) or base + words.ending + words.infinitive == lemma:
                continue
            stem = lemma.removesuffix(words.infinitive).removesuffix(words.ending)
            if base in {stem, *(stem + regular for regular in words.regular)}:
                continue
            changed = base.translate(words.umlauts)
            is_past = FIRST_SINGULAR in "".join(self._symbols(changed)) and self._is_form(changed, lemma)
            if is_past and (changed != base or ending == words.ending):
                return PAST, False
        return None

    def _symbols(self, form: str) -> list[str]:
        return self._lexicon.exact_class(form).pos.split()

    def _is_modal(self, form: str) -> bool:
        """Modal verbs have no ending in the first person: "ich soll", "er solle"."""
        return any(symbol.startswith("M" + VERB_FORM) for symbol in self._symbols(form))

    def _is_form(self, form: str, lemma: str) -> bool:
        """Whether `form` is a finite form of the verb."""
        is_finite = any(VERB_FORM in symbol for symbol in self._symbols(form))
        return is_finite and any(rule.head == VERB_HEAD and rule.apply(form) == lemma for rule in self._lexicon.rules(form))
