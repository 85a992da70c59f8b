"""Whether two units are the same happening: a score with reasons in words, and vetoes that name the contradiction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from lagebild.merge.cards import Answers, Card, around_of, card_of, forget_cards, keep
from lagebild.merge.facts import ACTS_OF_TYPE
from lagebild.merge.likeness import common_words, overlap
from lagebild.merge.parties import NOTHING_SAID, circles_agree, match_beside, match_parties, match_sides, sides_agree
from lagebild.merge.units import Unit
from lagebild.merge.whens import NO_DAY_KNOWN, Match, Words, match_days, spoken

NAMED_ACTS = frozenset(act for acts in ACTS_OF_TYPE.values() for act in acts)
PLACED_ACTS = frozenset({"visit", "meeting", "exercise"})  # which are nowhere else at the time
RECURRENT_ACTS = frozenset(
    {"sanction", "arms", "stationing", "verdict", "release"}
)  # new ones follow the old, with the same parties
BEHIND = frozenset({"occurred", "ongoing"})  # what might be true or is denied is neither behind nor ahead
DEEDS = frozenset({"coerce", "assault", "aid", "retreat"})  # nobody is arrested twice a day; much can be said in a day
SPEECH_ACTS = frozenset({"accuse", "request", "support", "reject", "agree"})
ALMOST = 0.35  # what sentences that share their words add
SAME_TOPIC = 0.25  # acts of speech on one matter, as much as half of the words in common
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


Judgement = tuple[float, tuple[Words, ...], Words | None]  # a `Verdict` without its name: millions are made


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


def _of_others(a: Unit, b: Unit) -> bool:
    """Whether sentences that share their words name different actors: one report with other parties is another happening."""
    if len(a.facts) == len(b.facts) == 1:
        left, right = a.facts[0].named, b.facts[0].named
        return not (left <= right or right <= left)
    pairs = [(x.named, y.named) for x in a.facts for y in b.facts if overlap(x.words, y.words) >= SAME_WORDS]
    return bool(pairs) and all(left - right and right - left for left, right in pairs)


def _participants(a: Unit, b: Unit) -> Judgement:
    """What the parties say; it follows from what the cards of the two have numbers for."""
    if a.symmetric or b.symmetric:
        match = match_parties(a, b)
        return 0.6 * match.score, (match.reason,) if match.reason else (), match.veto
    ours, theirs = a.actors.countries, b.actors.countries
    if a.recipients.empty and b.recipients.empty and min(len(ours), len(theirs)) > 1 and ours - theirs and theirs - ours:
        return 0.0, (), ("different third party ({} / {})", ours - theirs, theirs - ours)  # all act alike
    first_role, second_role = ("visitor", "host") if a.act == "visit" else ("actor", "recipient")
    first = match_sides(a.actors, b.actors, first_role)
    if first.veto is None and first.reason is None:
        first = match_beside(a.actors, b.actors, a.around, b.around, first_role)
    if first.veto is not None:
        return 0.0, (), first.veto
    if a.act == "visit":
        second = _match_hosts(a, b)
        if first.score and second.score:  # hosts are countries: for a visitor who fits there is no more to agree on
            second = Match(1.0, second.reason)
    else:
        second = match_sides(a.recipients, b.recipients, second_role)
        if second.veto is None and a.recipients.empty != b.recipients.empty:
            second = NOTHING_SAID
    reasons = tuple(m.reason for m in (first, second) if m.reason is not None)
    nobody = 0.5 if a.recipients.empty and b.recipients.empty and a.act != "visit" else 0.0
    return 0.35 * first.score + 0.25 * max(second.score, nobody), reasons, second.veto


def _match_hosts(a: Unit, b: Unit) -> Match:
    """Compare the countries that receive a visit."""
    if not a.hosts or not b.hosts:
        return NOTHING_SAID
    common = a.hosts & b.hosts
    return Match(0.8, ("host from {}", common)) if common else DIFFERENT_HOST


DIFFERENT_HOST = Match(0.0, None, ("different host",))


_days_known: Answers[Match] = {}
_parties_known: Answers[Judgement] = {}
_agreement_known: Answers[bool] = {}


def _days(a: Unit, b: Unit, ours: Card, theirs: Card) -> Match:
    near = ours.start <= theirs.end + ours.gap and theirs.start <= ours.end + ours.gap
    if near and ours.plain and theirs.plain and not (ours.certain and theirs.certain):
        return NO_DAY_KNOWN
    pair = (ours.days, theirs.days)
    return _days_known.get(pair) or keep(_days_known, pair, match_days(a.when, b.when, gap=ours.gap))


def _parties(a: Unit, b: Unit, ours: Card, theirs: Card) -> Judgement:
    if ours.open or theirs.open or ours.symmetric != theirs.symmetric:
        pair = (around_of(a), around_of(b))
    else:
        pair = (ours.parties, theirs.parties)
    return _parties_known.get(pair) or keep(_parties_known, pair, _participants(a, b))


def _parties_agree(a: Unit, b: Unit) -> bool:
    if not a.bodies.isdisjoint(b.bodies):
        return True
    if a.symmetric or b.symmetric:
        return circles_agree(a.everyone, b.everyone)
    return sides_agree(a.actors, b.actors) and sides_agree(a.recipients, b.recipients)


def may_be_same(a: Unit, b: Unit) -> bool:
    """Whether a comparison is worth its while: quickly said, and never False where the comparison would let them join."""
    ours, theirs = card_of(a), card_of(b)
    if ours.start > theirs.end + ours.gap or theirs.start > ours.end + ours.gap:
        return False
    if not (ours.plain and theirs.plain) and _days(a, b, ours, theirs).veto is not None:
        return False
    if not a.verbatim.isdisjoint(b.verbatim):
        return True
    pair = (ours.parties, theirs.parties)
    known = _agreement_known.get(pair)
    return keep(_agreement_known, pair, _parties_agree(a, b)) if known is None else known


def compare_units(a: Unit, b: Unit, *, ignore_days: bool = False, check_article: bool = True) -> Verdict:
    """Judge two units.

    Args:
        a: a unit.
        b: another.
        ignore_days: leave the dates out (where they are to be found).
        check_article: let one article's own distinctions count; False where `b` stands for several articles.
    """
    return Verdict(*(_judge(a, b, ignore_days, check_article) if a.key <= b.key else _judge(b, a, ignore_days, check_article)))


def fit_of(unit: Unit, cluster: Sequence[Unit], whole: Unit) -> float:
    """How well a unit fits a happening as a whole; 0 where something rules it out, or its own article tells it apart."""
    if unit.article_id == whole.article_id or unit.article_id in card_of(whole).articles:
        for member in cluster:
            if member.article_id == unit.article_id and told_apart(unit, member) is not None:
                return 0.0
    a, b = (unit, whole) if unit.key <= whole.key else (whole, unit)
    score, _, veto = _judge(a, b, ignore_days=False, check_article=False)
    return score if veto is None else 0.0


MAX_KNOWN = 1 << 16  # pairs whose scores are kept: those of the regions at work
_known: dict[tuple[Unit, Unit], float] = {}  # units are told apart by identity; below 0 where something rules the pair out


def score_of(a: Unit, b: Unit) -> float | None:
    """The score of `compare_units`, None for a veto; kept, as linking, clustering and giving reasons ask for the same pairs."""
    pair = (a, b) if a.key <= b.key else (b, a)
    score = _known.get(pair)
    if score is None:
        score, _, veto = _judge(*pair, ignore_days=False, check_article=True)
        if veto is not None:
            score = -1.0
        if len(_known) >= MAX_KNOWN:
            _known.clear()
        _known[pair] = score
    return score if score >= 0.0 else None


def forget_scores() -> None:
    """Let go of the units whose scores are kept, and of what was answered for their like."""
    for known in (_known, _days_known, _parties_known, _agreement_known):
        known.clear()
    forget_cards()


def _judge(a: Unit, b: Unit, ignore_days: bool, check_article: bool) -> Judgement:
    if a.act != b.act:
        return _ruled_out(("different acts ({} / {})", a.act, b.act))
    same_article = check_article and a.article_id == b.article_id
    apart = told_apart(a, b) if same_article else None
    if apart is not None:
        return _ruled_out((apart,))
    ours, theirs = card_of(a), card_of(b)
    days = NOTHING_SAID if ignore_days else _days(a, b, ours, theirs)
    if days.veto is not None:
        return _ruled_out(days.veto)
    reason = () if days.reason is None else (days.reason,)
    if not same_article and not ignore_days and not a.verbatim.isdisjoint(b.verbatim):
        return 1.0, (SAME_SENTENCE, *reason), None
    score, reasons, veto = _parties(a, b, ours, theirs)
    if veto is not None:
        return _ruled_out(veto)
    if not ignore_days:
        score += 0.25 * days.score
        reasons += reason
        if same_article and a.act == "visit" and a.when.precise and b.when.precise:
            score += 0.15  # an article that told of two visits on one day would say whose
            reasons = (*reasons, ONE_TIME)
    if a.place_countries and b.place_countries and a.act in PLACED_ACTS:
        if a.place_countries.isdisjoint(b.place_countries):
            return _ruled_out(("different places ({} / {})", a.place_countries, b.place_countries))
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


def _ruled_out(why: Words) -> Judgement:
    return 0.0, (), why


OF_OTHERS = _ruled_out(("the same words about others",))
RECURRING = _ruled_out(("acts that recur, without a day and with nothing in common but the parties",))
ARTICLE_TELLS = _ruled_out(("one article tells them apart",))
ONLY_PARTIES = _ruled_out(("nothing in common but the parties",))
ALMOST_SAME = ("almost the same words",)
SAME_PEOPLE = ("the same people on both sides",)
SAME_SENTENCE = ("the same sentence word for word",)
ONE_TIME = ("one article, one time",)


def _with_words(a: Unit, b: Unit, score: float, reasons: tuple[Words, ...], *, same_article: bool) -> Judgement:
    """Add what the words say: the same act by name, the same sentence, or nothing in common."""
    recurrent = a.act in RECURRENT_ACTS
    by_name = a.act in NAMED_ACTS
    common = common_words(a, b, same_article=same_article, least=SAME_WORDS if by_name and not recurrent else 0.0)
    if common >= SAME_WORDS:
        if not same_article and _of_others(a, b):
            return OF_OTHERS
        return min(1.0, score + ALMOST), (*reasons, ALMOST_SAME), None
    if recurrent and common < CONTENT and not (a.when.certain and b.when.certain):
        return RECURRING
    if same_article and not (by_name and (a.symmetric or a.act in {"visit", "war", "exercise"})):
        return ARTICLE_TELLS
    same_trigger = not a.trigger_stems.isdisjoint(b.trigger_stems)
    if by_name:
        return min(1.0, score + 0.1 + 0.05 * same_trigger), (*reasons, ("same kind of act ({})", a.act)), None
    if common < CONTENT:
        topic = _same_topic(a, b)
        if topic is not None:
            return min(1.0, score + 0.05 + SAME_TOPIC), (*reasons, ("on one matter ({})", topic)), None
        if not (same_trigger and common >= CONTENT / 2):
            done = a.act in DEEDS and a.when.precise and b.when.precise
            if not (_same_people(a, b) and (done or _one_recalls(a, b))):
                return ONLY_PARTIES
            return min(1.0, score + 0.05 + common / 2), (*reasons, SAME_PEOPLE), None
    return min(1.0, score + 0.05 + common / 2), (*reasons, ("common words ({:.0%})", common)), None
