"""Sentences cut into clauses by punctuation, conjunctions and finite verbs; robust where a parse is not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from lagebild.analyse.statements.lexicon import Lexicon
from lagebild.analyse.statements.view import INFINITIVES, View

UnitKind = Literal["v1", "v2", "sub", "rel", "how", "inf", "quote", "frag"]
BREAKS = frozenset({",", ";", ":", "–", "—", "-", "…"})
DASHES = frozenset({"–", "—", "-"})
MAX_ASIDE = 7  # tokens between two dashes that do not part clauses
CLAUSES = frozenset({"v1", "v2", "sub", "rel", "how"})
MAIN = frozenset({"v1", "v2"})
MIN_QUOTED_CLAUSE = 3  # tokens inside the marks; a shorter stretch is a word of its clause


@dataclass(slots=True)
class Unit:
    """Tokens [begin, end) without the punctuation that closes them.

    `kind`: main clause with the verb first ("v1") or later ("v2"), clause with a conjunction ("sub"), relative clause ("rel"),
    clause with "wie" ("how"), infinitive ("inf"), quoted stretch ("quote") or a piece without a verb ("frag").
    `verb`: the finite verb. `before`: the punctuation or conjunction in front of it.
    """

    begin: int
    end: int
    kind: UnitKind
    verb: int | None
    before: str


def units_of(view: View, begin: int, end: int, lexicon: Lexicon) -> list[Unit]:
    """The clauses of the tokens [begin, end), in order."""
    pieces = list(_pieces(view, begin, end, lexicon))
    units = [unit for b, e, before, quoted in pieces for unit in _split(view, b, e, before, lexicon, quoted=quoted)]
    return _join_embedded(view, units, lexicon)


def _pieces(view: View, begin: int, end: int, lexicon: Lexicon) -> Iterator[tuple[int, int, str, bool]]:
    """Runs between breaks: (begin, end, what stands in front, whether it is a quoted stretch). Brackets do not break."""
    start, before, depth = begin, "", 0
    i = begin
    while i < end:
        index = view.quoted[i]
        if index >= 0:
            first, last = view.stretch_tokens[index]
            last = min(last, end)
            if i in {first, begin}:
                if _stands_alone(view, index, begin, end):
                    if i > start:
                        yield start, i, before, False
                        before = ""
                    yield i, last, before, True
                    start, before = last, ""
                i = last
                continue
        word = view.words[i]
        if word in "([":
            depth += 1
        elif word in ")]":
            depth = max(0, depth - 1)
        elif depth == 0 and (close := _passed_over(view, i, end, lexicon)) is not None:
            i = close
        elif depth == 0 and word in BREAKS and view.tags[i].startswith("$"):
            if i > start:
                yield start, i, before, False
            start, before = i + 1, word
        i += 1
    if end > start:
        yield start, end, before, False


def _passed_over(view: View, i: int, end: int, lexicon: Lexicon) -> int | None:
    """The last token of a date or of a few words between dashes, whose marks part no clauses."""
    if view.words[i] in DASHES:
        return _aside_end(view, i, end)
    return _date_end(view, i, end, lexicon) if view.words[i] == "," else None


def _date_end(view: View, i: int, end: int, lexicon: Lexicon) -> int | None:
    """The last mark of a date in commas behind a weekday ("am Montag, dem 3. Mai, sagte …"); the commas part no clauses."""
    times = lexicon.words["time_nouns"]
    if i == 0 or view.words[i - 1] not in times:
        return None
    at = i + 1
    while at < min(end, i + MAX_DATE) and (
        view.words[at][0].isdigit() or view.words[at] in times or (at == i + 1 and view.tags[at] == "ART")
    ):
        at += 1
    if not any(view.words[k][0].isdigit() for k in range(i + 1, at)):
        return None
    return at if at < end and view.words[at] == "," else at - 1


MAX_DATE = 6  # tokens of a date: "dem 3. Mai 2012"


def _aside_end(view: View, i: int, end: int) -> int | None:
    """The second dash of a pair that holds only a few words ("der zweiten – humanitären – Katastrophe")."""
    for k in range(i + 1, min(end, i + MAX_ASIDE)):
        if view.is_finite(k) or view.words[k] in {",", ";", ":"}:
            return None
        if view.words[k] in DASHES:
            return k
    return None


def _stands_alone(view: View, index: int, begin: int, end: int) -> bool:
    """Whether a quoted stretch is a clause of its own and not words inside a clause."""
    first, last = view.stretch_tokens[index]
    before = view.words[first - 1] if first > begin else ""
    after = view.words[last] if last < min(end, len(view.words)) else ""
    if last - first - 2 < MIN_QUOTED_CLAUSE and before != ":":
        return False
    has_verb = any(view.is_finite(i) for i in range(first, min(last, len(view.words))))
    if before in {":", ""}:
        return has_verb or before == ":" or after in {",", ""}
    return before in {",", "–", "-", ";"} and has_verb


def _split(view: View, begin: int, end: int, before: str, lexicon: Lexicon, *, quoted: bool) -> Iterator[Unit]:
    """One run as units; coordinated clauses inside it are cut before their conjunction."""
    if quoted:
        yield Unit(begin, end, "quote", None, before)
        return
    while begin < end and view.tags[end - 1] == "$.":
        end -= 1
    cut = _missing_comma(view, begin, end, lexicon)
    if cut is not None:
        yield from _split(view, begin, cut, before, lexicon, quoted=False)
        yield from _split(view, cut, end, ",", lexicon, quoted=False)
        return
    verbs = _finite(view, begin, end)
    start = begin
    for first, second in pairwise(verbs):
        cut = next((i for i in range(second - 1, first, -1) if view.tags[i] == "KON" and i > start), None)
        if cut is None and second == first + 1 and view.lower[start] in lexicon.words["how_words"]:
            yield _unit(view, start, second, before, lexicon)  # a comma is missing ("Wie der Sender meldet sind …")
            start, before = second, ","
        elif cut is not None:
            yield _unit(view, start, cut, before, lexicon)
            start, before = cut + 1, view.lower[cut]
    if end > start:
        yield _unit(view, start, end, before, lexicon)


def _missing_comma(view: View, begin: int, end: int, lexicon: Lexicon) -> int | None:
    """Where a clause begins for which the comma is missing ("hoffte dass …", "hat angekündigt die Preise zu senken")."""
    verb = next((i for i in range(begin, end) if view.is_finite(i) and view.quoted[i] < 0), None)
    if verb is None:
        return None
    for i in range(verb + 1, end - 1):
        if view.quoted[i] >= 0:
            continue
        if (
            view.tags[i] == "KOUS"
            and view.lower[i] in lexicon.words["that_words"]
            and view.lower[i - 1] not in lexicon.words["thus"]
        ):
            return i if view.tags[i - 1] != "KON" else None
        if view.tags[i] in {"VVPP", "PTKVZ"} and view.tags[i + 1] not in INFINITIVES | {"VAPP", "KON", "PTKZU"}:
            ends = view.tags[end - 1] == "VVIZU" or (view.tags[end - 1] in INFINITIVES and view.tags[end - 2] == "PTKZU")
            return i + 1 if ends and end - i > MIN_INFINITIVE else None
    return None


MIN_INFINITIVE = 3  # tokens of an infinitive clause that no comma parts


def _finite(view: View, begin: int, end: int) -> list[int]:
    """The finite verbs of a run; those inside quoted words count only when there is no other."""
    found = [i for i in range(begin, end) if view.is_finite(i)]
    return [i for i in found if view.quoted[i] < 0] or found


def _unit(view: View, begin: int, end: int, before: str, lexicon: Lexicon) -> Unit:
    verb = next(iter(_finite(view, begin, end)), None)
    if verb is None:
        tags = view.tags[begin:end]
        infinitive = "VVIZU" in tags or any(a == "PTKZU" and b in INFINITIVES for a, b in pairwise(tags))
        subordinate = bool(tags) and tags[0] in {"KOUS", "PRELS"} and any(tag in INFINITIVES or tag == "VVPP" for tag in tags)
        return Unit(begin, end, "inf" if infinitive else "sub" if subordinate else "frag", None, before)
    return Unit(begin, end, _clause_kind(view, begin, end, verb, lexicon), verb, before)


def _clause_kind(view: View, begin: int, end: int, verb: int, lexicon: Lexicon) -> UnitKind:
    first = begin
    while first < verb and view.tags[first] in {"KON", "$("}:
        first += 1
    if view.lower[first] in lexicon.words["how_words"] and verb > first and end - verb <= LAST_PLACES:
        return "how"
    for i in range(first, min(first + 3, verb)):
        tag = view.tags[i]
        if tag in {"KOUS", "KOUI"} or view.lower[i] in lexicon.words["that_words"]:
            return "sub"
        if tag in {"PRELS", "PRELAT"}:
            return "rel"
        if tag in {"PWAV", "PWS", "PWAT"}:
            return "sub"
    opener = first
    while opener < verb and view.lower[opener] in lexicon.words["openers"]:
        opener += 1
    return "v1" if opener == verb else "v2"


LAST_PLACES = 4  # the verb of a "wie" clause stands at its end; time and place may follow


def _join_embedded(view: View, units: list[Unit], lexicon: Lexicon) -> list[Unit]:
    """Clauses that an apposition or relative clause parts, made whole again."""
    joined: list[Unit] = []
    for k, unit in enumerate(units):
        start = None
        if unit.verb is not None and unit.before in ASIDE_MARKS and not _is_insertion(view, units, k, lexicon):
            start = _head_piece(view, joined, unit, lexicon)
        elif unit.kind == "frag" and unit.before in ASIDE_MARKS:
            start = _open_clause(view, joined, unit, lexicon)
        if start is not None:
            first = joined[start]
            del joined[start:]
            kind: UnitKind = first.kind if first.verb is not None else _opened_kind(view, first, lexicon)
            joined.append(Unit(first.begin, unit.end, kind, first.verb if first.verb is not None else unit.verb, first.before))
            continue
        joined.append(unit)
    return joined


ASIDE_MARKS = frozenset({",", "–", "—", "-"})


def _is_insertion(view: View, units: list[Unit], k: int, lexicon: Lexicon) -> bool:
    """Whether the clause is a cue with its own subject set into another clause ("Die Lage, sagte er, sei ernst")."""
    unit = units[k]
    if unit.kind != "v1" or unit.verb is None:
        return False
    if view.lower[unit.begin] in lexicon.words["thus"]:
        return True
    goes_on = k + 1 < len(units) and units[k + 1].kind in {"v1", "v2", "frag"} and units[k + 1].before != ":"
    cue = lexicon.verbs.get(view.lemmas[unit.verb])
    following = unit.verb + 1
    named = following < unit.end and view.tags[following] in {"PPER", "ART", "NE", "NN", "PPOSAT", "PIS"}
    return cue is not None and cue.kind in {"say", "write", "think"} and named and goes_on


def _head_piece(view: View, units: list[Unit], unit: Unit, lexicon: Lexicon) -> int | None:
    """Index of the piece with the subject to which a verb after `units` belongs."""
    i = len(units) - 1
    while i >= 0 and units[i].kind in {"rel", "frag", "inf"} and units[i].before in ASIDE_MARKS:
        i -= 1
    opener = next((k for k in range(len(units) - 1, max(i, 0) - 1, -1) if _opens_clause(view, units[k], lexicon)), None)
    if opener is not None and unit.verb is not None and unit.verb >= unit.end - 2 and unit.kind != "sub":
        return opener
    if i < 0 or units[i].kind != "frag" or units[i].before not in {"", ";", ":"} | lexicon.words["coordinators"]:
        return None
    if unit.kind == "v1":
        return None if i == len(units) - 1 and not _has_noun(view, units[i]) else i
    names = all(view.tags[k] in {"NE", "NN", "FM"} for k in range(units[i].begin, units[i].end))
    return i if unit.kind == "v2" and i == len(units) - 1 and names and view.tags[unit.begin] in {"NN", "ART", "ADJA"} else None


def _opens_clause(view: View, unit: Unit, lexicon: Lexicon) -> bool:
    """Whether a piece without a verb begins a dependent clause whose verb is still to come ("dass Kern, der Minister, …")."""
    return unit.kind == "frag" and _opened_kind(view, unit, lexicon) != "v2"


def _opened_kind(view: View, unit: Unit, lexicon: Lexicon) -> UnitKind:
    if view.lower[unit.begin] in lexicon.words["how_words"]:
        return "how"
    return "sub" if view.tags[unit.begin] == "KOUS" or view.lower[unit.begin] in lexicon.words["that_words"] else "v2"


def _open_clause(view: View, units: list[Unit], piece: Unit, lexicon: Lexicon) -> int | None:
    """Index of the clause whose verbal bracket the piece closes ("hatte der Sprecher, Herr X, erklärt")."""
    i = len(units) - 1
    while i >= 0 and units[i].kind in {"rel", "frag"} and units[i].before in ASIDE_MARKS and len(units) - i <= MAX_PARTED:
        i -= 1
    if i < 0 or units[i].kind not in MAIN or i == len(units) - 1:
        return None
    verb = units[i].verb
    if view.tags[piece.end - 1] not in CLOSING_TAGS and (
        verb is None or f"{view.lower[verb]} {view.lower[piece.end - 1]}" not in lexicon.forms
    ):
        return None
    closed = verb is None or any(view.tags[k] in CLOSING_TAGS for k in range(verb + 1, units[i].end))
    return None if closed else i


CLOSING_TAGS = frozenset({"VVPP", "VVINF", "PTKVZ", "VAPP"})
MAX_PARTED = 3  # pieces between the two halves of a verbal bracket


def _has_noun(view: View, unit: Unit) -> bool:
    return any(view.tags[i] in {"NN", "NE", "PPER", "PIS", "PDS", "CARD", "FM"} for i in range(unit.begin, unit.end))
