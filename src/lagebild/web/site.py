"""What all pages share: a served store and the templates."""

from __future__ import annotations

import threading

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from lagebild.api.served import Served
from lagebild.api.settings import ServeSettings
from lagebild.web.helpers import HELPERS


class Site(Served):
    """A served store with the templates of its pages."""

    def __init__(self, settings: ServeSettings) -> None:
        super().__init__(settings)
        self.drawing = threading.Lock()  # one dossier at a time: each holds all readings
        self.templates = Environment(
            loader=ChoiceLoader([PackageLoader("lagebild.web"), PackageLoader("lagebild.present")]),
            autoescape=True,  # article text is untrusted; no template marks any of it as safe
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.templates.globals.update(HELPERS)
