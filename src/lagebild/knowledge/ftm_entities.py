"""Entities of a FollowTheMoney file: one JSON object a line, with its schema and the values of its properties."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lagebild.errors import InputError


@dataclass(frozen=True, slots=True)
class Entity:
    """An entity with the line (from 1) that it stands in."""

    id: str
    schema: str
    caption: str | None
    properties: Mapping[str, Any]
    line: int

    def values(self, *names: str) -> list[str]:
        """The values of properties, in order, each once.

        Raises:
            InputError: if a property is no list of texts.
        """
        found: dict[str, None] = {}
        for name in names:
            values = self.properties.get(name, [])
            if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
                raise InputError(f"property {name} is no list of texts")
            found |= dict.fromkeys(value.strip() for value in values if value.strip())
        return list(found)


def parse_entity(text: str, *, line: int) -> Entity:
    """The entity that a line holds.

    Raises:
        InputError: if it is no JSON or lacks id, schema or properties.
    """
    try:
        entity = json.loads(text)
    except ValueError as exc:
        raise InputError(f"no JSON: {exc}") from exc
    if not isinstance(entity, dict) or not isinstance(entity.get("schema"), str) or not isinstance(entity.get("id"), str):
        raise InputError("no FollowTheMoney entity: id or schema is missing")
    if not isinstance(entity.get("properties"), dict):
        raise InputError("no FollowTheMoney entity: properties are missing")
    caption = entity.get("caption")
    return Entity(
        entity["id"], entity["schema"], caption.strip() if isinstance(caption, str) else None, entity["properties"], line
    )
