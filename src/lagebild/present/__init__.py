"""The picture as people read it: timeline, dossier."""

from lagebild.present.dossier import build_dossier
from lagebild.present.render import render_dossier
from lagebild.present.timeline import TimelineEntry, build_timeline

__all__ = ["TimelineEntry", "build_dossier", "build_timeline", "render_dossier"]
