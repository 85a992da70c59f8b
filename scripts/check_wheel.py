"""Builds the wheel, installs it into an empty environment and uses it there, far from the checkout and without a network.

Usage: python scripts/check_wheel.py        (exit code 1 with one line if something is wrong)
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples" / "belarus-china"
MAX_WHEEL_BYTES = 60_000_000
# One file of every kind that is no Python and that the package cannot do without.
NEEDED = (
    "lagebild/py.typed",
    "lagebild/lang/de/pack.yaml",
    "lagebild/lang/de/model/weights.npz",
    "lagebild/lang/de/model/lexicon.marisa",
    "lagebild/knowledge/data/states.tsv",
    "lagebild/store/sql/article_ids.sql",
    "lagebild/present/templates/dossier.html.j2",
)


def run(*command: object, cwd: Path) -> str:
    """What a command prints; it sees nothing of the checkout.

    Raises:
        SystemExit: if it fails, with its output.
    """
    env = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "LAGEBILD"))}
    done = subprocess.run([str(part) for part in command], cwd=cwd, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"wheel: {' '.join(map(str, command))} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def build_wheel(folder: Path) -> Path:
    """The wheel, with its size and contents checked."""
    run(sys.executable, "-m", "build", "--wheel", "--outdir", folder, ROOT, cwd=folder)
    (wheel,) = folder.glob("*.whl")
    size = wheel.stat().st_size
    if size > MAX_WHEEL_BYTES:
        sys.exit(f"wheel: {size / 1e6:.1f} MB, more than {MAX_WHEEL_BYTES / 1e6:.0f}")
    names = set(zipfile.ZipFile(wheel).namelist())
    missing = [name for name in NEEDED if name not in names]
    missing += [part for part in ("LICENSE", "LICENSES/DATA.md") if not any(name.endswith(f"licenses/{part}") for name in names)]
    if missing:
        sys.exit(f"wheel: {', '.join(missing)} not in it")
    if strangers := [name for name in names if not name.startswith(("lagebild/", "lagebild-"))]:
        sys.exit(f"wheel: does not belong there: {', '.join(sorted(strangers)[:5])}")
    print(f"wheel: {wheel.name}, {size / 1e6:.1f} MB, {len(names)} files")
    return wheel


def install(wheel: Path, folder: Path) -> Path:
    """The `lagebild` command in a new environment that holds the wheel and what it depends on."""
    venv.create(folder / "env", with_pip=True)
    scripts = folder / "env" / ("Scripts" if os.name == "nt" else "bin")
    run(scripts / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel, cwd=folder)
    return scripts / "lagebild"


def spans_in(value: Any) -> Iterator[dict[str, Any]]:
    """Every object with text, begin and end, however deep."""
    if isinstance(value, dict):
        if isinstance(value.get("text"), str) and isinstance(value.get("begin"), int) and isinstance(value.get("end"), int):
            yield value
        for part in value.values():
            yield from spans_in(part)
    elif isinstance(value, list):
        for part in value:
            yield from spans_in(part)


def without_network() -> tuple[str, ...]:
    """The words before a command that take its network away; none where the system does not allow it."""
    for words in (("unshare", "-n"), ("unshare", "-rn")):
        if shutil.which("unshare") and subprocess.run([*words, "true"], capture_output=True, check=False).returncode == 0:
            return words
    return ()


def use(lagebild: Path, folder: Path) -> None:
    """Help, one article as JSON, a store and a dossier."""
    offline = without_network()
    if not offline:
        print("wheel: the network cannot be taken away here (unshare); used with it")
    if "read" not in run(lagebild, "--help", cwd=folder):
        sys.exit("wheel: --help does not name the commands")
    article = min(EXAMPLES.glob("*.txt"))
    record = json.loads(run(*offline, lagebild, "read", "--json", article, cwd=folder))
    spans = list(spans_in(record))
    wrong = [span for span in spans if record["text"][span["begin"] : span["end"]] != span["text"]]
    if wrong or not record["events"] or record["failures"]:
        sys.exit(f"wheel: {len(wrong)} wrong spans, {len(record['events'])} events, failures: {record['failures']}")
    run(*offline, lagebild, "read", EXAMPLES, "--store", "store", cwd=folder)
    run(*offline, lagebild, "dossier", "BLR", "CHN", "--store", "store", "-o", "dossier.html", cwd=folder)
    page = (folder / "dossier.html").read_text("utf-8")
    if "</html>" not in page or "<script src" in page or "<link " in page:
        sys.exit("wheel: the dossier is no self-contained page")
    how = "without a network" if offline else "with a network"
    print(f"wheel: read and dossier work in an empty environment {how}; {len(spans)} spans checked")


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="lagebild-wheel-") as name:
        folder = Path(name)
        wheel = build_wheel(folder)
        use(install(wheel, folder), folder)


if __name__ == "__main__":
    main()
