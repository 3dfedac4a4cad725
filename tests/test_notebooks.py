"""The notebooks run from top to bottom, warnings being errors, and are kept without outputs."""

from __future__ import annotations

import os
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
# The kernel warns of itself when it is shut down, which is none of the notebook's doing.
WARNINGS_ARE_ERRORS = """import warnings
warnings.simplefilter("error")
warnings.filterwarnings("default", module="ipykernel")
"""


@pytest.fixture
def kernel_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep))
    monkeypatch.setenv("PYDEVD_DISABLE_FILE_VALIDATION", "1")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: str(path.name))
@pytest.mark.usefixtures("kernel_environment")
def test_notebook_runs(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    assert not any(cell.get("outputs") for cell in notebook.cells), "clear the outputs before committing"
    notebook.cells.insert(0, nbformat.v4.new_code_cell(WARNINGS_ARE_ERRORS))
    client = NotebookClient(notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": path.parent}})
    client.execute()
    shown = notebook.cells[-1]["outputs"]
    assert any("text/html" in output.get("data", {}) for output in shown), "the last cell shows the map"
