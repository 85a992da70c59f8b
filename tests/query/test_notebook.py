"""The example notebook runs, on a store of the example corpus."""

from __future__ import annotations

from pathlib import Path

import pytest

from lagebild.build import build_picture
from lagebild.model.reading import Reading
from lagebild.store import Store
from tests.conftest import ROOT


def test_notebook_runs_on_the_example_corpus(
    example_readings: tuple[Reading, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nbformat = pytest.importorskip("nbformat")
    nbclient = pytest.importorskip("nbclient")
    store = Store(tmp_path / "store", create=True)
    store.add_readings(example_readings)
    build_picture(store)
    monkeypatch.setenv("LAGEBILD_STORE", str(store.folder))
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "src"))
    notebook = nbformat.read(ROOT / "examples" / "notebook.ipynb", as_version=4)
    done = nbclient.NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    outputs = [output for cell in done.cells for output in cell.get("outputs", ())]
    assert not [output for output in outputs if output.output_type == "error"]
    shown = [output["data"].get("text/plain", "") for output in outputs if "data" in output]
    assert any("independent origins" in text for text in shown)
    assert "True" in shown  # every quoted sentence stands where it says
