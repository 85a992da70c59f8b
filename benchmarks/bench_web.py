"""How long the pages of `lagebild serve` take: every kind of page, asked over and over inside one process, without a network.

    python benchmarks/bench_web.py STORE [--rounds N] [--limit-ms 150]

    python benchmarks/bench_web.py STORE --make 20000     # makes the store first, of made-up articles; takes long

A page is measured anew every time: nothing is kept between the rounds but what the store keeps in memory. Median and 95th
percentile are given in milliseconds of wall time and of processor time, which other work on the machine changes less.
`--make` puts the articles of `synthetic.py` into a new store and builds its picture.
"""

from __future__ import annotations

import argparse
import math
import statistics
import sys
import time
from itertools import islice
from pathlib import Path

from fastapi import FastAPI
from fastapi.testclient import TestClient

from lagebild.api.settings import ServeSettings
from lagebild.build import build_picture
from lagebild.store import Store
from lagebild.web import make_app

HTML = {"accept": "text/html"}
BATCH = 1_000  # readings in one commit


def paths_of(client: TestClient) -> dict[str, str]:
    """One page of every kind, with the most on it: the busiest pair, the event and the story with the most sources."""
    overview = client.get("/index.json").json()
    events = client.get("/api/v1/events", params={"limit": 200, "order": "reported"}).json()["items"]
    stories = client.get("/api/v1/stories", params={"limit": 200, "newest": True}).json()["items"]
    event = max(events, key=lambda e: (e["claims"], e["id"]))
    story = max(stories, key=lambda s: (len(s["articles"]), s["id"]))
    person = client.get("/api/v1/actors", params={"kind": "person", "limit": 1}).json()["items"][0]["id"]
    pair = overview["pairs"][0]
    word = overview["articles"][0]["title"].split()[0]
    return {
        "overview": "/",
        "events": "/events",
        "events of a type": "/events?type=CONSULT&status=occurred",
        "event": f"/events/{event['id']}",
        "pair": f"/pairs/{pair['a']}/{pair['b']}",
        "pair in a month": f"/pairs/{pair['a']}/{pair['b']}?since=2015-03-01&until=2015-03-31",
        "actor": f"/actors/{pair['a']}",
        "person": f"/actors/{person}",
        "actors": "/actors",
        "stories": "/stories",
        "story": f"/stories/{story['id']}",
        "articles": "/articles",
        "article": f"/articles/{event['articles'][0]}",
        "search": f"/search?q={word}",
        "network": "/network?most=80",
        "map": "/map",
        "promises": "/promises",
        "judge": "/judge",
        "judge pairs": "/judge/pairs",
        "judge links": "/judge/links",
        "API events": "/api/v1/events",
        "API pairs": "/api/v1/pairs",
        "API search": f"/api/v1/search?q={word}",
        "API reading": f"/api/v1/articles/{event['articles'][0]}/reading",
    }


def measure(client: TestClient, app: FastAPI, path: str, rounds: int) -> tuple[list[float], list[float]]:
    """Wall and processor time of every round in milliseconds; what the site keeps of earlier pages is forgotten before each."""
    wall, processor = [], []
    for _ in range(rounds + 1):
        app.state.site.forget()
        began, busy = time.perf_counter(), time.process_time()
        answer = client.get(path, headers=HTML)
        wall.append((time.perf_counter() - began) * 1e3)
        processor.append((time.process_time() - busy) * 1e3)
        if answer.status_code != 200:
            raise SystemExit(f"{path}: {answer.status_code}")
    return wall[1:], processor[1:]  # the first one compiles the template


def make_store(folder: Path, count: int) -> None:
    """A store of so many made-up articles, with its picture."""
    from synthetic import readings  # noqa: PLC0415  (only a new store needs it)

    store = Store(folder, create=True)
    made = readings(count)
    while batch := list(islice(made, BATCH)):
        store.add_readings(batch)
    build_picture(store)


def percentile(values: list[float]) -> float:
    """The value that 95 of 100 do not exceed."""
    return sorted(values)[math.ceil(0.95 * len(values)) - 1]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--limit-ms", type=float, help="Fail if a page's median takes longer.")
    parser.add_argument("--make", type=int, metavar="N", help="Make the store of N articles first.")
    arguments = parser.parse_args()
    if arguments.make is not None:
        make_store(arguments.store, arguments.make)
    app = make_app(ServeSettings(arguments.store))
    with TestClient(app, base_url="http://localhost") as client:
        began = time.perf_counter()
        service = client.get("/api/v1").json()
        print(f"{service['articles']} articles, {service['events']} events, {service['stories']} stories; "
              f"opened in {time.perf_counter() - began:.1f} s")  # fmt: skip
        print(f"{'page':18} {'median':>8} {'p95':>8} {'processor':>10} {'p95':>8}   ms")
        slow = []
        for name, path in paths_of(client).items():
            wall, processor = measure(client, app, path, arguments.rounds)
            median = statistics.median(wall)
            busy = statistics.median(processor)
            print(f"{name:18} {median:8.0f} {percentile(wall):8.0f} {busy:10.0f} {percentile(processor):8.0f}", flush=True)
            if arguments.limit_ms is not None and median > arguments.limit_ms:
                slow.append(name)
    if slow:
        print(f"slower than {arguments.limit_ms:.0f} ms: {', '.join(slow)}")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
