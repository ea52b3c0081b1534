"""How far a replica is behind: seconds since the primary first was ahead of it.

A replica's own clock can't tell: cut off from the primary it has replayed all that it
received, and calls itself up to date. So positions are compared with the primary's.
"""

from collections import deque
from dataclasses import dataclass


class Timeline:
    """Positions of the primary in its log (bytes), and when they were seen (seconds)."""

    def __init__(self, length: int = 600) -> None:
        self._seen: deque[tuple[float, int]] = deque(maxlen=length)

    def add(self, now: float, position: int) -> None:
        """The primary is here now. A position that went back is another history: start anew."""
        if self._seen and position < self._seen[-1][1]:
            self._seen.clear()
        self._seen.append((now, position))

    @property
    def last_seen(self) -> float | None:
        """When the primary was last seen, or None."""
        return self._seen[-1][0] if self._seen else None

    def behind(self, position: int, now: float) -> float:
        """Seconds that a replica at this position lacks; 0 when nothing is known to be missing."""
        for seen, primary in self._seen:
            if primary > position:
                return now - seen
        return 0.0


@dataclass(frozen=True)
class Sight:
    """What a replica or the primary said when it was last asked."""

    at: float
    alive: bool
    position: int = 0
    in_recovery: bool = False


def usable(
    replicas: dict[str, Sight], primary: Sight | None, timeline: Timeline, *, now: float, max_lag: float
) -> list[str]:
    """The replicas to read from, by alias.

    With the primary there: those that follow it and lack at most `max_lag` seconds. While
    it is away: those that had what it last said; failing that, the one that has most.
    """
    alive = {alias: sight for alias, sight in replicas.items() if sight.alive}
    if primary is not None and primary.alive:
        return [
            alias
            for alias, sight in alive.items()
            if sight.in_recovery and timeline.behind(sight.position, now) <= max_lag
        ]
    until = timeline.last_seen if timeline.last_seen is not None else now
    current = [a for a, sight in alive.items() if timeline.behind(sight.position, until) <= max_lag]
    if current or not alive:
        return current
    return [max(alive, key=lambda alias: alive[alias].position)]
