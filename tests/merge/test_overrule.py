"""Overruled links: every layer of a reading follows the judgement."""

from __future__ import annotations

from dataclasses import replace

from lagebild.merge.overrule import LinkDecision, overrule_links
from lagebild.model.layers import Actor, Mention, Tie, TieParty
from lagebild.model.reading import Reading
from lagebild.model.span import span_of
from tests.make import article, claim, participant, reading

TEXT = "Verteidigungsminister Li besuchte Minsk. Li lobte Belarus."
QIANG = Actor("ac-li-qiang", "Li Qiang", "person", "CHN", "GOV", ())


def mention(begin: int, end: int, kind: str = "name") -> Mention:
    return Mention(span_of(TEXT, begin, end), kind, 0, 0, "test", 0.7, ("by hand",))  # type: ignore[arg-type]


def made() -> Reading:
    li = participant(TEXT, "Li", "CHN", name="Li Shangfu", actor_id="ac-li-shangfu")
    later = TEXT.index("Li lobte")
    first = claim(TEXT, "besuchte", "CONSULT", actors=(li,))
    second = claim(TEXT, "lobte", "SUPPORT", actors=(replace(li, begin=later, end=later + 2),))
    shangfu = Actor(
        "ac-li-shangfu", "Li Shangfu", "person", "CHN", "GOV",
        (mention(0, 21, "description"), mention(22, 24), mention(later, later + 2)),
    )  # fmt: skip
    belarus = Actor("ac-BLR", "Belarus", "state", "BLR", "GOV", (mention(len(TEXT) - 8, len(TEXT) - 1),))
    parties = (TieParty("partner", "Li Shangfu", "CHN", "ac-li-shangfu"), TieParty("partner", "Belarus", "BLR", "ac-BLR"))
    evidence = span_of(TEXT, later, len(TEXT))
    tie = Tie("t-1", "ally", parties, None, "in_force", None, 1, evidence, None, "test", 1.0)
    return replace(reading(article(TEXT), first, second), actors=(shangfu, belarus), ties=(tie,))


def names(found: Reading) -> list[list[str]]:
    return [[one.name for one in claim.actors] for claim in found.claims]


def test_overruled_mention_takes_its_apposition_along_and_nothing_else() -> None:
    found = overrule_links(made(), [LinkDecision(22, 24, None, QIANG, "judged by Anna: er")])
    mentions = {actor.id: [m.span.begin for m in actor.mentions] for actor in found.actors}
    assert mentions == {"ac-li-qiang": [0, 22], "ac-li-shangfu": [41], "ac-BLR": [50]}
    assert names(found) == [["Li Qiang"], ["Li Shangfu"]]
    assert found.claims[0].actors[0].why == found.actors[0].mentions[0].reasons[0] == "judged by Anna: er"
    assert found.ties[0].parties[0].name == "Li Shangfu"


def test_overruled_mention_takes_along_what_refers_back_to_it() -> None:
    text = "Li besuchte Minsk. Dort lobte er Belarus. Sein Flugzeug flog ab. Er wollte Waffen."
    he, his, again = text.index("er Bel"), text.index("Sein"), text.index("Er wo")
    first, second, third, other = (span_of(text, b, e) for b, e in ((0, 2), (he, he + 2), (his, his + 4), (again, again + 2)))
    chain = (
        Mention(first, "name", 0, 0, "test", 0.7),
        Mention(second, "pronoun", 1, 0, "test", 0.5, antecedent=first),
        Mention(third, "pronoun", 2, 0, "test", 0.5, antecedent=second),
        Mention(other, "pronoun", 3, 0, "test", 0.5),
    )
    er = participant(text, "er", "CHN", name="Li Shangfu", actor_id="ac-li-shangfu")
    er = replace(er, begin=he, end=he + 2)
    one = replace(
        reading(article(text), claim(text, "lobte", "SUPPORT", actors=(er,))),
        actors=(Actor("ac-li-shangfu", "Li Shangfu", "person", "CHN", "GOV", chain),),
    )
    found = overrule_links(one, [LinkDecision(0, 2, None, QIANG, "judged by Anna: er")])
    assert {a.id: [m.span.begin for m in a.mentions] for a in found.actors} == {
        "ac-li-qiang": [0, he, his],
        "ac-li-shangfu": [again],
    }
    assert found.actors[0].mentions[2].reasons == ("judged by Anna: er; refers back to 'Li' at 0-2",)
    assert names(found) == [["Li Qiang"]]
    own = [LinkDecision(0, 2, None, QIANG, "w"), LinkDecision(he, he + 2, None, None, "w")]
    assert [[m.span.begin for m in a.mentions] for a in overrule_links(one, own).actors] == [[0], [again]]


def test_overruled_actor_changes_everywhere() -> None:
    found = overrule_links(made(), [LinkDecision(None, None, "ac-li-shangfu", QIANG, "w")])
    assert [actor.id for actor in found.actors] == ["ac-li-qiang", "ac-BLR"]
    assert names(found) == [["Li Qiang"], ["Li Qiang"]]
    assert found.ties[0].parties[0].actor_id == "ac-li-qiang"


def test_mention_in_the_evidence_changes_the_tie() -> None:
    found = overrule_links(made(), [LinkDecision(41, 43, None, QIANG, "w")])
    assert found.ties[0].parties[0].actor_id == "ac-li-qiang"


def test_nobody_is_left_out_and_a_tie_needs_two() -> None:
    found = overrule_links(made(), [LinkDecision(None, None, "ac-li-shangfu", None, "w")])
    assert [actor.id for actor in found.actors] == ["ac-BLR"]
    assert (names(found), found.ties) == ([[], []], ())


def test_judgement_on_a_mention_goes_before_one_on_the_actor() -> None:
    both = [LinkDecision(None, None, "ac-li-shangfu", None, "w"), LinkDecision(22, 24, None, QIANG, "w")]
    assert names(overrule_links(made(), both)) == [["Li Qiang"], []]


def test_no_decision_leaves_the_reading_as_it_is() -> None:
    assert overrule_links(made(), []) is not None
    assert overrule_links(made(), []) == made()
