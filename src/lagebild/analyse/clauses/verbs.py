"""The verb complex of a clause: full verb, tense, mood, voice, modal verb, negation."""

from __future__ import annotations

from dataclasses import dataclass

from lagebild.analyse.clauses.cells import NOM
from lagebild.analyse.clauses.forms import tense_and_mood
from lagebild.analyse.clauses.lexicon import ClauseLexicon
from lagebild.analyse.clauses.view import FULL_NONFINITE, NONFINITE, View

TENSES = {"Past": "past", "Pres": "present"}


@dataclass(slots=True)
class Complex:
    """As `VerbComplex` of the model, with indexes in the sentence; `is_copula` for "sein" and its like without a full verb."""

    head: int
    lemma: str
    tokens: list[int]
    finite: int
    tense: str = ""
    mood: str = ""
    voice: str = "active"
    modal: str = ""
    negation: int = -1
    is_copula: bool = False
    recipient: bool = False


def read_complex(
    view: View, tokens: list[int], finite: int, lexicon: ClauseLexicon, *, shared: list[int] | None = None
) -> Complex | None:
    """The verb complex of a clause with these tokens, None if it has no verb; `shared`: auxiliaries of a coordinated clause."""
    tags = view.tags
    loose = [i for i in tokens if tags[i] in NONFINITE] + (shared or [])
    particle = next((i for i in reversed(tokens) if tags[i] == "PTKVZ"), -1)
    if particle >= 0 and finite >= 0 and tags[finite] in ("VAFIN", "VMFIN"):
        particle = -1  # "ist frei": a predicate
    if finite < 0 and not loose:
        return None
    verbs = [*([finite] if finite >= 0 else []), *loose]
    full = _full_verb(view, loose, finite, lexicon)
    if full == finite and particle < 0:
        particle = _late_particle(view, tokens, finite, lexicon)
    lemma = _lemma(view, full, particle if full == finite else -1, tokens, lexicon, has_haben=_has_haben(view, finite, lexicon))
    own = [*verbs, *([particle] if particle >= 0 and full == finite else []), *(i for i in tokens if tags[i] == "PTKZU")]
    found = Complex(full, lemma, sorted(own), finite)
    found.negation = _negation(view, tokens, lexicon)
    _inflect(view, found, loose, tokens, lexicon)
    return found


def _full_verb(view: View, loose: list[int], finite: int, lexicon: ClauseLexicon) -> int:
    full = [i for i in loose if view.tags[i] in FULL_NONFINITE]
    if len(full) > 1:
        lexical = [i for i in full if not lexicon.has(view.lemmas[i], "causative") and not _is_auxiliary(view, i, lexicon)]
        full = lexical or full
    if full and (finite < 0 or not (view.tags[finite] in ("VVFIN", "VVIMP") and _is_free(view, finite, lexicon))):
        return full[0]
    if finite >= 0 and view.tags[finite] in ("VVFIN", "VVIMP"):
        return finite
    others = [i for i in loose if view.tags[i] in ("VAPP", "VAINF", "VMPP", "VMINF")]
    return _main_auxiliary(view, finite, others, lexicon)


def _is_auxiliary(view: View, i: int, lexicon: ClauseLexicon) -> bool:
    return lexicon.has(view.lemmas[i], "modal") or lexicon.has(view.lemmas[i], "passive")


def _is_free(view: View, finite: int, lexicon: ClauseLexicon) -> bool:
    """Whether a participle or infinitive does not belong to a finite full verb that takes none."""
    lemma = view.lemmas[finite]
    return not (
        lexicon.has(lemma, "causative")
        or lexicon.has(lemma, "raising")
        or lexicon.has(lemma, "recipient")
        or lexicon.has(lemma, "modal")
        or lexicon.has(lemma, "passive")
        or lexicon.has(lemma, "copula")
    )


def _main_auxiliary(view: View, finite: int, others: list[int], lexicon: ClauseLexicon) -> int:
    """The auxiliary that is the predicate itself: "Er ist krank gewesen", "Er wird krank sein"."""
    for i in others:
        if not lexicon.has(view.lemmas[i], "modal"):
            return i
    return others[0] if others and finite < 0 else finite


def _late_particle(view: View, tokens: list[int], finite: int, lexicon: ClauseLexicon) -> int:
    """A particle that the tagger took for a preposition or adverb: the last word of a clause, known with the verb."""
    last = tokens[-1] if tokens else -1
    if last <= finite or view.tags[last] not in ("APPR", "ADV", "ADJD", "PTKZU", "APZR"):
        return -1
    if view.tags[finite] not in ("VVFIN", "VVIMP"):
        return -1
    base = view.lemmas[finite]
    joined = view.lower[last] + base
    is_known = "VINF" in lexicon.forms.exact_class(joined).pos.split() or lexicon.has(joined, "separable")
    return last if is_known or view.deps[last] == "compound:prt" else -1


def _lemma(view: View, full: int, particle: int, tokens: list[int], lexicon: ClauseLexicon, *, has_haben: bool = False) -> str:
    lemma = view.lemmas[full]
    known = lexicon.auxiliaries.get(view.lower[full])
    if known is not None:
        lemma = known.lemma
    if particle < 0:
        bare = lemma[2:]
        if view.tags[full] == "VVPP" and view.lower[full] == lemma and lexicon.has(lemma, "perfect-sein") and has_haben:
            return bare  # "geraten" with "haben" is no accident but advice
        if view.tags[full] == "VVPP" and view.lower[full] == lemma and lexicon.has(bare, "perfect-sein"):
            return bare  # "gefallen" belongs to two verbs; the one of motion is meant where it stands with its auxiliary
        return _without_strangers(view, full, lemma, tokens)
    prefix = view.lower[particle]
    return (
        lemma
        if lemma.startswith(prefix) and lemma != prefix and view.deps[particle] == "compound:prt" and view.heads[particle] == full
        else prefix + lemma
    )


def _has_haben(view: View, finite: int, lexicon: ClauseLexicon) -> bool:
    """Whether the finite verb is the auxiliary of perfects that are no motion or change."""
    known = lexicon.auxiliaries.get(view.lower[finite]) if finite >= 0 else None
    return known is not None and lexicon.has(known.lemma, "perfect-haben")


def _without_strangers(view: View, full: int, lemma: str, tokens: list[int]) -> str:
    """The lemma without a particle that the parser took from another clause."""
    for i in range(full + 1, len(view.words)):
        if view.deps[i] == "compound:prt" and view.heads[i] == full and i not in tokens and lemma.startswith(view.lower[i]):
            return lemma[len(view.lower[i]) :]
    return lemma


def _negation(view: View, tokens: list[int], lexicon: ClauseLexicon) -> int:
    for k, i in enumerate(tokens):
        if view.lower[i] in lexicon.negations or view.lemmas[i] in lexicon.negations:
            following = view.lower[tokens[k + 1]] if k + 1 < len(tokens) else ""
            if not lexicon.is_word(following, "after-negation"):
                return i
    return -1


def _inflect(view: View, found: Complex, loose: list[int], tokens: list[int], lexicon: ClauseLexicon) -> None:
    """Tense, mood, voice and modal verb from the finite form and what goes with it."""
    finite, lower, tags = found.finite, view.lower, view.tags
    full_tag = tags[found.head]
    lemmas = _verb_lemmas(view, finite, loose, lexicon)
    top = lemmas.get(finite, "")
    modals = [
        lemmas[i] for i in lemmas if i != found.head and (lexicon.has(lemmas[i], "modal") or lexicon.has(lemmas[i], "causative"))
    ]
    found.modal = modals[0] if modals else ""
    has_worden = any(tags[i] == "VAPP" and lexicon.is_word(lower[i], "passive-participle") for i in loose)
    passive_infinitive = any(tags[i] == "VAINF" and lexicon.has(lemmas[i], "passive") for i in loose if i != found.head)
    participle = _is_participle(view, found, top, lexicon)
    perfect_infinitive = any(tags[i] == "VAINF" and not lexicon.has(lemmas[i], "passive") for i in loose if i != found.head)
    is_werden = lexicon.has(top, "passive")
    tense, mood = _finite_form(view, finite, tokens, lexicon) if finite >= 0 else ("", "")
    if participle and (has_worden or passive_infinitive or (is_werden and not perfect_infinitive and not modals)):
        found.voice = "werden-passive"
    elif participle and finite >= 0 and lexicon.has(top, "recipient"):
        found.recipient = True
    elif participle and _is_state(view, found, top, loose, lemmas, lexicon):
        found.voice = "sein-passive"
    found.is_copula = (
        found.head in lemmas and not participle and full_tag not in ("VVINF", "VVIZU") and lexicon.has(found.lemma, "copula")
    )
    found.mood = mood
    found.tense = _tense(
        found,
        tense,
        mood,
        top,
        lexicon,
        has_worden=has_worden,
        participle=participle or full_tag in ("VAPP", "VMPP"),
        perfect_infinitive=perfect_infinitive,
        infinitives=[i for i in loose if tags[i] in ("VVINF", "VAINF", "VMINF")],
    )


def _verb_lemmas(view: View, finite: int, loose: list[int], lexicon: ClauseLexicon) -> dict[int, str]:
    """The lemmas of the complex's verbs by token; a finite auxiliary's is known by its form."""
    known = lexicon.auxiliaries.get(view.lower[finite]) if finite >= 0 else None
    lemmas = {i: view.lemmas[i] for i in loose}
    if finite >= 0:
        lemmas[finite] = view.lemmas[finite] if known is None else known.lemma
    return lemmas


def _is_participle(view: View, found: Complex, top: str, lexicon: ClauseLexicon) -> bool:
    """Whether the full verb is a participle, or an infinitive by its tag that is one below the auxiliary `top`."""
    tag = view.tags[found.head]
    return tag == "VVPP" or (
        tag == "VVINF" and not found.modal and lexicon.has(top, "perfect-auxiliary") and _may_be_participle(view, found, lexicon)
    )


def _may_be_participle(view: View, found: Complex, lexicon: ClauseLexicon) -> bool:
    """Whether the form of an infinitive is that of a participle too ("erfahren") and no particle stands before it."""
    before = found.head - 1
    if before >= 0 and view.tags[before] == "PTKZU":
        return False
    return "VPA2" in lexicon.forms.exact_class(view.lower[found.head]).pos.split()


def _is_state(view: View, found: Complex, top: str, loose: list[int], lemmas: dict[int, str], lexicon: ClauseLexicon) -> bool:
    """Whether a participle with "sein" is a state and no perfect: the verb forms its perfect with another auxiliary."""
    names = {top, *(lemmas[i] for i in loose if i != found.head and view.tags[i] in ("VAINF", "VAPP"))}
    has_sein = any(lexicon.has(name, "copula") and lexicon.has(name, "raising") for name in names)
    return has_sein and not any(lexicon.has(n, "perfect-haben") for n in names) and not lexicon.has(found.lemma, "perfect-sein")


def _tense(
    found: Complex, tense: str, mood: str, top: str, lexicon: ClauseLexicon, *, has_worden: bool, participle: bool,
    perfect_infinitive: bool, infinitives: list[int],
) -> str:  # fmt: skip
    if found.finite < 0:
        return "perfect" if perfect_infinitive and participle else ""
    is_past = tense == "past" or mood == "konjunktiv2"
    takes_perfect = lexicon.has(top, "perfect-auxiliary")
    if lexicon.has(top, "passive") and found.head != found.finite:
        is_future = bool(infinitives) and tense == "present" and mood != "konjunktiv2"
        if is_future:
            return "future-perfect" if perfect_infinitive and participle and found.voice != "sein-passive" else "future"
        return "present" if mood == "konjunktiv2" else tense
    if takes_perfect and found.head != found.finite:
        done = (
            has_worden
            or (participle and found.voice == "active")
            or (found.modal and infinitives and lexicon.has(top, "perfect-haben"))
        )
        if found.voice == "sein-passive":
            return tense
        if done:
            return "pluperfect" if is_past else "perfect"
    return tense


def _finite_form(view: View, finite: int, tokens: list[int], lexicon: ClauseLexicon) -> tuple[str, str]:
    """Tense and mood of the finite form by itself."""
    form = view.lower[finite]
    known = lexicon.auxiliaries.get(form)
    first_person = any(
        lexicon.pronouns.get(view.lower[i], (0, ""))[1] == "1s"
        and view.tags[i] == "PPER"
        and lexicon.pronouns[view.lower[i]][0] & NOM
        for i in tokens
    )
    if known is not None and (view.tags[finite] in ("VAFIN", "VMFIN") or known.lemma == view.lemmas[finite]):
        mood = known.mood
        if first_person and mood == "konjunktiv1" and form.endswith("e"):
            mood = "indicative"
        return known.tense, mood
    if view.tags[finite] in ("VVIMP", "VAIMP") or _is_formal_request(view, finite, tokens):
        return "present", "imperative"
    tagged = TENSES.get(view.features[finite].get("Tense", ""), "present")
    return tense_and_mood(form, view.lemmas[finite], tagged, lexicon.endings, first_person=first_person)


def _is_formal_request(view: View, finite: int, tokens: list[int]) -> bool:
    """Whether the verb stands first, the formal pronoun follows, and the clause ends with an exclamation mark."""
    following = view.words[finite + 1 : finite + 2]
    if finite != tokens[0] or following == [] or view.tags[finite + 1] != "PPER" or not following[0][0].isupper():
        return False
    end = tokens[-1] + 1
    while end < len(view.words) and view.tags[end] == "$(":
        end += 1
    return end < len(view.words) and view.words[end][0] == "!"
