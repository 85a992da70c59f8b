"""Web pages over a store: every page is made on the server, works without JavaScript and has a JSON twin."""

from lagebild.web.app import make_app

__all__ = ["make_app"]
