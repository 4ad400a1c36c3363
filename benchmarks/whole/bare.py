"""The bare script that a first answer is measured against: the libraries of a plain tool, and nothing done."""

from __future__ import annotations

import collections
import collections.abc

for _name in collections.abc.__all__:  # experta 1.9.4 pins a frozendict that reads `collections.Mapping`
    if not hasattr(collections, _name):
        setattr(collections, _name, getattr(collections.abc, _name))

import click  # noqa: E402, F401  # imported to be timed
import experta  # noqa: E402, F401  # as above
import jinja2  # noqa: E402, F401  # as above
import yaml  # noqa: E402, F401  # as above
