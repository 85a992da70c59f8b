"""Names: known ones by the lexicon, unknown ones by their tags, titles and given names; capitals as place or government."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lagebild.analyse.mentions.bodies import is_only_word, is_plain_word, is_surname_here, is_surname_too
from lagebild.analyse.mentions.found import Found
from lagebild.analyse.mentions.places import government_or_place
from lagebild.analyse.mentions.view import Stretch, View
from lagebild.knowledge.lexicon import Entry

NOUN_TAGS = frozenset({"NE", "NN", "FM", "XY", "TRUNC"})
ATTRIBUTIVE = frozenset({"ART", "ADJA", "PPOSAT", "PDAT", "PIAT", "CARD", "APPRART"})
NO_NAME_TAGS = frozenset({"ADJA", "ADV", "APPR", "APPRART", "ART", "KON", "KOUS", "PPER", "PPOSAT", "PDS", "PIS", "PWAV", "PWS"})
MAX_NAME_WORDS = 6
MAX_PARTICLES = 3
KNOWN_NAME, KNOWN_PLACE, PLAIN_SURNAME, UNKNOWN_NAME = 0.95, 0.8, 0.7, 0.55


def find_late_surnames(view: View, stretch: Stretch, seen: set[str], taken: set[int]) -> Iterator[Found]:
    """Words outside of `taken` that are the last word of a full name anywhere in the article, however they are tagged."""
    for i in range(stretch.begin, stretch.end):
        if i not in taken and view.words[i] in seen and view.tags[i] not in NO_NAME_TAGS and _is_capitalised(view, i):
            begin = _particles_before(view, stretch, i, seen)
            yield Found(begin, i + 1, i, "name", "de.mention.unknown", UNKNOWN_NAME, "last word of a full name in the article")


def _is_capitalised(view: View, i: int) -> bool:
    """Whether a word is written as names are, an article joined to it in small letters ("al-Masri")."""
    first, hyphen, last = view.words[i].partition("-")
    return first[:1].isupper() or bool(hyphen and last[:1].isupper() and view.vocabulary.has("name_particle", first))


def _particles_before(view: View, stretch: Stretch, i: int, seen: set[str]) -> int:
    """Where a surname with the particles of the full name begins ("van der Meulen")."""
    for begin in range(max(stretch.begin, i - MAX_PARTICLES), i):
        if _surname_key(view.words[begin : i + 1]) in seen:
            return begin
    return i


def _surname_end(view: View, stretch: Stretch, i: int, seen: set[str]) -> int | None:
    """Where a surname with particles ends that begins with one in upper case, as at the beginning of a sentence."""
    if not view.words[i][0].isupper() or not view.vocabulary.has("name_particle", view.words[i].lower()):
        return None
    ends = range(min(i + 1 + MAX_PARTICLES, stretch.end), i + 1, -1)
    return next((end for end in ends if _surname_key(view.words[i:end]) in seen), None)


def _known_surnames(view: View, entries: tuple[Entry, ...]) -> Iterator[str]:
    """The surnames, of one word, of persons who are named in full; in some languages they come first ("Wen Jiabao")."""
    for entry in entries:
        person = view.vocabulary.lexicon.knowledge.person(entry.ref) if entry.kind == "person" and entry.ref is not None else None
        if person is not None and " " not in person.surname:
            yield person.surname


def _is_inflected(view: View, i: int, entries: tuple[Entry, ...]) -> bool:
    """Whether the word is a surname of the entries with an ending."""
    refs = (entry.ref for entry in entries if entry.kind in {"person", "surname"} and entry.ref is not None)
    persons = [view.vocabulary.lexicon.knowledge.person(ref) for ref in refs]
    surnames = [person.surname.split(" ")[-1] for person in persons if person is not None]
    word = view.words[i]
    return bool(surnames) and all(word != name and word.startswith(name) for name in surnames)


def _surname_key(words: Sequence[str]) -> str:
    return " ".join(words).casefold()


def find_names(view: View, stretch: Stretch, seen: set[str]) -> Iterator[Found]:
    """Names of states, organisations, persons and places; `seen` collects the last words of full names of the article."""
    i = stretch.begin
    free = stretch  # what is left of the stretch after the last name
    while i < stretch.end:
        found = _name_at(view, free, i, seen)
        if found is None:
            i += 1
        else:
            yield found
            i = found.end
            free = Stretch(i, stretch.end, stretch.sentence, stretch.zone)


def _name_at(view: View, stretch: Stretch, i: int, seen: set[str]) -> Found | None:
    word = view.words[i]
    if not word[:1].isalnum():
        return None
    end = _surname_end(view, stretch, i, seen)
    if end is not None:
        return Found(i, end, end - 1, "name", "de.mention.unknown", UNKNOWN_NAME + 0.1, "surname after a full name")
    matched = view.vocabulary.lexicon.match(view.words, i, stretch.end)
    if matched is not None:
        end, entries = matched
        known = _known_name(view, stretch, (i, end), entries, seen)
        if known is not None:
            return known
    quoted = _quoted_name(view, stretch, i)
    if quoted is not None:
        return quoted
    if word[0].isupper() and (view.tags[i] in {"NE", "FM"} or _opens_full_name(view, stretch, i)):
        return _unknown_name(view, stretch, i, seen)
    return None


def _quoted_name(view: View, stretch: Stretch, i: int) -> Found | None:
    """A name in quotation marks after the kind of body that it names ("die Partei „Neues Land“")."""
    if i - 2 < stretch.begin or view.tags[i - 1] != "$(" or not view.words[i][0].isupper():
        return None
    head = i - 2
    if not view.vocabulary.has("organisation_head", view.words[head], view.lemmas[head]):
        reading = view.vocabulary.role(view.words[head], view.lemmas[head])
        if reading is None or reading.role.kind != "institution":
            return None
    for end in range(i + 1, min(i + MAX_NAME_WORDS + 1, stretch.end)):
        if view.tags[end] == "$(":
            return Found(i, end, end - 1, "name", "de.mention.unknown", UNKNOWN_NAME, "name in quotation marks after its kind")
        if not view.words[end][0].isalnum():
            return None
    return None


def _opens_full_name(view: View, stretch: Stretch, i: int) -> bool:
    """Whether a given name stands before another capitalised word that is no common noun with a role."""
    if _stands_between_role_and_name(view, stretch, i):
        return True
    if view.words[i] not in view.vocabulary.first_names or i + 1 >= stretch.end or view.tags[i] == "ADJA":
        return False
    return view.words[i + 1][:1].isupper() and view.tags[i + 1] in {"NE", "NN", "FM", "XY", "ADJA"}


def _stands_between_role_and_name(view: View, stretch: Stretch, i: int) -> bool:
    """Whether a noun without a role stands between a person's role and a proper name ("Rebellenführer Taddele Bekele")."""
    if view.tags[i] != "NN" or i == stretch.begin or i + 1 >= stretch.end or view.tags[i + 1] != "NE":
        return False
    plain = view.vocabulary.role(view.words[i], view.lemmas[i]) is None and not _is_known(view, i)
    return plain and not _is_known(view, i + 1) and view.tags[i - 1] == "NN" and _is_role_of_person(view, i - 1)


def _known_name(view: View, stretch: Stretch, span: tuple[int, int], entries: tuple[Entry, ...], seen: set[str]) -> Found | None:
    begin, end = span
    kinds = {entry.kind for entry in entries}
    single = end - begin == 1
    if single and (not _is_nominal(view, begin) or _is_own_role(view, stretch, begin)):
        return None
    if kinds & {"person", "surname"}:
        run_begin, run_end = _name_run(view, stretch, begin, end)
        if _is_inflected(view, end - 1, entries):
            run_end = end  # an owner and what he owns ("Orbáns Wahlsieg"), however that is tagged
        if (run_begin, run_end) != (begin, end) or not kinds & {"state", "capital", "seat", "organisation", "organ"}:
            seen.update(_known_surnames(view, entries))
            return _person_name(view, run_begin, run_end, seen=seen, in_full="person" in kinds)
    head = end - 1
    if "bloc" in kinds and view.tags[begin] != "ADJA":
        return Found(begin, end, head, "name", "de.mention.bloc", KNOWN_PLACE, "name of many states together")
    if "state" in kinds:
        return Found(begin, end, head, "name", "de.mention.state", KNOWN_NAME, "name of a state")
    if kinds & {"organisation", "organ"}:
        if single and view.tags[begin] == "ADJA":
            return None
        if single and is_surname_here(view, begin, seen):
            return Found(begin, end, head, "name", "de.mention.unknown", UNKNOWN_NAME + 0.1, "surname of a full name before")
        if single and (is_plain_word(view, begin, entries) or is_only_word(view, begin)):
            return None
        return Found(begin, end, head, "name", "de.mention.organisation", KNOWN_NAME, "name of an organisation")
    if "inhabitant" in kinds:
        return None  # a description, found with its article and adjectives
    if kinds & {"capital", "seat"}:
        kind, reason = government_or_place(view, stretch, begin, end, is_seat="capital" not in kinds)
        return Found(begin, end, head, kind, f"de.mention.{kind}", KNOWN_PLACE, reason)
    if single and view.tags[begin] != "NE":
        return None  # places are called like common nouns too often
    return Found(begin, end, head, "place", "de.mention.place", KNOWN_PLACE, "name of a place")


def _is_own_role(view: View, stretch: Stretch, i: int) -> bool:
    """Whether a noun that is a surname too says with its determiner who somebody is ("Ihr Mann Max Muster")."""
    determined = i > stretch.begin and view.tags[i - 1] == "PPOSAT" and view.tags[i] == "NN"
    return determined and view.vocabulary.role(view.words[i], view.lemmas[i]) is not None


def _is_nominal(view: View, i: int) -> bool:
    if view.tags[i] in NOUN_TAGS:
        return True
    word = view.words[i]
    return word[0].isupper() and not (
        i and view.tags[i] in {"ART", "PPER", "KON", "KOUS", "APPR", "APPRART", "ADV", "PDS", "PIS"}
    )


def _person_name(view: View, begin: int, end: int, *, seen: set[str], in_full: bool) -> Found | None:
    last = view.words[end - 1]
    if end - begin > 1:
        _remember(view, begin, end, seen)
        rule = "de.mention.person" if in_full else "de.mention.fullname"
        return Found(begin, end, end - 1, "name", rule, KNOWN_NAME, "full name of a person")
    if view.tags[begin] == "NE" or last in seen or _has_title(view, begin) or _is_bare_subject(view, begin):
        return Found(begin, end, begin, "name", "de.mention.surname", PLAIN_SURNAME, "surname of a person")
    return None


def _is_bare_subject(view: View, i: int) -> bool:
    """Whether a word tagged as a noun is a subject without article or attribute, as names are and singular nouns are not."""
    if not _is_subject(view, i) or view.tags[i] != "NN" or view.vocabulary.role(view.words[i], view.lemmas[i]) is not None:
        return False
    return view.tokens[i].morph.get("Number") != ["Plur"] and not any(
        child.tag_ in ATTRIBUTIVE for child in view.tokens[i].children
    )


def _remember(view: View, begin: int, end: int, seen: set[str]) -> None:
    last, first = view.words[end - 1], end - 1
    while first > begin + 1 and view.vocabulary.has("name_particle", view.words[first - 1]):
        first -= 1
    if first < end - 1:
        seen.add(_surname_key(view.words[first:end]))
    seen.update(view.vocabulary.lexicon.bare_forms(last))
    seen.add(last + "s")


def _name_run(view: View, stretch: Stretch, begin: int, end: int) -> tuple[int, int]:
    """The whole personal name around the known words: given names before, further proper names after."""
    while begin > stretch.begin and _is_given_name(view, begin - 1) and not _begins_another_name(view, stretch, begin - 1):
        begin -= 1
    if end - begin == 1 and _begins_another_name(view, stretch, begin):
        return begin, end
    while end < stretch.end and end - begin < MAX_NAME_WORDS and _continues_name(view, stretch, end):
        end += 1
    return begin, end


def _begins_another_name(view: View, stretch: Stretch, i: int) -> bool:
    """Whether a surname is followed by the surname of a person of another country: two persons without a word between them."""
    if i + 1 >= stretch.end or view.words[i] in view.vocabulary.first_names:
        return False
    first, second = _countries_of_surname(view, i), _countries_of_surname(view, i + 1)
    return bool(first) and bool(second) and not first & second


def _countries_of_surname(view: View, i: int) -> set[str | None]:
    entries = view.vocabulary.lexicon.name(view.words[i])
    knowledge = view.vocabulary.lexicon.knowledge
    persons = [knowledge.person(e.ref) for e in entries if e.kind == "surname" and e.ref is not None]
    return {person.country for person in persons if person is not None}


def _is_given_name(view: View, i: int) -> bool:
    word = view.words[i]
    if not word[:1].isupper():
        return False
    initial = len(word) == len("W.") and word.endswith(".")
    if initial or word in view.vocabulary.first_names:
        return True
    return view.tags[i] == "NE" and not _is_known(view, i) and view.vocabulary.role(word, view.lemmas[i]) is None


def _continues_name(view: View, stretch: Stretch, i: int) -> bool:
    word = view.words[i]
    if view.tags[i] in {"NE", "FM"} and _is_capitalised(view, i):
        return not _is_known(view, i) or is_surname_too(view, i)
    if "-" in word and view.tags[i] not in {"ADJA", "ADJD"} and _is_capitalised(view, i) and word[0].islower():
        return True
    if view.words[i - 1] in view.vocabulary.first_names and word[:1].isupper() and view.tags[i] == "NN" and len(word) > 1:
        return not _is_known(view, i) and view.vocabulary.role(word, view.lemmas[i]) is None
    if not view.vocabulary.has("name_particle", word) or not word[0].islower():
        return False
    after = i + 1
    # Two particles are part of a name where the first is tagged as one ("Jan van der Meulen", not "Anna von der Partei").
    if after < stretch.end and view.tags[i] in {"NE", "FM"} and view.vocabulary.has("name_particle", view.words[after]):
        after += 1
    if after >= stretch.end or view.tags[after] != "NE" or view.tags[i] not in {"NE", "APPR", "FM", "ART", "APPRART"}:
        return False
    return view.vocabulary.lexicon.match(view.words, after, stretch.end) is None


def _is_known(view: View, i: int) -> bool:
    """Whether the single word names a state, organisation or place, so that it is no part of a person's name."""
    entries = view.vocabulary.lexicon.name(view.words[i])
    return any(entry.kind in {"state", "organisation", "capital", "seat", "place"} for entry in entries)


def _has_title(view: View, i: int) -> bool:
    if not i:
        return False
    before = view.words[i - 1]
    if view.vocabulary.has("title", before):
        return True
    return _is_role_of_person(view, i - 1)


def _unknown_name(view: View, stretch: Stretch, begin: int, seen: set[str]) -> Found | None:
    """A proper name that no table has: a person where given name, title or an earlier full name says so."""
    if begin + 1 < stretch.end and view.tags[begin + 1] == "NE" and _is_role(view, begin):
        return None
    end = begin + 1
    while end < stretch.end and end - begin < MAX_NAME_WORDS and _continues_name(view, stretch, end):
        end += 1
    while begin > stretch.begin and view.words[begin - 1] in view.vocabulary.first_names:
        begin -= 1
    last = view.words[end - 1]
    if last.endswith("-"):
        return None  # the first member of a compound whose second half follows
    if view.vocabulary.has("title", view.words[begin]):
        begin += 1
        if begin == end:
            return None
    if end - begin > 1:
        given = view.words[begin] in view.vocabulary.first_names
        if given or _has_title(view, begin):
            _remember(view, begin, end, seen)
        elif _after_place_preposition(view, stretch, begin):
            return None
        return Found(
            begin, end, end - 1, "name", "de.mention.unknown", UNKNOWN_NAME + given * 0.2, "proper name of several words"
        )
    if last in seen or _has_title(view, begin):
        return Found(begin, end, begin, "name", "de.mention.unknown", UNKNOWN_NAME + 0.1, "surname after a title or a full name")
    if view.vocabulary.role(last, view.lemmas[begin]) is not None:
        return None  # a role noun tagged as a name
    if last.isupper() and 2 <= len(last) <= len("UNHCRS"):
        return Found(begin, end, begin, "name", "de.mention.abbreviation", UNKNOWN_NAME, "abbreviation in capitals")
    if _after_organisation_head(view, begin):
        return Found(begin, end, begin, "name", "de.mention.unknown", UNKNOWN_NAME, "proper name after its kind")
    if _is_subject(view, begin):
        return Found(begin, end, begin, "name", "de.mention.unknown", UNKNOWN_NAME - 0.1, "proper name as a subject")
    return None


def _is_role(view: View, i: int) -> bool:
    return view.vocabulary.role(view.words[i], view.lemmas[i]) is not None


def _is_role_of_person(view: View, i: int) -> bool:
    reading = view.vocabulary.role(view.words[i], view.lemmas[i])
    return reading is not None and reading.role.kind == "person"


def _is_subject(view: View, i: int) -> bool:
    return str(view.tokens[i].dep_).startswith("nsubj")


def _after_organisation_head(view: View, i: int) -> bool:
    return bool(i) and view.vocabulary.has("organisation_head", view.words[i - 1], view.lemmas[i - 1])


def _after_place_preposition(view: View, stretch: Stretch, begin: int) -> bool:
    return begin > stretch.begin and view.vocabulary.has("place_preposition", view.words[begin - 1].lower())
