"""One function over many items: here, in worker processes, or on a Dask cluster; the outcomes in the items' order."""

from __future__ import annotations

from geo.engines.outcomes import Engine, Failed, cores
from geo.engines.processes import Pool, Processes
from geo.engines.serial import Serial

__all__ = ["Engine", "Failed", "Pool", "Processes", "Serial", "cores"]
