"""The version of the package."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version


def package_version() -> str:
    """The installed version of Lagebild, or "0+source" when it runs from a checkout."""
    try:
        return version("lagebild")
    except PackageNotFoundError:
        return "0+source"
