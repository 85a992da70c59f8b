"""The stage that finds figures: what each measures, whose it is, when, and who gives it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Doc, Span

from lagebild.analyse.figures.clause import by_sentence, clause_around
from lagebild.analyse.figures.lexicon import FigureWords, load_figure_words
from lagebild.analyse.figures.quantities import Quantity, find_quantities
from lagebild.analyse.participants import participants_at, participants_in
from lagebild.analyse.times.numbers import number_words
from lagebild.lang.pack import LanguagePack
from lagebild.model.doc import actors_by_token, article_of, clauses_by_token, sentences_of, statements_of, times_of
from lagebild.model.ids import make_id
from lagebild.model.layers import DateValue, Figure, Participant, Sentence, Statement, TimeExpression
from lagebild.model.span import Span as TextSpan
from lagebild.model.span import span_of
from lagebild.model.tokens import Token, root_of, tokens_of
from lagebild.stages import stage

SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
OBJECTS = frozenset({"obj", "obl:arg"})
NOUN_TAGS = frozenset({"NN", "NE"})
CLAUSES = frozenset({"acl", "acl:relcl", "advcl", "parataxis", "appos", "punct", "ccomp"})
LONGEST_MEASURE = 12  # tokens of a phrase that says what is measured
COUNTED_DURATIONS = ("duration.past", "duration.next", "duration.since", "duration.number")


@stage(reads=("sentences", "clauses", "times", "actors", "statements"), writes="figures")
def find_figures(doc: Doc, pack: LanguagePack) -> Iterator[Figure]:
    """Quantities of the sentences with unit, comparator, what they measure, whose they are, period and source."""
    words = load_figure_words(pack)
    times = _by_sentence(times_of(doc))
    statements = by_sentence(statements_of(doc))
    for sentence in sentences_of(doc):
        dated = times.get(sentence.id, [])
        quantities = find_quantities(article_of(doc).text[sentence.begin : sentence.end], words, noun_at=_Nouns(doc, sentence))
        moved = [_moved(quantity, sentence.begin) for quantity in quantities]
        free = [quantity for quantity in moved if not _is_time(quantity, dated)]
        for quantity in sorted([*free, *_durations(dated, words, pack)], key=lambda q: q.begin):
            yield _figure(doc, sentence, quantity, dated, statements.get(sentence.id, ()), words)


class _Nouns:
    """Says which words of a sentence may be counted: plural common nouns, as the tagger sees them."""

    def __init__(self, doc: Doc, sentence: Sentence) -> None:
        self.doc, self.sentence = doc, sentence

    def __call__(self, begin: int, end: int) -> str | None:
        offset = self.sentence.begin
        span = self.doc.char_span(begin + offset, end + offset, alignment_mode="expand")
        if span is None:
            return None
        noun = tokens_of(self.doc)[span.end - 1]
        if noun.tag_ != "NN" or noun.morph.get("Number") == ["Sing"]:
            return None
        return str(noun.lemma_)


def _by_sentence(times: Sequence[TimeExpression]) -> dict[int, list[TimeExpression]]:
    found: dict[int, list[TimeExpression]] = {}
    for time in times:
        if time.sentence is not None:
            found.setdefault(time.sentence, []).append(time)
    return found


def _moved(quantity: Quantity, by: int) -> Quantity:
    begin, end = quantity.thing
    return Quantity(
        quantity.begin + by, quantity.end + by, quantity.value, quantity.value_end, quantity.unit, quantity.comparator,
        (begin + by, end + by), quantity.rule, quantity.counts,
    )  # fmt: skip


def _is_time(quantity: Quantity, times: Sequence[TimeExpression]) -> bool:
    """Whether a time expression stands where the quantity does; the times are in order and do not overlap."""
    after = bisect_left(times, quantity.end, key=lambda time: time.span.begin)
    return after > 0 and times[after - 1].span.end > quantity.begin and quantity.rule != "many"


def _durations(times: Sequence[TimeExpression], words: FigureWords, pack: LanguagePack) -> Iterator[Quantity]:
    """Lengths of time that give a number, as quantities."""
    numbers = number_words(pack)
    for time in times:
        if time.type != "DURATION" or not time.rule.endswith(COUNTED_DURATIONS) or time.value.startswith("PX"):
            continue
        body = time.value.removeprefix("P")
        digits = "".join(character for character in body if character.isdigit() or character == ".")
        unit = words.time_units.get(body.replace(digits, ""))
        first_word = time.span.text.split()[0].casefold()
        if not digits or unit is None or float(digits) <= 1 or first_word in words.whole_pair:  # "one" is as often the article
            continue
        begin = _number_begin(time.span, numbers)
        yield Quantity(begin, time.span.end, float(digits), None, unit, "exact", (begin, time.span.end), "duration", counts=False)


def _number_begin(span: TextSpan, numbers: object) -> int:
    """Where the number of a length of time begins, without the article and adjective before it."""
    at = span.begin
    for word in span.text.split(" "):
        if word[:1].isdigit() or (isinstance(numbers, dict) and word.casefold() in numbers):
            return at
        at += len(word) + 1
    return span.begin


def _figure(
    doc: Doc,
    sentence: Sentence,
    quantity: Quantity,
    times: Sequence[TimeExpression],
    statements: Sequence[Statement],
    words: FigureWords,
) -> Figure:
    span = span_of(article_of(doc).text, quantity.begin, quantity.end)
    measured = _measured(doc, sentence, quantity)
    subjects = _subjects(doc, sentence, quantity, measured)
    source = _source(doc, sentence, quantity, statements, words)
    if source is not None and len(subjects) > 1:
        subjects = tuple(p for p in subjects if (p.begin, p.end) != (source.begin, source.end))
    return Figure(
        id=make_id("f", str(span.begin), span.text),
        sentence=sentence.id,
        span=span,
        value=quantity.value,
        value_end=quantity.value_end,
        unit=_own_unit(quantity.unit, subjects, words),
        comparator=quantity.comparator,
        measures=None if measured is None else measured.text,
        measures_span=measured,
        subjects=subjects,
        period=_period(article_of(doc).text, quantity, times, words),
        source=source,
        rule=f"{doc.lang_ or 'de'}.figure.{quantity.rule}.1",
    )


def _own_unit(unit: str, subjects: Sequence[Participant], words: FigureWords) -> str:
    """The unit, for money that several countries call alike the one of the first country that the figure is about."""
    name, slash, per = unit.partition("/")
    homes = words.home_currencies.get(name, {})
    return next((homes[p.country] for p in subjects if p.country is not None and p.country in homes), name) + slash + per


def _measured(doc: Doc, sentence: Sentence, quantity: Quantity) -> TextSpan | None:
    """The words that say what is measured: the thing that is counted, the whole that a share is of, or what changes or costs."""
    span = doc.char_span(*quantity.thing, alignment_mode="expand")
    if span is None:
        return None
    tokens = tokens_of(doc)
    head = root_of(tokens[span.start : span.end])
    if quantity.counts or quantity.rule in {"count", "ordinal_figures", "ordinal_word", "quality", "compound", "rank"}:
        return _phrase(
            doc, sentence, tokens[span.end - 1] if quantity.rule.startswith("ordinal") else head, first=quantity.thing[0]
        )
    whole = next((child for child in head.children if child.i > head.i and child.dep_ in {"nmod", "nmod:poss"}), None)
    if whole is not None and quantity.unit in {"percent", "share"}:
        return _phrase(doc, sentence, whole, first=None)
    if head.dep_ in {"nmod", "obl"} and head.head.tag_ in NOUN_TAGS:
        return _phrase(doc, sentence, head.head, first=None, until=quantity.begin)
    beside = span.end
    if quantity.rule == "number" and beside < sentence.token_end and tokens[beside].tag_ == "NN":  # "300 litres milk"
        return _phrase(doc, sentence, tokens[beside], first=tokens[beside].idx)
    return _argument(doc, sentence, quantity, head)


def _argument(doc: Doc, sentence: Sentence, quantity: Quantity, head: Token) -> TextSpan | None:
    """The subject or object of the verb that says the quantity, whichever is a thing: who acts is not what is measured."""
    governors = (token for token in (head, *head.ancestors) if any(child.dep_ in SUBJECTS for child in token.children))
    governor = next(governors, None)
    if governor is None:
        return None
    arguments = sorted(
        (child for child in governor.children if child.dep_ in SUBJECTS | OBJECTS), key=lambda c: c.dep_ not in SUBJECTS
    )
    outside = [a for a in arguments if a.tag_ in NOUN_TAGS and not quantity.begin <= a.idx < quantity.end]
    named = actors_by_token(doc)
    things = [a for a in outside if not any(m.head == a.i and who.known for m, who in named.get(a.i, ()))]
    return _phrase(doc, sentence, things[0], first=None) if things else None


def _phrase(doc: Doc, sentence: Sentence, head: Token, *, first: int | None, until: int | None = None) -> TextSpan | None:
    """The noun phrase around a head: from `first` or its own beginning, at most to `until`, without clauses that hang on it."""
    taken = {t.i for t in head.subtree if sentence.token_begin <= t.i < sentence.token_end and _belongs(t, head)}
    tokens = tokens_of(doc)
    left, right = head.i, head.i
    while left - 1 in taken:
        left -= 1
    while right + 1 in taken and right - head.i < LONGEST_MEASURE:
        right += 1
    begin = tokens[left].idx if first is None else max(first, tokens[left].idx)
    end = tokens[right].idx + len(tokens[right])
    if until is not None and begin < until < end:
        end = begin + len(article_of(doc).text[begin:until].rstrip())
        while (
            end > begin
            and not article_of(doc).text[begin:end].split()[-1][:1].isupper()
            and " " in article_of(doc).text[begin:end]
        ):
            end = begin + article_of(doc).text[begin:end].rindex(" ")  # the preposition before the amount
    return span_of(article_of(doc).text, begin, end) if begin < end else None


def _belongs(token: Token, head: Token) -> bool:
    """Whether no clause, apposition or punctuation stands between the token and the head of the phrase."""
    while token.i != head.i:
        if token.dep_ in CLAUSES or (token.head.i == head.i and token.dep_ in {"conj", "cc", "case", "advmod"}):
            return False
        token = token.head
    return True


def _subjects(doc: Doc, sentence: Sentence, quantity: Quantity, measured: TextSpan | None) -> tuple[Participant, ...]:
    """The actors that the quantity is said of: those in the words that are measured, else those of its clause."""
    if measured is not None:
        inside = _actors(
            doc, doc.char_span(measured.begin, measured.end, alignment_mode="expand"), sentence, "named with what is measured"
        )
        if inside and not quantity.counts:
            return inside
        if inside:
            return _distinct((*_acting(doc, sentence, measured), *inside))
    begin, end = clause_around(doc, sentence, quantity.begin, quantity.end)
    return _actors(doc, doc[begin:end], sentence, "named in the same clause")


def _acting(doc: Doc, sentence: Sentence, counted: TextSpan) -> tuple[Participant, ...]:
    """The subject of the clause in which things are counted."""
    span = doc.char_span(counted.begin, counted.end, alignment_mode="expand")
    clause = None if span is None else clauses_by_token(doc).get(span.root.i)
    subject = None if clause is None else clause.subject
    if subject is None or span is None or span.start <= subject.head < span.end:
        return ()
    return participants_at(doc, subject.head, why="subject of the clause", sentence=sentence.id)


def _distinct(found: Iterable[Participant]) -> tuple[Participant, ...]:
    return tuple({p.actor_id: p for p in found}.values())


def _actors(doc: Doc, span: Span | None, sentence: Sentence, why: str) -> tuple[Participant, ...]:
    if span is None or span.start == span.end:
        return ()
    return participants_in(doc, span.start, span.end, why=why, sentence=sentence.id)


def _period(text: str, quantity: Quantity, times: Sequence[TimeExpression], words: FigureWords) -> DateValue | None:
    """The days that the figure holds for: those of the nearest dated expression of its sentence, a range as a whole."""
    dated = [t for t in times if t.interval is not None and t.type in {"DATE", "DURATION"} and t.precision != "vague"]
    if not dated:
        return None

    def distance(at: int) -> tuple[int, int]:
        span = dated[at].span
        return max(span.begin - quantity.end, quantity.begin - span.end, 0), span.begin

    nearest = min(range(len(dated)), key=distance)
    first = last = nearest
    if nearest and words.joiner.fullmatch(text, dated[nearest - 1].span.end, dated[nearest].span.begin):
        first = nearest - 1
    elif nearest + 1 < len(dated) and words.joiner.fullmatch(text, dated[nearest].span.end, dated[nearest + 1].span.begin):
        last = nearest + 1
    start, end = dated[first].interval, dated[last].interval
    span = span_of(text, dated[first].span.begin, dated[last].span.end)
    return DateValue(
        None if start is None else start.start, None if end is None else end.end, "stated",
        f"nearest time expression of the sentence ({dated[nearest].reason})", span.text, span.begin, span.end,
    )  # fmt: skip


def _source(
    doc: Doc, sentence: Sentence, quantity: Quantity, statements: Sequence[Statement], words: FigureWords
) -> Participant | None:
    """Who gives the figure: the source named for it in the sentence, else the speaker of the narrowest statement around it."""
    for match in words.claim.finditer(article_of(doc).text, sentence.begin, sentence.end):
        span = doc.char_span(match.start(), match.end(), alignment_mode="expand")
        found = _actors(doc, span, sentence, "named as the source of the figure")
        if found:
            return found[0]
    around = [s for s in statements if s.speaker and any(q.begin <= quantity.begin and quantity.end <= q.end for q in s.quote)]
    if not around:
        return None
    return min(around, key=lambda s: sum(q.end - q.begin for q in s.quote)).speaker[0]
