"""Large items at once on a Dask cluster: one of its own on this machine, or one whose scheduler is named.

An item whose worker is lost goes to another one, by Dask's own care; one that has cost several workers fails.
"""

from __future__ import annotations

import logging
import tempfile
from collections import deque
from collections.abc import Callable, Generator, Iterable
from contextlib import ExitStack, suppress
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from geo.engines.outcomes import Failed, Item, Result, attempted
from geo.errors import EngineError

if TYPE_CHECKING:
    from distributed import Client, Future

_AHEAD = 4  # items a worker that are under way or wait for their turn
_CONNECT_S = 20  # to reach a scheduler
_WORKERS_S = 60  # without any worker, after which nobody waits for more
_LOOK_S = 2.0  # how often it is looked whether there still are workers
_NOISE = ("distributed", "tornado", "bokeh", "asyncio")
_SILENT = {"logging": dict.fromkeys(_NOISE, "critical")}
_CONFIG = {
    **_SILENT,
    "distributed.comm.timeouts.connect": f"{_CONNECT_S}s",
    "distributed.worker.profile.enabled": False,  # it looks a hundred times a second, and nobody asks for it
    # Items are large, and none shall wait at a worker that is busy while another is not.
    "distributed.scheduler.worker-saturation": 1.0,
}


class Cluster:
    """Runs a function on a Dask cluster. A context manager; functions and items travel as pickles."""

    def __init__(self, scheduler: str, workers: int) -> None:
        """Name the scheduler of a cluster; empty: one of so many workers is started on this machine."""
        self._scheduler = scheduler
        self._workers = workers
        self._closing = ExitStack()
        self._client: Client | None = None

    def __enter__(self) -> Self:
        """Start or reach the cluster. Raises EngineError."""
        try:
            self._client = self._connected()
        except ImportError as error:
            message = f"to extract on a Dask cluster install claimmap[scale]: {error}"
            raise EngineError(message) from error
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End what was started, and leave what was named."""
        self._closing.close()

    def run(self, function: Callable[[Item], Result], items: Iterable[Item]) -> Generator[Result | Failed, None, None]:
        """Yield what becomes of each item, in their order; see `Engine.run`."""
        assert self._client is not None
        waiting: deque[Future[Any]] = deque()
        left = iter(items)
        try:
            while True:
                for item in left:
                    waiting.append(self._client.submit(attempted, function, item, pure=False))
                    if len(waiting) >= _AHEAD * max(1, len(self._alive())):
                        break
                if not waiting:
                    return
                outcome = self._outcome(waiting[0])
                waiting.popleft().release()
                yield outcome
        finally:
            with suppress(Exception):  # the cluster may be what is gone
                self._client.cancel(list(waiting))

    def _connected(self) -> Client:
        import dask  # noqa: PLC0415 - of the extra `scale`, as all below

        with dask.config.set(_SILENT):  # read when distributed is loaded
            from distributed import Client, LocalCluster  # noqa: PLC0415 - as above
        self._closing.enter_context(dask.config.set(_CONFIG))
        if not self._scheduler:
            folder = self._closing.enter_context(tempfile.TemporaryDirectory(prefix="claimmap-dask-"))
            cluster = LocalCluster(
                n_workers=self._workers,
                threads_per_worker=1,
                processes=True,
                host="127.0.0.1",
                dashboard_address="127.0.0.1:0",  # of the scheduler's own pages of state
                scheduler_kwargs={"dashboard": False},
                memory_limit=0,  # items are read and written bit by bit
                local_directory=folder,
                silence_logs=logging.CRITICAL,
                preload=["geo.engines.quiet"],
                protocol="tls",
                security=True,  # keys of this run: who may ask a worker may run anything, and others use this machine
            )
            self._closing.enter_context(cluster)
            client: Client = self._closing.enter_context(Client(cluster))
            return client
        try:
            client = self._closing.enter_context(Client(self._scheduler, timeout=_CONNECT_S))
            client.wait_for_workers(1, timeout=_WORKERS_S)
        except (OSError, ValueError, TimeoutError) as error:
            message = f"the Dask scheduler {self._scheduler} cannot be used: {error or 'it has no workers'}"
            raise EngineError(message) from error
        return client

    def _outcome(self, future: Future[Any]) -> Any:  # noqa: ANN401 - what the function returns
        from distributed import KilledWorker  # noqa: PLC0415 - as above
        from distributed.client import FutureCancelledError  # noqa: PLC0415 - as above

        alone_s = 0.0
        while True:
            try:
                return future.result(timeout=_LOOK_S)
            except TimeoutError:
                alone_s = 0.0 if self._alive() else alone_s + _LOOK_S
                if alone_s >= _WORKERS_S:
                    message = f"no worker of the Dask cluster was left for {_WORKERS_S} s"
                    raise EngineError(message) from None
            except KilledWorker as error:
                return Failed(f"it cost {error.allowed_failures + 1} workers their lives")
            except (FutureCancelledError, OSError) as error:
                message = f"the Dask cluster was lost: {error}"
                raise EngineError(message) from error

    def _alive(self) -> Any:  # noqa: ANN401 - workers as Dask tells them, by address
        assert self._client is not None
        return self._client.scheduler_info(n_workers=-1)["workers"]
