"""What every value is made of: a frozen record with named fields.

Made with msgspec: eighty such classes cost a millisecond to define, and the law can be kept as bytes and read back
into them, checked against their types. A `Tagged` value says in those bytes which kind it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")
replace = msgspec.structs.replace
"""Give a value with some fields changed."""


class Value(msgspec.Struct, frozen=True):
    """A frozen value; equal to another of its kind with equal fields."""


class Tagged(Value, frozen=True, tag=True):
    """A value that stands where one of several kinds may stand."""


def unique(items: Iterable[T]) -> tuple[T, ...]:
    """Keep the first of equal items, in order; they need not be hashable."""
    given = tuple(items)
    if len(given) < 2:
        return given
    found: list[Any] = []
    for item in given:
        if item not in found:
            found.append(item)
    return tuple(found)
