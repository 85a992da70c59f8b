"""The picture of a store, kept on a shelf and changed by what comes and goes."""

from lagebild.merge.kept.picture import KeptPicture, PictureChange

__all__ = ["KeptPicture", "PictureChange"]
