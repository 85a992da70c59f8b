"""Descriptions: noun phrases headed by a role noun or an inhabitant ("die US-Außenministerin", "drei Soldaten", "Briten")."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lagebild.analyse.mentions.found import Found
from lagebild.analyse.mentions.view import Stretch, View

DETERMINERS = frozenset({"ART", "PPOSAT", "PDAT", "PIAT", "PIDAT", "PWAT", "PRELAT"})
QUANTIFIERS = frozenset({"PIAT", "PIDAT"})
ATTRIBUTES = frozenset({"ADJA", "CARD", "TRUNC"})
DEGREE = frozenset({"ADV", "ADJD", "PTKA"})
NOUN_HEADS = frozenset({"NN", "NE", "ADJA", "FM", "PIS", "PIAT", "CARD"})
KNOWN_ROLE, COMPOUND_ROLE, CROWD, INHABITANT, STATE_NOUN = 0.8, 0.7, 0.6, 0.8, 0.6
SUBJECT = "nsubj"
MAX_LEFT = 12
MAX_RIGHT = 10


def find_descriptions(view: View, stretch: Stretch, names: Mapping[int, int]) -> Iterator[Found]:
    """Phrases about actors by role; `names` maps the tokens of names, which head no description, to where the name ends."""
    for i in range(stretch.begin, stretch.end):
        if i in names or view.tags[i] not in NOUN_HEADS or not (view.words[i][0].isupper() or view.words[i][0].isdigit()):
            continue
        found = _description_at(view, stretch, i, names)
        if found is not None:
            yield found


def _description_at(view: View, stretch: Stretch, i: int, names: Mapping[int, int]) -> Found | None:
    word, lemma, vocabulary = view.words[i], view.lemmas[i], view.vocabulary
    plain = _by_class(view, stretch, i, names)
    if plain is not None:
        return plain
    reading = vocabulary.role(word, lemma) if view.tags[i] != "ADJA" or _is_nominalised(view, stretch, i) else None
    begin = phrase_begin(view, stretch, i, names)
    if reading is not None and reading.prefix is None and vocabulary.has("body_if_subject", reading.role.noun):
        reading = reading if view.tokens[i].dep_ == SUBJECT else None  # the post or act that the noun names acts nowhere
    if reading is not None and (reading.prefix is None or not _is_inhabitant(view, word)):
        end = phrase_end(view, stretch, i, names)
        if reading.prefix is None:
            return Found(begin, end, i, "description", "de.mention.role", KNOWN_ROLE, f"role noun {reading.role.noun}")
        reason = f"role noun {reading.role.noun} after {reading.prefix}"
        return Found(begin, end, i, "description", "de.mention.role_compound", COMPOUND_ROLE, reason)
    if _is_inhabitant(view, word):
        if view.tags[i] == "ADJA" and not _is_nominalised(view, stretch, i):
            return None
        return Found(begin, i + 1, i, "description", "de.mention.inhabitant", INHABITANT, "inhabitants of a state")
    return None


def _is_inhabitant(view: View, word: str) -> bool:
    return any(entry.kind == "inhabitant" for entry in view.vocabulary.lexicon.name(word))


def _by_class(view: View, stretch: Stretch, i: int, names: Mapping[int, int]) -> Found | None:
    """Descriptions by nouns that name no sector: colleagues, kinds of states, crowds, ages."""
    word, lemma, vocabulary = view.words[i], view.lemmas[i], view.vocabulary
    if vocabulary.has("colleague", word, lemma, word.rpartition("-")[2], lemma.rpartition("-")[2]):
        rule, score, reason = "de.mention.colleague", KNOWN_ROLE, "holder of the same office"
    elif vocabulary.has("state_noun", word, lemma):
        rule, score, reason = "de.mention.state_noun", STATE_NOUN, "a state by its kind"
    elif vocabulary.has("crowd", word) and not _counts_a_noun(view, stretch, i):
        rule, score, reason = "de.mention.crowd", CROWD, "many people"
    elif word[0].isdigit() and vocabulary.has("aged_ending", word.partition("-")[2].lower()):
        rule, score, reason = "de.mention.aged", STATE_NOUN, "a person by age"
    else:
        return None
    begin = phrase_begin(view, stretch, i, names)
    if rule == "de.mention.state_noun" and begin == i:
        return None
    return Found(begin, i + 1, i, "description", rule, score, reason)


def _counts_a_noun(view: View, stretch: Stretch, i: int) -> bool:
    """Whether a word for many is the number of what follows ("Hunderte Fahrzeuge"), or itself counted ("40 Millionen Euro")."""
    j = i + 1
    while j < stretch.end and view.tags[j] == "ADJA":
        j += 1
    return (j < stretch.end and view.tags[j] in {"NN", "NE"}) or (i > stretch.begin and view.tags[i - 1] == "CARD")


def _is_nominalised(view: View, stretch: Stretch, i: int) -> bool:
    """Whether an adjective written as a noun heads its phrase ("Verdächtige", "der Angeklagte Meyer")."""
    if view.tokens[i].dep_ == "amod" and i + 1 < stretch.end and view.tags[i + 1] in {"KON", "$,"}:
        return False  # the first of two attributes at the beginning of a sentence ("Deutsche und polnische Minister")
    if i + 1 >= stretch.end or view.tags[i + 1] not in {"NN", "NE", "ADJA", "FM"}:
        return True
    return view.tags[i + 1] == "NE" and i > stretch.begin and view.tags[i - 1] in {*DETERMINERS, "ADJA"}


def phrase_begin(view: View, stretch: Stretch, head: int, names: Mapping[int, int]) -> int:
    """The first token of the noun phrase with this head: article, attributes, a genitive name before it."""
    begin = head
    i = head - 1
    while i >= stretch.begin and head - i <= MAX_LEFT:
        tag = view.tags[i]
        if tag in ATTRIBUTES and i not in names:
            begin = i
        elif tag in DETERMINERS:
            whole = tag in QUANTIFIERS and i > stretch.begin and view.tags[i - 1] in {"ART", "PPOSAT", "PDAT"}
            return i - 1 if whole else i  # "die beiden Länder"
        elif not _joins_attributes(view, i, begin, head):
            break
        i -= 1
    return _genitive_before(view, stretch, begin, names)


def _joins_attributes(view: View, i: int, begin: int, head: int) -> bool:
    """Whether the word stands between attributes: a conjunction or comma between adjectives, or an adverb before one."""
    if view.tags[i] in {"KON", "$,"}:
        return bool(i) and view.tags[i - 1] == "ADJA" and begin < head and view.tags[begin] == "ADJA"
    return view.tags[i] in DEGREE and view.tags[i + 1] in {*ATTRIBUTES, *DEGREE}


def _genitive_before(view: View, stretch: Stretch, begin: int, names: Mapping[int, int]) -> int:
    """`begin`, or where a genitive name right before it begins ("Chinas Verteidigungsminister")."""
    i = begin - 1
    if i < stretch.begin or i not in names or view.tags[i] not in {"NE", "NN"}:
        return begin
    if not view.words[i].endswith(("s", "’", "'", "x", "z")) or view.vocabulary.lexicon.is_base_form(view.words[i]):
        return begin
    target = view.tokens[i].head.i
    if not (begin <= target or target in names):
        return begin
    while i - 1 >= stretch.begin and i - 1 in names and view.tokens[i].head.i == i - 1:
        i -= 1
    return i


def phrase_end(view: View, stretch: Stretch, head: int, names: Mapping[int, int]) -> int:
    """The end of the phrase with the genitive or "von" phrases that follow its head."""
    end = head + 1
    reading = view.vocabulary.role(view.words[head], view.lemmas[head])
    is_body = reading is not None and reading.role.kind == "institution"
    for _ in range(2):
        further = _attribute_end(view, stretch, end, names)
        preposition = end < len(view.tags) and view.tags[end] in {"APPR", "APPRART"}
        if preposition and not is_body and further > end and not head <= view.tokens[further - 1].head.i < further:
            return end  # the phrase belongs to the verb ("Truppen aus Kabul abziehen")
        if further == end:
            return end
        end = further
    return end


def _attribute_end(view: View, stretch: Stretch, end: int, names: Mapping[int, int]) -> int:
    if end >= stretch.end:
        return end
    i = end
    genitive = "Gen" in view.tokens[i].morph.get("Case")
    if i in names and view.tags[i] == "NE":
        apposed = view.tokens[i].dep_.startswith(("appos", "flat"))  # which agrees in case with the noun before
        owner = (genitive and not apposed) or _has_genitive_ending(view, i, names[i]) or _is_place(view, i, names[i])
        return names[i] if owner else end
    if view.tags[i] == "ART" and genitive and not (_is_dative(view, i) and _says_both(view, end - 1)):
        return _noun_after(view, stretch, i + 1) or end
    if view.tags[i] in {"APPR", "APPRART"} and view.vocabulary.has("possessor_preposition", view.words[i]):
        if i + 1 < stretch.end and view.tags[i + 1] == "ART":
            i += 1
        if i + 1 in names and view.tags[i + 1] == "NE" and _says_sequence(view, end - 1):
            return names[i + 1]
        matched = view.vocabulary.lexicon.match(view.words, i + 1, stretch.end) if i + 1 < stretch.end else None
        if matched is not None and _names_owner(matched[1]) and view.tags[i + 1] in {"NE", "NN"}:
            return matched[0]
    return end


def _is_dative(view: View, i: int) -> bool:
    """Whether an indefinite article may as well be an object of its own ("stimmten beide Seiten einer Feuerpause zu")."""
    return view.words[i].lower() not in view.vocabulary.definite


def _says_both(view: View, head: int) -> bool:
    return bool(head) and view.vocabulary.has_adjective("both", view.words[head - 1])


def _says_sequence(view: View, head: int) -> bool:
    """Whether the noun says who came before or after a person ("der Nachfolger von Anna Muster")."""
    forms = (view.words[head], view.lemmas[head])
    return view.vocabulary.has("successor", *forms) or view.vocabulary.has("predecessor", *forms)


def _has_genitive_ending(view: View, begin: int, end: int) -> bool:
    """Whether a name ends as genitives do, and not only because the person is called so ("Sprecherin Anna Fuchs")."""
    last = view.words[end - 1]
    if not last.endswith("s"):
        return last.endswith(("’", "'"))
    lexicon = view.vocabulary.lexicon
    if end - begin == 1:
        return not lexicon.is_base_form(last) or view.tokens[begin].dep_.startswith("nmod")
    text = " ".join(view.words[begin:end])
    if any(entry.name == text for entry in lexicon.name(text)):
        return False
    known = bool(lexicon.name(text)) or any(entry.kind == "surname" for entry in lexicon.name(last[:-1]))
    return known or not view.tokens[begin].dep_.startswith(("appos", "flat"))


def _is_place(view: View, begin: int, end: int) -> bool:
    """Whether a name right after a body is the place that it works for ("Landgericht Musterstadt")."""
    entries = view.vocabulary.lexicon.name(" ".join(view.words[begin:end]))
    return any(entry.kind in {"place", "capital"} for entry in entries)


def _names_owner(entries: tuple[object, ...]) -> bool:
    return any(getattr(entry, "kind", "") in {"state", "organisation", "organ", "capital", "place", "seat"} for entry in entries)


def _noun_after(view: View, stretch: Stretch, i: int) -> int | None:
    """The end of the noun (or known name) that attributes from `i` on lead to."""
    for j in range(i, min(i + MAX_RIGHT, stretch.end)):
        tag = view.tags[j]
        if tag in {"NN", "NE"}:
            matched = view.vocabulary.lexicon.match(view.words, i, stretch.end) or view.vocabulary.lexicon.match(
                view.words, j, stretch.end
            )
            return max(matched[0], j + 1) if matched is not None else j + 1
        if tag not in {"ADJA", "CARD", "TRUNC", "KON"}:
            return None
    return None
