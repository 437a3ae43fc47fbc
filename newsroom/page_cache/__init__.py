"""Readers' pages as finished bytes, in front of Django: exact, as every change is told and every clock known."""

from .door import PageCache, cached

__all__ = ["PageCache", "cached"]
