"""A run that is killed leaves its last commit, and the next run goes on from there."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from lagebild.store import Store
from tests.cli.command import lagebild

ARTICLES = 60
BATCH = 3
# The command as it is, with smaller commits, so that a short run has several.
COMMAND = "import lagebild.intake; lagebild.intake.BATCH_READINGS = {batch}; from lagebild.cli import main; main()"
TEXT = "Der Präsident von Belarus hat am {day}. März 2023 in Runde {number} China besucht. Er lobte die Regierung in Peking."


def commits(store: Path) -> int:
    return len(list((store / "readings" / "_delta_log").glob("*.json")))


def test_killed_run_leaves_a_store_that_opens_and_is_resumed(tmp_path: Path):
    articles, store = tmp_path / "many.jsonl", tmp_path / "store"
    lines = (
        {"id": str(n), "text": TEXT.format(day=n % 28 + 1, number=n), "published": "2023-03-30", "language": "de"}
        for n in range(ARTICLES)
    )
    articles.write_text("\n".join(map(json.dumps, lines)), "utf-8")
    command = [sys.executable, "-c", COMMAND.format(batch=BATCH), "read", articles, "--store", store]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:  # noqa: S603
        waited_until = time.monotonic() + 120
        while commits(store) < 3 and running.poll() is None and time.monotonic() < waited_until:
            time.sleep(0.005)
        os.kill(running.pid, signal.SIGKILL)
    assert running.returncode == -signal.SIGKILL, "the run ended before it was killed"

    kept = len(Store(store).article_ids())
    assert kept >= BATCH
    assert kept % BATCH == 0
    assert kept < ARTICLES
    resumed = lagebild("read", articles, "--store", store)
    assert f"{ARTICLES - kept} read, {kept} known already, 0 failed" in resumed.out
    assert len(Store(store).article_ids()) == ARTICLES
    assert lagebild("timeline", "--store", store).code == 0
