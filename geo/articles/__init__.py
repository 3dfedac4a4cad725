"""Readers: files, folders and standard input → articles, each record either read or set aside with its reason."""

from __future__ import annotations

from geo.articles.duplicates import Duplicate, Keys, address_key, choose, keys_of
from geo.articles.language import language
from geo.articles.markup import Plain, plain
from geo.articles.sources import read

__all__ = ["Duplicate", "Keys", "Plain", "address_key", "choose", "keys_of", "language", "plain", "read"]
