"""Noun phrases by tags and case: where a speaker's name or description begins and ends."""

from __future__ import annotations

from lagebild.analyse.statements.lexicon import Lexicon
from lagebild.analyse.statements.view import NOUNS, View

DETERMINERS = frozenset({"ART", "PPOSAT", "PIAT", "PDAT", "PIDAT", "PWAT", "PRELAT"})
PRENOMINAL = frozenset({"ADJA", "CARD", "TRUNC", "PIDAT", "PIAT"})
PRONOUNS = frozenset({"PPER", "PIS", "PDS", "PRELS", "PWS", "PPOSS"})
PREPOSITIONS = frozenset({"APPR", "APPRART"})
MAX_PHRASE = 40  # tokens; appositions and genitives included


def phrase_end(view: View, begin: int, end: int, lexicon: Lexicon, *, apposition: bool = True) -> int | None:
    """The end of the noun phrase that begins at `begin` (< `end`); None where none begins."""
    end = min(end, begin + MAX_PHRASE)
    core = _core_end(view, begin, end, lexicon)
    if core is None:
        return None
    at = _modifiers(view, core, end, lexicon)
    if apposition:
        at = apposition_end(view, at, end, lexicon)
    return at


def _core_end(view: View, begin: int, end: int, lexicon: Lexicon) -> int | None:
    """Determiner, adjectives, nouns: the end of the bare phrase."""
    if (
        begin < end
        and view.tags[begin] in PRONOUNS
        and not (view.tags[begin] == "PIS" and begin + 1 < end and view.tags[begin + 1] in NOUNS)
    ):
        return begin + 1
    if begin + 1 < end and view.lower[begin] in lexicon.words["one_of"] and _is_genitive(view, begin + 1, lexicon):
        return begin + 1
    at = begin
    while at < end and view.tags[at] in {"ADV", "PTKNEG"} and at + 1 < end and view.tags[at + 1] in PRENOMINAL | DETERMINERS:
        at += 1
    if at < end and view.tags[at] in DETERMINERS:
        at += 1
    at = _attributes(view, at, end, lexicon)
    first = at
    at = _names(view, at, end, lexicon)
    return at if at > first else None


def _is_genitive(view: View, at: int, lexicon: Lexicon) -> bool:
    return view.tags[at] in DETERMINERS and view.lower[at] in lexicon.words["genitive_determiners"]


def _attributes(view: View, at: int, end: int, lexicon: Lexicon) -> int:
    """Past the adjectives and participles before the noun, with what depends on them ("die am Montag gewählte Ministerin")."""
    while at < end:
        tag = view.tags[at]
        if (tag in PRENOMINAL and tag != "TRUNC") or (tag == "KON" and at + 1 < end and view.tags[at + 1] in {"ADJA", "TRUNC"}):
            at += 1
            continue
        if tag == "$," and at + 1 < end and view.tags[at + 1] == "ADJA" and view.tags[at - 1] == "ADJA":
            at += 1
            continue
        if tag == "CARD" and at + 2 < end and view.tags[at + 1] == "NN" and view.tags[at + 2] == "ADJA":  # "300 Seiten starke"
            at += 2
            continue
        if tag in {"ADJD", "ADV", "CARD", "PTKNEG"} and at + 1 < end and view.tags[at + 1] in {"ADJA", "ADJD", "ADV", "CARD"}:
            at += 1
            continue
        if tag in PREPOSITIONS:  # a participle that carries a phrase of its own
            inner = _core_end(view, at + 1, end, lexicon)
            if (
                inner is not None
                and inner < end
                and view.tags[inner] in {"ADJA", "ADV", "ADJD"}
                and _adjective_ahead(view, inner, end)
            ):
                at = inner
                continue
        return at
    return at


def _adjective_ahead(view: View, at: int, end: int) -> bool:
    while at < end and view.tags[at] in {"ADV", "ADJD"}:
        at += 1
    return at + 1 < end and view.tags[at] == "ADJA" and view.tags[at + 1] in NOUNS | {"ADJA", "TRUNC"}


def _names(view: View, at: int, end: int, lexicon: Lexicon) -> int:
    """Past nouns and names in a row, quoted names, and what stands in brackets behind them."""
    first = at
    while at < end:
        index = view.quoted[at]
        if index >= 0 and view.stretch_tokens[index][0] == at and _is_quoted_name(view, at, first, lexicon):
            at = view.stretch_tokens[index][1]
        elif _goes_on(view, first, at, end, lexicon):
            at += 1
        else:
            break
    return min(at, end)


def _goes_on(view: View, first: int, at: int, end: int, lexicon: Lexicon) -> bool:
    """Whether the token belongs to a row of nouns and names that began at `first`."""
    tag = view.tags[at]
    if tag in NOUNS:
        return (
            at == first
            or view.tags[at - 1] == "ADJA"
            or tag != "NN"
            or _belongs(view, at - 1, at)
            or _is_whole_name(view, first, at)
        )
    if tag == "ADJA" and (view.tags[at - 1] == "ADJA" or (at == first + 1 and _is_genitive_name(view, first))):
        return at + 1 < end and view.tags[at + 1] in NOUNS | {"ADJA"}  # "Berlins früherer Bürgermeister"
    if at == first:
        return tag == "TRUNC"
    if tag == "CARD":  # "Artikel 65", but not "die Polizei 13 Verdächtige"
        return view.tags[at - 1] == "NN" and (at + 1 >= end or view.tags[at + 1] not in {"NN", "ADJA", "CARD"})
    if tag == "KON":
        return view.tags[at - 1] == "TRUNC"
    if view.words[at] in {"&", "/"}:
        return True
    if tag == "ART" and view.words[at - 1] == "/":  # "Bündnis 90/Die Grünen"
        return at + 1 < end and view.tags[at + 1] in NOUNS
    return (
        tag in {"APPR", "APPRART"}
        and view.words[at] in lexicon.words["name_particles"]
        and view.tags[at - 1] in NOUNS
        and _is_name(view, at + 1, end)
    )


def _is_genitive_name(view: View, i: int) -> bool:
    return view.tags[i] == "NE" and view.lower[i].endswith("s")


def _is_whole_name(view: View, first: int, at: int) -> bool:
    """Whether a noun ends a name that has an article ("die Hoover Institution")."""
    return at == first + 1 and view.tags[first] in {"NE", "FM"} and first > 0 and view.tags[first - 1] == "ART"


def _belongs(view: View, first: int, second: int) -> bool:
    """Whether the parser ties two nouns in a row together."""
    doc, places = view.doc, view.places
    return bool(doc[places[second]].head.i == places[first] or doc[places[first]].head.i == places[second])


def _is_quoted_name(view: View, at: int, first: int, lexicon: Lexicon) -> bool:
    """Whether the quoted words are a name; words in lower case are one only behind what is named ("die Zeitung „die welle“")."""
    last = view.stretch_tokens[view.quoted[at]][1]
    if last - at > MAX_QUOTED_NAME:
        return False
    inner = view.words[at + 1][:1] if at + 1 < last else ""
    return not (inner.islower() and at > first) or view.lemmas[at - 1] in lexicon.words["audiences"]


MAX_QUOTED_NAME = 8  # tokens with the marks: „Der Spiegel“, „Welt am Sonntag“


def _is_name(view: View, i: int, end: int) -> bool:
    return i < end and view.tags[i] == "NE"


def _brackets(view: View, at: int, end: int) -> int:
    if at < end and view.words[at] in "([":
        for i in range(at + 1, min(end, at + 9)):
            if view.words[i] in ")]":
                return i + 1
    return at


def _modifiers(view: View, at: int, end: int, lexicon: Lexicon) -> int:
    """Past genitives, attached prepositional phrases, brackets and coordinated phrases."""
    while at < end:
        at = _brackets(view, at, end)
        if at >= end:
            return at
        step = _modifier(view, at, end, lexicon)
        if step is None:
            return at
        at = step
    return at


def _modifier(view: View, at: int, end: int, lexicon: Lexicon) -> int | None:
    tag, lower = view.tags[at], view.lower[at]
    if view.tags[at - 1] == "NE" and lower in lexicon.words["feminine_oblique"]:  # "sagte Kern der Zeitung": a dative
        return None
    if tag in DETERMINERS and lower in lexicon.words["genitive_determiners"]:
        return None if _is_nominative(view, at, end, lexicon) else _core_end(view, at, end, lexicon)
    if tag == "ADJA" and lower.endswith("er") and view.tags[at - 1] == "NN":  # genitive plural without an article
        return _core_end(view, at, end, lexicon)
    if tag in PREPOSITIONS and lower in lexicon.words["attached_prepositions"] and _can_attach(view, at, lexicon):
        return _core_end(view, at + 1, end, lexicon)
    if tag in PREPOSITIONS and lower in lexicon.words["seat_prepositions"] and _is_seat(view, at, end):
        return _core_end(view, at + 1, end, lexicon)
    if tag == "KON" and lower in lexicon.words["joining"]:
        return _core_end(view, at + 1, end, lexicon)
    return _list_end(view, at, end, lexicon) if view.words[at] == "," else None


def _is_nominative(view: View, at: int, end: int, lexicon: Lexicon) -> bool:
    """Whether the phrase that an ambiguous article opens is a subject by its form ("der neue Vertrag", "der neuen Partei")."""
    if view.lower[at] not in lexicon.words["feminine_oblique"]:
        return False
    strong = at + 1 < end and view.tags[at + 1] == "ADJA" and view.lower[at + 1].endswith("e")
    for i in range(at + 1, min(end, at + 5)):
        if view.tags[i] == "NN":
            morph = view.doc[view.places[i]].morph
            alone = morph.get("Gender") == ["Masc"] and morph.get("Number") == ["Sing"] and view.case(at) == "Nom"
            return alone or (strong and morph.get("Gender") != ["Fem"])
    return strong


def _list_end(view: View, at: int, end: int, lexicon: Lexicon) -> int | None:
    """The end of a list whose second member follows the comma at `at`; a list ends with "und" and one more."""
    for _ in range(MAX_LIST):
        inner = _core_end(view, at + 1, end, lexicon)
        if inner is None or inner >= end:
            return None
        if view.lower[inner] in lexicon.words["joining"]:
            return _core_end(view, inner + 1, end, lexicon)
        if view.words[inner] != ",":
            return None
        at = inner
    return None


MAX_LIST = 5  # members


def _is_seat(view: View, at: int, end: int) -> bool:
    """Whether a bare name behind a common noun says where it sits ("die Regierung in Wien")."""
    return (view.tags[at - 1] == "NN" or view.words[at - 1] in ")]") and _is_name(view, at + 1, end)


def _can_attach(view: View, at: int, lexicon: Lexicon) -> bool:
    """Whether the phrase with the preposition at `at` can belong to the noun before it; pronouns take none, names few."""
    before = view.tags[at - 1]
    if before in {"NE", "FM"} and view.tags[at + 1 : at + 2] in (["ADV"], ["CARD"]):
        return False
    return before not in PRONOUNS and (before not in {"NE", "FM"} or view.lower[at] in lexicon.words["name_prepositions"])


def apposition_end(view: View, at: int, end: int, lexicon: Lexicon) -> int:
    """Past ", Sprecher der Polizei" behind a phrase that ends at `at`, when a second phrase stands alone between marks."""
    if at >= end or view.words[at] != "," or at + 1 >= end or view.tags[at + 1] in PRONOUNS:
        return at
    inner = _core_end(view, at + 1, end, lexicon)
    if inner is None:
        return at
    inner = _attached(view, _modifiers(view, inner, end, lexicon), end, lexicon)
    if inner >= end or view.words[inner] in APPOSITION_ENDS or view.is_finite(inner):
        return inner
    return at


APPOSITION_ENDS = frozenset({",", ".", ":", "–", "-", ";", "!"})


def _attached(view: View, at: int, end: int, lexicon: Lexicon) -> int:
    """Past prepositional phrases of any kind; an apposition holds nothing else."""
    while at < end and view.tags[at] in PREPOSITIONS:
        step = _core_end(view, at + 1, end, lexicon)
        if step is None:
            return at
        at = _modifiers(view, step, end, lexicon)
    return at
