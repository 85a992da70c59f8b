"""Noun and prepositional phrases by tags, with the cells that articles, adjectives and nouns leave open together."""

from __future__ import annotations

from dataclasses import dataclass, field

from lagebild.analyse.clauses.cells import ACC, ALL, DAT, GEN, NOM, PLURAL, any_case, noun_cells, parse_cells
from lagebild.analyse.clauses.lexicon import ClauseLexicon
from lagebild.analyse.clauses.view import DETERMINERS, FINITE, NOUNS, PREPOSITIONS, PRONOUNS, View

INNER = frozenset({"ADJA", "CARD", "TRUNC", "PIS", "PIAT", "PIDAT"})
APPROXIMATORS = frozenset({"ADV", "ADJD", "PIS", "PIAT", "APPR", "KOKOM", "PTKA"})
STARTERS = PRONOUNS | DETERMINERS | NOUNS | PREPOSITIONS | INNER | APPROXIMATORS | {"KON"}
BEFORE_ADJECTIVE = frozenset({"ADV", "ADJD", "PTKNEG", "PTKA"})
NAME_LINKS = frozenset({"flat", "flat:name", "appos", "nmod", "compound", "name"})
PLACES = frozenset({"STD", "COU"})  # names of places that hardly ever have a second part
NOMINAL_CLASSES = frozenset({"SUB", "EIG", "ADJ", "ADJP", "VPA2", "VINF"})
YEAR_DIGITS = 4
MAX_ATTRIBUTE = 25  # tokens between an article and its noun
WITHOUT_ENDING = parse_cells("Nm Nn An")
NAMED = parse_cells("Nm Nf Dm Df Am Af")
NO_ARTICLE = parse_cells("Nm Nf Nn Np Dm Df Dn Dp Am Af An Ap Gp")


@dataclass(slots=True)
class Phrase:
    """Tokens [begin, end) with the head noun or pronoun; `prep` is the index of the preposition or -1.

    `owner`: index of the phrase that this one is a genitive, attribute or further conjunct of, or -1; `link` says which
    ("genitive", "attribute", "conjunct", "apposition"). `noun_begin` is the first token behind the preposition.
    """

    begin: int
    end: int
    head: int
    prep: int
    noun_begin: int
    cells: int
    bare: int = 0  # the cells without what the preposition governs
    is_pronoun: bool = False
    owner: int = -1
    link: str = ""
    conjuncts: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Phrases:
    """The phrases of a sentence in order; `at` is the index of the phrase that holds a token, or -1."""

    items: list[Phrase]
    at: list[int]

    def root(self, index: int) -> int:
        """The phrase that the phrase is a part of, itself if of none."""
        while self.items[index].owner >= 0:
            index = self.items[index].owner
        return index


def find_phrases(view: View, lexicon: ClauseLexicon) -> Phrases:
    """All phrases of a sentence, each without what is attached to it."""
    items: list[Phrase] = []
    at = [-1] * len(view.words)
    i = 0
    while i < len(view.words):
        phrase = _phrase_at(view, lexicon, i) if view.tags[i] in STARTERS else None
        if phrase is None:
            i += 1
            continue
        for k in range(phrase.begin, phrase.end):
            at[k] = len(items)
        items.append(phrase)
        i = phrase.end
    return Phrases(items, at)


def _phrase_at(view: View, lexicon: ClauseLexicon, i: int) -> Phrase | None:
    tags = view.tags
    is_manner = tags[i] in ("KOKOM", "KON") and lexicon.is_word(view.lower[i], "manner")
    if tags[i] not in PREPOSITIONS and not is_manner:
        return _noun_phrase(view, lexicon, i, prep=-1)
    begin = i
    prep = i
    i += 1
    while i < len(tags) and tags[i] in PREPOSITIONS and i - begin < 3:
        prep = i
        i += 1
    while i < len(tags) and tags[i] in BEFORE_ADJECTIVE and i - prep < 4:
        i += 1
    found = _noun_phrase(view, lexicon, i, prep=prep) if i < len(tags) else None
    if found is None:
        return None
    found.begin = begin
    found.noun_begin = prep + 1
    return found


def _noun_phrase(view: View, lexicon: ClauseLexicon, i: int, *, prep: int) -> Phrase | None:
    tags = view.tags
    tag = tags[i]
    if i == 0 and tag in NOUNS and _is_function_word(view.words[0], lexicon):
        return None
    if tag in PRONOUNS:
        if view.lower[i] not in lexicon.pronouns and view.lower[i] not in lexicon.determiners:
            return None
        nominal = i + 1 < len(tags) and tag in ("PIS", "PDS") and tags[i + 1] in ("ADJA", "NN") and _governs(view, i + 1, i)
        if not nominal:
            cells = _pronoun_cells(view, lexicon, i)
            return Phrase(i, i + 1, i, prep, i, _governed(view, lexicon, prep, cells), cells, is_pronoun=True)
    begin = i
    if tag in APPROXIMATORS:
        i = _approximation(view, lexicon, i)
        tag = tags[i]
    if tag in DETERMINERS or (begin == i and tag in PRONOUNS):
        head = _head_after(view, lexicon, i)
        if head is None:
            cells = _pronoun_cells(view, lexicon, i)
            return Phrase(begin, i + 1, i, prep, begin, _governed(view, lexicon, prep, cells), cells, is_pronoun=True)
    elif tag in INNER or tag in NOUNS:
        head = _head_after(view, lexicon, i - 1)
        if head is None:
            return None
    elif tag == "ADJD" and i + 1 < len(tags) and tags[i + 1] == "ADJA" and view.heads[i] == i + 1:
        head = _head_after(view, lexicon, i)
        if head is None:
            return None
    else:
        return None
    end = _extend(view, lexicon, head)
    cells = _cells(view, lexicon, begin, head, prep)
    return Phrase(begin, end, head, prep, begin, _governed(view, lexicon, prep, cells), cells)


def _is_function_word(word: str, lexicon: ClauseLexicon) -> bool:
    """Whether a capitalised first word is known only with a small letter, and not as a word of the open classes."""
    if not word[0].isupper() or word in lexicon.forms:
        return False
    known = set(lexicon.forms.exact_class(word.lower()).pos.split())
    return bool(known) and "?" not in known and not known & NOMINAL_CLASSES


def _governs(view: View, head: int, dependent: int) -> bool:
    """Whether the parser hangs `dependent` from `head` or from what `head` belongs to."""
    return view.heads[dependent] == head or (view.heads[dependent] == view.heads[head] and view.heads[head] > head)


def _approximation(view: View, lexicon: ClauseLexicon, i: int) -> int:
    """The index behind words like "about" and "more than" before a number; `i` itself if there are none."""
    k = i
    while k < len(view.tags) and k - i < 3 and lexicon.is_word(view.lower[k], "approximation"):
        k += 1
    return (
        k if k > i and k < len(view.tags) and (view.tags[k] in ("CARD", "PIAT") or lexicon.is_word(view.lemmas[k], "unit")) else i
    )


def _head_after(view: View, lexicon: ClauseLexicon, i: int) -> int | None:
    """The noun that closes the phrase whose article stands at `i` (or that begins at `i + 1`)."""
    tags = view.tags
    k, last = i + 1, -1
    while k < len(tags):
        tag = tags[k]
        if tag in NOUNS:
            if (
                tag == "NE"
                and k + 1 < len(tags)
                and tags[k + 1] in ("NN", "ADJA")
                and _is_genitive_name(view, lexicon, k)
                and last < 0
            ):
                k += 1
                continue
            return k
        if tag in INNER:
            last = k
        elif (tag in BEFORE_ADJECTIVE and _leads_on(view, k)) or (
            (tag == "KON" or view.words[k] == ",")
            and last == k - 1
            and k + 1 < len(tags)
            and (tags[k + 1] == "ADJA" or (tag == "KON" and tags[k + 1] in ("CARD", "TRUNC")))
            and (tags[k - 1] in ("ADJA", "TRUNC", "CARD"))
        ):
            pass
        else:
            far = _behind_participle(view, i, k)
            return far if far is not None else (last if last >= 0 else None)
        k += 1
    return last if last >= 0 else None


def _is_genitive_name(view: View, lexicon: ClauseLexicon, k: int) -> bool:
    is_marked = view.words[k].endswith(lexicon.endings.genitive)
    return is_marked and view.deps[k] in ("nmod", "nmod:poss", "det:poss") and view.heads[k] > k


def _leads_on(view: View, k: int) -> bool:
    """Whether an adverb belongs to an adjective or number that follows."""
    for j in range(k + 1, min(k + 4, len(view.tags))):
        if view.tags[j] in ("ADJA", "CARD"):
            return True
        if view.tags[j] not in BEFORE_ADJECTIVE:
            return False
    return False


def _behind_participle(view: View, i: int, k: int) -> int | None:
    """The noun behind an extended attribute ("die von allen Parteien beschlossene Reform"), by the parser's article."""
    if i < 0 or view.tags[i] not in DETERMINERS or view.tags[k] in FINITE:
        return None
    head = view.heads[i]
    if not k < head <= i + MAX_ATTRIBUTE or view.tags[head] not in NOUNS:
        return None
    inner = range(k, head)
    if any(view.tags[j] in FINITE or view.tags[j] == "$," for j in inner):
        return None
    return head if any(view.tags[j] == "ADJA" for j in inner) else None


def _extend(view: View, lexicon: ClauseLexicon, head: int) -> int:
    """The index behind names, numbers and units that stand right behind the noun."""
    tags = view.tags
    k = head + 1
    while k < len(tags):
        before, tag = tags[k - 1], tags[k]
        linked = (view.heads[k] in range(head, k) and view.deps[k] in NAME_LINKS) or (
            view.heads[k - 1] == k and view.deps[k - 1] in NAME_LINKS and k == head + 1
        )
        if tag in ("NE", "FM"):
            goes_on = _name_goes_on(view, lexicon, head, k, linked=linked)
        elif tag == "NN":
            goes_on = _noun_goes_on(view, lexicon, k, linked=linked)
        elif tag == "CARD" and before == "NN" and view.words[k].isdigit() and len(view.words[k]) == YEAR_DIGITS:
            goes_on = True
        else:
            goes_on = tag == "CARD" and linked and tags[k + 1 : k + 2] != ["ART"]
        if not goes_on:
            break
        k += 1
    return k


def _name_goes_on(view: View, lexicon: ClauseLexicon, head: int, k: int, *, linked: bool) -> bool:
    tags, before = view.tags, view.tags[k - 1]
    is_next = k + 1 < len(tags) and tags[k + 1] in ("NN", "ADJA") and view.heads[k] > k and _is_genitive_name(view, lexicon, k)
    is_place = set(lexicon.word_class(view.words[k - 1]).kind.split()) & PLACES
    if is_next or is_place or not (linked or (before in ("NE", "FM") and view.heads[k] in range(head, k))):
        return False
    return linked or before != "NN" or not _is_marked_genitive(view, lexicon, k)


def _noun_goes_on(view: View, lexicon: ClauseLexicon, k: int, *, linked: bool) -> bool:
    if lexicon.is_word(view.lemmas[k - 1], "unit") or lexicon.is_word(view.words[k - 1], "unit"):
        return True
    if view.lemmas[k - 1] not in lexicon.times:
        return linked
    # "zehn Jahre Haft" is one phrase, "vor zehn Jahren Minister" are two.
    is_lasting = k > 1 and view.tags[k - 2] in INNER and lexicon.is_word(view.lemmas[k], "by-time")
    return view.lemmas[k] in lexicon.times or is_lasting or (linked and view.tags[k - 1] == "NE")


def _is_marked_genitive(view: View, lexicon: ClauseLexicon, k: int) -> bool:
    """Whether a name has the s of the genitive, so that it is an attribute and not the noun's own name."""
    word = view.words[k]
    if word[-1:] in "'’":
        return True
    inflection = lexicon.word_class(word).inflection
    if not word.endswith(lexicon.endings.genitive_added):
        return False
    return {c[0] for c in inflection.split() if len(c) == 2} == {"G"} or inflection.startswith("G") or view.case(k) == "Gen"


def _pronoun_cells(view: View, lexicon: ClauseLexicon, i: int) -> int:
    lower = view.lower[i]
    if view.tags[i] not in ("PDS", "PRELS", "PRELAT", "ART", "PWAT", "PIAT", "PDAT") and lower in lexicon.pronouns:
        return lexicon.pronouns[lower][0]
    if lower in lexicon.determiners:
        return lexicon.determiners[lower][0]
    if lower in lexicon.pronouns:
        return lexicon.pronouns[lower][0]
    return NOM | ACC | DAT


def _cells(view: View, lexicon: ClauseLexicon, begin: int, head: int, prep: int) -> int:
    """What article, adjective and noun leave open together; a contradiction leaves the article's cells."""
    lower = view.lower
    determiner, weak = ALL, False
    is_bare = True
    for k in range(begin, head):
        if view.tags[k] in DETERMINERS or (k == begin and view.tags[k] in PRONOUNS):
            found = lexicon.determiners.get(lower[k])
            if found is not None:
                determiner &= found[0]
                weak = found[1] != "quantifier" and not _is_bare_article(found[0])
                is_bare = found[1] == "genitive"
            break
    if prep >= 0 and view.tags[prep] == "APPRART" and lower[prep] in lexicon.determiners:
        determiner &= lexicon.determiners[lower[prep]][0]
        weak, is_bare = True, False
    noun = _noun_cells(view, lexicon, head, is_bare=is_bare)
    if view.tags[head] == "NN" and view.tags[head + 1 : head + 2] == ["NE"] and is_bare:
        noun |= NAMED  # a title before a name is not declined
    mask = determiner & noun or determiner
    if head - 1 >= begin and view.tags[head - 1] == "ADJA":
        mask = mask & _adjective_cells(lexicon, lower[head - 1], weak=weak) or mask
    elif view.tags[head] == "NN" and is_bare and prep < 0 and noun & PLURAL != noun:
        mask = mask & NO_ARTICLE or mask
    return mask


def _is_bare_article(cells: int) -> bool:
    """Whether an article has no ending, so that the adjective behind it is strong ("ein", "ihr")."""
    return cells == WITHOUT_ENDING


def _adjective_cells(lexicon: ClauseLexicon, form: str, *, weak: bool) -> int:
    for ending, strong, weak_cells in lexicon.adjective_endings:
        if form.endswith(ending):
            return weak_cells if weak else strong
    return ALL


def _noun_cells(view: View, lexicon: ClauseLexicon, head: int, *, is_bare: bool) -> int:
    word, tag = view.words[head], view.tags[head]
    if tag == "CARD":
        return ALL & PLURAL
    if tag in ("ADJA", "PIS", "PIAT", "PIDAT"):
        found = lexicon.determiners.get(view.lower[head])
        return found[0] if found is not None else ALL
    known = lexicon.word_class(word)
    if tag in ("NE", "FM", "XY"):
        cells = noun_cells(known.inflection) if "EIG" in known.pos else NOM | ACC | DAT | GEN
        has_ending = word.endswith(lexicon.endings.genitive)
        return cells if has_ending or not is_bare else cells & ~GEN or cells  # without an article the ending shows the genitive
    if known.pos == "?":
        number = view.features[head].get("Number")
        return ALL & PLURAL if number == "Plur" else ALL
    return noun_cells(known.inflection)


def _governed(view: View, lexicon: ClauseLexicon, prep: int, cells: int) -> int:
    if prep < 0:
        return cells
    cases = lexicon.prepositions.get(view.lemmas[prep], lexicon.prepositions.get(view.lower[prep], ALL))
    return cells & cases or any_case(cells) & cases or cases
