"""Realistic browsing for locust: 70 % reading, 20 % search, 8 % suggestions, 2 % PDF. Started by bench/load.py.

A user waits half a second to a second and a half between pages, so a number of users is about that many requests a
second while the server keeps up. A browser that asks again sends the ETag it was given, as half of these do.
"""

import random

from locust import FastHttpUser, between, task

from bench.load import QUERIES, SUGGEST, slugs

CONDITIONS = slugs()


class Clinician(FastHttpUser):
    """Reads, looks for something, reads on."""

    wait_time = between(0.5, 1.5)

    def on_start(self) -> None:
        """A browser of their own, with an empty cache."""
        self.tags: dict[str, str] = {}
        self.pick = random.Random()

    def _get(self, path: str, name: str) -> None:
        known = self.tags.get(path) if self.pick.random() < 0.5 else None
        headers = {"Accept-Encoding": "br", **({"If-None-Match": known} if known else {})}
        with self.client.get(path, name=name, headers=headers, catch_response=True) as response:
            if response.status_code in {200, 304}:
                response.success()
            else:
                response.failure(f"{response.status_code}")
            tag = (response.headers or {}).get("ETag")
            if tag:
                self.tags[path] = tag

    @task(56)
    def condition(self) -> None:
        """A page of a condition."""
        self._get(f"/conditions/{self.pick.choice(CONDITIONS)}/", "read")

    @task(14)
    def front(self) -> None:
        """The front page or the list."""
        self._get(self.pick.choice(("/", "/conditions/")), "read")

    @task(20)
    def search(self) -> None:
        """Words, now and then with a second word that makes the address one nobody asked for."""
        words = self.pick.sample(QUERIES, k=1 + (self.pick.random() < 0.3))
        self._get("/conditions/?q=" + "+".join(words).replace(" ", "+"), "search")

    @task(8)
    def suggest(self) -> None:
        """The first letters."""
        self._get(f"{SUGGEST}?q={self.pick.choice(QUERIES)[: self.pick.randint(3, 8)].strip()}", "suggest")

    @task(2)
    def sheet(self) -> None:
        """A sheet to print."""
        self._get(f"/conditions/{self.pick.choice(CONDITIONS)}/sheet.pdf", "pdf")
