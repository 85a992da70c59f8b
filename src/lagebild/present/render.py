"""The dossier as one self-contained HTML page. Article text is untrusted: everything is escaped, nothing is loaded or run."""

from __future__ import annotations

from collections.abc import Sequence

from jinja2 import Environment, PackageLoader, StrictUndefined

from lagebild.lang.pack import load_pack
from lagebild.model.picture import Picture
from lagebild.model.reading import Reading
from lagebild.present.catalogue import Catalogue
from lagebild.present.dossier import build_dossier


def render_dossier(picture: Picture, readings: Sequence[Reading], actor_ids: Sequence[str]) -> str:
    """The HTML page about the actors: no script, no outside resource, the same bytes for the same input."""
    environment = Environment(
        loader=PackageLoader("lagebild.present"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    catalogue = Catalogue(load_pack(next((r.article.language for r in readings), "de")))
    dossier = build_dossier(picture, readings, actor_ids)
    template = environment.get_template("dossier.html.j2")
    peak = max((good + bad for _, good, bad in dossier.months), default=0)
    return template.render(d=dossier, t=catalogue, as_of=picture.as_of, peak=peak)
