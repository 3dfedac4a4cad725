"""Benchmarks: what claimmap is to reach, and what it does on this machine. They inform; none of them fails."""
