from __future__ import annotations

import pytest

from lagebild.present.export import Material
from lagebild.query.view import View
from tests.query.world import make_view


@pytest.fixture(scope="session")
def view() -> View:
    return make_view()


@pytest.fixture(scope="session")
def material(view: View) -> Material:
    return Material(view)
