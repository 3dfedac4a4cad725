"""Loaded by the workers of a cluster of our own: they say nothing, and Ctrl-C is for who started them.

A terminal sends Ctrl-C to all, and Dask's workers tell on standard error of whatever ends while they start or stop.
What goes wrong with an item is told in its outcome.
"""

from __future__ import annotations

import os
import signal

signal.signal(signal.SIGINT, signal.SIG_IGN)
os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
