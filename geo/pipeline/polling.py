"""Whether what stands at addresses has changed since it was last fetched, so that a run is worth it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing

from geo.pipeline.building import alone
from geo.settings import Settings


def changed(urls: Sequence[str], settings: Settings, tell: Callable[[str], None]) -> list[str]:
    """Return the addresses at which there is another thing than was kept, which is kept then; tell what fails.

    Raises OutputError, LockedError.
    """
    from geo.fetching import Archive, Fetcher, Refused  # noqa: PLC0415 - only where something is fetched

    found = []
    with alone(settings, tell), closing(Fetcher(settings.limits, Archive(settings.archive))) as fetcher:
        for url in urls:
            before, now = fetcher.kept(url), fetcher.fetch(url)
            if isinstance(now, Refused):
                tell(f"{url}: {now.reason}")
            elif before is None or before.sha256 != now.sha256:
                found.append(url)
    return found
