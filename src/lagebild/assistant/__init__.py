"""Answers for assistants: the tools of `lagebild mcp`. Every fact comes with the sources that say it."""

from lagebild.assistant.server import make_server

__all__ = ["make_server"]
