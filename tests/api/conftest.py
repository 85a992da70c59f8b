"""The store of the pages' tests, served."""

from tests.web.conftest import client, made_store, patience, readings, store_copy

__all__ = ["client", "made_store", "patience", "readings", "store_copy"]
