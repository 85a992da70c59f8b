"""The store of the pages' tests, served."""

from tests.web.conftest import client, made_store, readings, store_copy

__all__ = ["client", "made_store", "readings", "store_copy"]
