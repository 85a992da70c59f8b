"""Bytes to articles: files and records in, `Article` values out; nothing is analysed here."""

from lagebild.read.article import is_too_short_to_detect, make_article
from lagebild.read.files import RawArticle, read_raw

__all__ = ["RawArticle", "is_too_short_to_detect", "make_article", "read_raw"]
