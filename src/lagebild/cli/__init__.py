"""The command line: `lagebild COMMAND`."""

from lagebild.cli.app import main

__all__ = ["main"]
