"""Whether two units are the same happening: a score with reasons in words, and vetoes that name the contradiction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from lagebild.merge.facts import ACTS_OF_TYPE
from lagebild.merge.parties import NOTHING_SAID, circles_agree, match_beside, match_parties, match_sides, sides_agree
from lagebild.merge.units import Unit
from lagebild.merge.whens import Match, Words, days_agree, gap_of, match_days, spoken

NAMED_ACTS = frozenset(act for acts in ACTS_OF_TYPE.values() for act in acts)
RECURRENT_ACTS = frozenset(
    {"sanction", "arms", "stationing", "verdict", "release"}
)  # new ones follow the old, with the same parties
BEHIND = frozenset({"occurred", "ongoing"})  # what might be true or is denied is neither behind nor ahead
DEEDS = frozenset({"coerce", "assault", "aid", "retreat"})  # nobody is arrested twice a day; much can be said in a day
SPEECH_ACTS = frozenset({"accuse", "request", "support", "reject", "agree"})
ALMOST = 0.35  # what sentences that share their words add
SAME_TOPIC = 0.25  # acts of speech on one matter, as much as half of the words in common
MANY = 4  # sentences of a unit from which counting words is faster than comparing
SAME_WORDS = 0.8  # share of common content words from which two sentences are one text
CONTENT = 0.2  # share of common content words without which two acts of speech on a day stay apart
MERGE_SCORE = 0.6  # on examples/belarus-china 0.5 to 0.6 join the same happenings, 0.65 loses a tenth of their articles


class Verdict(NamedTuple):
    """How much speaks for one happening (0 to 1) and why; `veto` names what rules it out."""

    score: float
    why: tuple[Words, ...]
    veto: Words | None = None

    @property
    def reasons(self) -> tuple[str, ...]:
        return tuple(spoken(words) for words in self.why)


def told_apart(a: Unit, b: Unit) -> str | None:
    """Why one article means two happenings though neither has a day: it looks back on one, or one is still to come."""
    if a.when.certain and b.when.certain:
        return None
    if bool(a.when.weekdays) != bool(b.when.weekdays) and (a.when.months or b.when.months):
        return "the article names different times"
    if a.looks_back != b.looks_back:
        return "the article looks back on one of them"
    if a.again or b.again:
        return None
    one_ahead = (a.statuses == {"planned"}) != (b.statuses == {"planned"})
    if one_ahead and (a.statuses | b.statuses) & BEHIND and not (a.when.certain or b.when.certain):
        return "the article has one behind it and one ahead"
    return None


def _overlap(a: frozenset[str], b: frozenset[str]) -> float:
    shared = len(a & b)
    return shared / (len(a) + len(b) - shared) if shared else 0.0


def _of_others(a: Unit, b: Unit) -> bool:
    """Whether two sentences that share their words name different actors: one report with other parties is another happening."""
    pairs = [(x.named, y.named) for x in a.facts for y in b.facts if _overlap(x.words, y.words) >= SAME_WORDS]
    return bool(pairs) and all(left - right and right - left for left, right in pairs)


def _participants(a: Unit, b: Unit) -> tuple[float, list[Words], Words | None]:
    if a.symmetric or b.symmetric:
        match = match_parties(a, b)
        return 0.6 * match.score, [match.reason] if match.reason else [], match.veto
    ours, theirs = a.actors.countries, b.actors.countries
    if a.recipients.empty and b.recipients.empty and min(len(ours), len(theirs)) > 1 and ours - theirs and theirs - ours:
        return 0.0, [], ("different third party ({} / {})", ours - theirs, theirs - ours)  # all act alike
    first_role, second_role = ("visitor", "host") if a.act == "visit" else ("actor", "recipient")
    first = match_sides(a.actors, b.actors, first_role)
    if first.veto is None and first.reason is None:
        first = match_beside(a.actors, b.actors, a.around, b.around, first_role)
    if first.veto is not None:
        return 0.0, [], first.veto
    if a.act == "visit":
        second = _match_hosts(a, b)
        if first.score and second.score:  # hosts are countries: for a visitor who fits there is no more to agree on
            second = Match(1.0, second.reason)
    else:
        second = match_sides(a.recipients, b.recipients, second_role)
        if second.veto is None and a.recipients.empty != b.recipients.empty:
            second = NOTHING_SAID
    reasons = [m.reason for m in (first, second) if m.reason is not None]
    nobody = 0.5 if a.recipients.empty and b.recipients.empty and a.act != "visit" else 0.0
    return 0.35 * first.score + 0.25 * max(second.score, nobody), reasons, second.veto


def _match_hosts(a: Unit, b: Unit) -> Match:
    """Compare the countries that receive a visit."""
    if not a.hosts or not b.hosts:
        return NOTHING_SAID
    common = a.hosts & b.hosts
    return Match(0.8, ("host from {}", common)) if common else DIFFERENT_HOST


DIFFERENT_HOST = Match(0.0, None, ("different host",))


def may_be_same(a: Unit, b: Unit) -> bool:
    """Whether a comparison is worth its while: quickly said, and never False where the comparison would let them join."""
    if not days_agree(a.when, b.when, gap=gap_of(a.act)):
        return False
    if not a.verbatim.isdisjoint(b.verbatim) or not a.bodies.isdisjoint(b.bodies):
        return True
    if a.symmetric or b.symmetric:
        return circles_agree(a.everyone, b.everyone)
    return sides_agree(a.actors, b.actors) and sides_agree(a.recipients, b.recipients)


def compare_units(a: Unit, b: Unit, *, ignore_days: bool = False, check_article: bool = True) -> Verdict:
    """Judge two units.

    Args:
        a: a unit.
        b: another.
        ignore_days: leave the dates out (where they are to be found).
        check_article: let one article's own distinctions count; False where `b` stands for several articles.
    """
    return _compare(a, b, ignore_days, check_article) if a.key <= b.key else _compare(b, a, ignore_days, check_article)


MAX_KNOWN = 1 << 16  # pairs whose scores are kept: those of the regions at work
_known: dict[tuple[Unit, Unit], float] = {}  # units are told apart by identity; below 0 where something rules the pair out


def score_of(a: Unit, b: Unit) -> float | None:
    """The score of `compare_units`, None for a veto; kept, as linking, clustering and giving reasons ask for the same pairs."""
    pair = (a, b) if a.key <= b.key else (b, a)
    score = _known.get(pair)
    if score is None:
        verdict = _compare(*pair, ignore_days=False, check_article=True)
        score = verdict.score if verdict.veto is None else -1.0
        if len(_known) >= MAX_KNOWN:
            _known.clear()
        _known[pair] = score
    return score if score >= 0.0 else None


def forget_scores() -> None:
    """Let go of the units whose scores are kept."""
    _known.clear()


def _compare(a: Unit, b: Unit, ignore_days: bool, check_article: bool) -> Verdict:
    if a.act != b.act:
        return Verdict(0.0, (), ("different acts ({} / {})", a.act, b.act))
    same_article = check_article and a.article_id == b.article_id
    apart = told_apart(a, b) if same_article else None
    if apart is not None:
        return Verdict(0.0, (), (apart,))
    days = NOTHING_SAID if ignore_days else match_days(a.when, b.when, gap=gap_of(a.act))
    if days.veto is not None:
        return Verdict(0.0, (), days.veto)
    if not same_article and not a.verbatim.isdisjoint(b.verbatim) and not ignore_days:
        return Verdict(1.0, (("the same sentence word for word",), *([days.reason] if days.reason is not None else [])))
    score, reasons, veto = _participants(a, b)
    if veto is not None:
        return Verdict(0.0, (), veto)
    if not ignore_days:
        score += 0.25 * days.score
        reasons += [days.reason] if days.reason is not None else []
        if same_article and a.act == "visit" and a.when.precise and b.when.precise:
            score += 0.15  # an article that told of two visits on one day would say whose
            reasons.append(("one article, one time",))
    if a.act in {"visit", "meeting", "exercise"} and a.place_countries and b.place_countries:
        if not a.place_countries & b.place_countries:
            return Verdict(0.0, (), ("different places ({} / {})", a.place_countries, b.place_countries))
        score += 0.05
    return _with_words(a, b, score, reasons, same_article=same_article)


def _same_people(a: Unit, b: Unit) -> bool:
    """Whether both name the same person or organisation on one side and agree on the other."""
    for ours, theirs, other_ours, other_theirs in (
        (a.actors, b.actors, a.recipients, b.recipients),
        (a.recipients, b.recipients, a.actors, b.actors),
    ):
        shared = (frozenset(ours.persons) & frozenset(theirs.persons)) | (ours.organisations & theirs.organisations)
        if shared and (other_ours.countries & other_theirs.countries or other_ours.organisations & other_theirs.organisations):
            return True
    return False


def _same_topic(a: Unit, b: Unit) -> str | None:
    """The matter of both, where these are acts of speech and no side excludes that the same speak to the same."""
    ours, theirs = a.actors.countries, b.actors.countries
    if a.act not in SPEECH_ACTS or not ours & theirs or (ours - theirs and theirs - ours):
        return None
    if a.recipients.countries and b.recipients.countries and not a.recipients.countries & b.recipients.countries:
        return None
    return next((topic for topic in a.topics if topic in b.topics), None)


def _one_recalls(a: Unit, b: Unit) -> bool:
    """Whether one looks back on days that it states: it recalls the one thing of the kind that the other reports."""
    return (a.looks_back and a.when.certain and not b.looks_back) or (b.looks_back and b.when.certain and not a.looks_back)


def _common_words(a: Unit, b: Unit, *, same_article: bool, least: float) -> float:
    """The greatest share of common content words of any two sentences; two claims of one sentence share its words anyway.

    Below `least` the share does not matter and may come out as 0.
    """
    if not same_article:
        one, other = (a, b) if len(a.texts) <= len(b.texts) else (b, a)
        if len(other.texts) >= MANY:
            return max((_greatest_share(x, other) for x in one.texts), default=0.0)
        best = 0.0
        for x in a.texts:
            for y in b.texts:
                if len(x) >= least * len(y) and len(y) >= least * len(x):  # the share is that of the sizes at most
                    share = _overlap(x, y)
                    best = max(best, share)
        return best
    apart = ((x, y) for x in a.facts for y in b.facts if x.claim.sentence != y.claim.sentence)
    return max((_overlap(x.words, y.words) for x, y in apart), default=0.0)


@lru_cache(maxsize=1 << 12)  # a happening is looked at by many
def _postings(unit: Unit) -> tuple[Mapping[str, Sequence[int]], Sequence[int]]:
    """In which of the unit's sentences each word stands, and how many words each sentence has."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    sizes = []
    for number, words in enumerate(unit.texts):
        sizes.append(len(words))
        for word in words:
            places[word].append(number)
    return dict(places), sizes


def _greatest_share(words: frozenset[str], unit: Unit) -> float:
    """The greatest `_overlap` of the words with a sentence of the unit, by counting instead of trying each."""
    places, sizes = _postings(unit)
    counts: dict[int, int] = {}
    for word in words:
        for number in places.get(word, ()):
            counts[number] = counts.get(number, 0) + 1
    return max((count / (len(words) + sizes[number] - count) for number, count in counts.items()), default=0.0)


def _vetoed(text: str) -> Verdict:
    return Verdict(0.0, (), (text,))


OF_OTHERS = _vetoed("the same words about others")
RECURRING = _vetoed("acts that recur, without a day and with nothing in common but the parties")
ARTICLE_TELLS = _vetoed("one article tells them apart")
ONLY_PARTIES = _vetoed("nothing in common but the parties")
ALMOST_SAME = ("almost the same words",)
SAME_PEOPLE = ("the same people on both sides",)


def _with_words(a: Unit, b: Unit, score: float, reasons: list[Words], *, same_article: bool) -> Verdict:
    """Add what the words say: the same act by name, the same sentence, or nothing in common."""
    by_name = a.act in NAMED_ACTS and a.act not in RECURRENT_ACTS
    common = _common_words(a, b, same_article=same_article, least=SAME_WORDS if by_name else 0.0)
    same_trigger = not a.trigger_stems.isdisjoint(b.trigger_stems)
    if common >= SAME_WORDS:
        if not same_article and _of_others(a, b):
            return OF_OTHERS
        return Verdict(min(1.0, score + ALMOST), (*reasons, ALMOST_SAME))
    dated = a.when.certain and b.when.certain
    if a.act in RECURRENT_ACTS and not dated and common < CONTENT:
        return RECURRING
    if a.act in NAMED_ACTS:
        if same_article and not a.symmetric and a.act not in {"visit", "war", "exercise"}:
            return ARTICLE_TELLS
        return Verdict(min(1.0, score + 0.1 + 0.05 * same_trigger), (*reasons, ("same kind of act ({})", a.act)))
    if same_article:
        return ARTICLE_TELLS
    topic = _same_topic(a, b)
    if common < CONTENT and topic is not None:
        return Verdict(min(1.0, score + 0.05 + SAME_TOPIC), (*reasons, ("on one matter ({})", topic)))
    if common < CONTENT and not (same_trigger and common >= CONTENT / 2):
        done = a.act in DEEDS and a.when.precise and b.when.precise
        if not (_same_people(a, b) and (done or _one_recalls(a, b))):
            return ONLY_PARTIES
        return Verdict(min(1.0, score + 0.05 + common / 2), (*reasons, SAME_PEOPLE))
    return Verdict(min(1.0, score + 0.05 + common / 2), (*reasons, ("common words ({:.0%})", common)))
