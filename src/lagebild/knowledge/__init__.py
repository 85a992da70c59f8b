"""Actors and places known before any article is read: states, organisations, offices, persons with their terms."""

from lagebild.knowledge.load import load_knowledge
from lagebild.knowledge.store import Knowledge
from lagebild.knowledge.values import (
    DayInterval,
    Holding,
    Membership,
    Office,
    Organ,
    Organisation,
    Part,
    Person,
    Place,
    RoleNoun,
    State,
    first_day,
    last_day,
    overlaps,
)

__all__ = [
    "DayInterval",
    "Holding",
    "Knowledge",
    "Membership",
    "Office",
    "Organ",
    "Organisation",
    "Part",
    "Person",
    "Place",
    "RoleNoun",
    "State",
    "first_day",
    "last_day",
    "load_knowledge",
    "overlaps",
]
