"""Events told in plain sentences: rows of verbs and objects, cases by tables, no model. What is not known is left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lagebild.lang.pack import LanguagePack, Row
from lagebild.model.layers import Status
from lagebild.model.picture import Event, Party
from lagebild.present.catalogue import Catalogue

SENTENCES = "present/sentences"
ARTICLES = "present/articles"
STATES = "knowledge/states"
ROLES = "knowledge/role_nouns"
GRAMMAR = "present/grammar"
PLURAL = "pl"
TOLD_IN_PAST = frozenset({"occurred"})
TOLD_IN_PRESENT = frozenset({"ongoing"})
MAX_NAMES = 3


@dataclass(frozen=True, slots=True)
class Verb:
    """A row of the table: how one kind of event is told; the pairs are for one subject and for several."""

    past: tuple[str, str]
    present: tuple[str, str]
    objects: str
    particle: str
    infinitive: str
    for_status: bool


class Teller:
    """Tells events in one language. All words come from the pack's tables."""

    def __init__(self, pack: LanguagePack) -> None:
        """Load the tables.

        Raises:
            PackError: if a table is missing or lacks a column.
        """
        self._catalogue = Catalogue(pack)
        self._grammar: Mapping[str, Any] = pack.settings(GRAMMAR)
        columns = ("type", "mode", "shape", "status", "past", "present", "objects", "particle", "infinitive")
        self._verbs = {
            (row["type"], row["mode"], row["shape"], row["status"]): _verb(row) for row in pack.table(SENTENCES, columns=columns)
        }
        self._articles = {row["name"]: row["article"] for row in pack.table(ARTICLES, columns=("name", "article"))}
        self._articles |= {row["name"]: row["article"] for row in pack.table(STATES) if row["article"]}

        self._plurals = {row["noun"] for row in pack.table(ROLES) if row["number"] == PLURAL}

    def tell(self, event: Event) -> str | None:
        """One sentence about the event with its day, as exact as it is known; None where no party is known.

        Recipients are the subject where no actor is known. A day that only follows from the article's own date is told like a
        stated one: the page shows its basis beside the sentence.
        """
        shape = _shape(event.actors, event.recipients)
        verb = None if shape is None else self._find(event, shape)
        if verb is None or shape is None:
            return None
        subject = event.recipients if shape == "reached" else event.actors
        several = len(_distinct(subject)) > 1 or self._is_plural(subject[0].name)
        finite, end = self._forms(verb, event.status, several=several)
        objects = verb.objects.format(acc=self._names(event.recipients, "acc"), dat=self._names(event.recipients, "dat"))
        who = self._names(subject, "nom")
        start, stop = (event.date.start, event.date.end) if event.date is not None else (None, None)
        if event.status == "denied":
            words = [self._grammar["denied"], who, finite, objects, end, self._aside(start, stop)]
        elif (start is None and stop is None) or verb.for_status:
            words = [who, finite, objects, end, self._aside(start, stop)]
        else:
            words = [self._when(start, stop), finite, who, objects, end]
        sentence = " ".join(word for word in words if word)
        return sentence[0].upper() + sentence[1:] + "."

    def _find(self, event: Event, shape: str) -> Verb | None:
        """The row of the mode before that of the type; without a row for all parties one that tells of the actors alone."""
        mode = event.mode or ""
        shapes = (shape,) if shape == "reached" else (shape, "alone")
        keys = [(event.type, m, s, status) for m in dict.fromkeys((mode, "")) for s in shapes for status in (event.status, "")]
        return next((self._verbs[key] for key in keys if key in self._verbs), None)

    def _forms(self, verb: Verb, status: Status, *, several: bool) -> tuple[str, str]:
        """The finite verb, and what stands at the end."""
        if verb.for_status or status in TOLD_IN_PRESENT:
            return verb.present[several], verb.particle
        if status in TOLD_IN_PAST or status == "denied":
            return verb.past[several], verb.particle
        modal = self._grammar["modals"][status][several]
        reflexive = self._grammar["reflexive"]
        return (f"{modal} {reflexive}" if verb.past[several].endswith(f" {reflexive}") else modal), verb.infinitive

    def _names(self, parties: Sequence[Party], case: str) -> str:
        names = [self._name(name, case) for name in _distinct(parties)]
        if len(names) > MAX_NAMES:
            names = [*names[: MAX_NAMES - 1], self._grammar["others"][case]]
        joint = f" {self._catalogue.text('and')} "
        return joint.join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)

    def _name(self, name: str, case: str) -> str:
        marked = self._articles.get(name)
        if marked is None:
            return name
        key = PLURAL if self._is_plural(name) else marked
        inflected = self._grammar["inflected"].get(name, {}).get(case, name)
        return f"{self._grammar['articles'][key][case]} {inflected}"

    def _is_plural(self, name: str) -> bool:
        """Whether a name or description is one of several: by its article, else by the first noun of it that is always so."""
        return self._articles.get(name, "").endswith(f" {PLURAL}") or any(word in self._plurals for word in name.split())

    def _when(self, start: str | None, stop: str | None) -> str:
        words = self._catalogue.days(start, stop)
        patterns: Mapping[str, str] = self._grammar["when"]
        if start is None:
            return patterns["until"].format(self._catalogue.days(stop, stop))
        if stop is None:
            return patterns["from"].format(self._catalogue.days(start, start))
        if start == stop:
            return patterns["day"].format(words)
        if words.isdigit():
            return patterns["year"].format(words)
        if start[:7] == stop[:7] and words.split()[0].isalpha():
            return patterns["month"].format(words)
        return patterns["between"].format(self._catalogue.days(start, start), self._catalogue.days(stop, stop))

    def _aside(self, start: str | None, stop: str | None) -> str:
        return "" if start is None and stop is None else f"({self._catalogue.days(start, stop)})"


def _verb(row: Row) -> Verb:
    def pair(column: str) -> tuple[str, str]:
        one, many = row.many(column)
        return one, many

    return Verb(pair("past"), pair("present"), row["objects"], row["particle"], row["infinitive"], bool(row["status"]))


def _distinct(parties: Sequence[Party]) -> list[str]:
    return list(dict.fromkeys(party.name for party in parties))


def _shape(actors: Sequence[Party], recipients: Sequence[Party]) -> str | None:
    if not actors:
        return "reached" if recipients else None
    if recipients:
        return "both"
    return "group" if len(_distinct(actors)) > 1 else "alone"
