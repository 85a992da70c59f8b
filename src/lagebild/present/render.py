"""The dossier as one self-contained HTML page, or as Markdown. Article text is untrusted and escaped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from lagebild.lang.pack import load_pack
from lagebild.model.picture import Picture
from lagebild.model.reading import Reading
from lagebild.present.catalogue import Catalogue
from lagebild.present.dossier import Dossier, build_dossier
from lagebild.present.scope import Scope, of_actors

Form = Literal["html", "md"]
TEMPLATES: dict[Form, str] = {"html": "dossier.html.j2", "md": "dossier.md.j2"}
# What Markdown reads as marks, at the beginning of a line or anywhere; HTML in it is marked too.
MARKS = re.compile(r"([\\`*_{}\[\]<>#|~!])")
LINE_MARKS = re.compile(r"^(\d*)([-+=.)])")


def render_dossier(picture: Picture, readings: Sequence[Reading], about: Scope | Sequence[str], *, form: Form = "html") -> str:
    """The dossier about a scope, or about actors by their ids: no script, nothing from outside, the same bytes each time."""
    scope = about if isinstance(about, Scope) else of_actors(about, readings)
    catalogue = catalogue_for(readings)
    dossier = build_dossier(picture, readings, scope)
    peak = max((good + bad for _, good, bad in dossier.months), default=0)
    template = _environment(form).get_template(TEMPLATES[form])
    anchors = {article.number: article.id for article in dossier.articles}
    return template.render(d=dossier, t=catalogue, as_of=picture.as_of, peak=peak, anchors=anchors)


def catalogue_for(readings: Sequence[Reading]) -> Catalogue:
    """The labels in the language of the articles."""
    return Catalogue(load_pack(next((r.article.language for r in readings), "de")))


def _environment(form: Form) -> Environment:
    if form == "html":
        environment = Environment(
            loader=PackageLoader("lagebild.present"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
    else:
        environment = Environment(
            loader=PackageLoader("lagebild.present"),
            autoescape=False,  # noqa: S701  (not HTML: every value goes through `escape_markdown` instead)
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            finalize=escape_markdown,
        )
    return environment


def escape_markdown(value: object) -> str:
    """A value as Markdown that shows it as it is, in one line; what is marked as safe (`Markup`) stays."""
    if isinstance(value, Markup):
        return str(value)
    text = MARKS.sub(r"\\\1", " ".join(str(value).split()))
    return LINE_MARKS.sub(r"\1\\\2", text)


__all__ = ["Dossier", "Form", "catalogue_for", "escape_markdown", "render_dossier"]
