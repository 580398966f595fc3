"""Asking what kind of thing was read: in an untrusted PDF anything may stand anywhere.

pikepdf gives numbers, booleans and null as Python values, everything else as Object.
"""

from typing import Any, TypeGuard

from pikepdf import Object, ObjectType


def is_dictionary(item: object) -> TypeGuard[Any]:
    """A plain dictionary; a stream is none."""
    return isinstance(item, Object) and item._type_code == ObjectType.dictionary


def is_stream(item: object) -> TypeGuard[Any]:
    return isinstance(item, Object) and item._type_code == ObjectType.stream


def is_array(item: object) -> TypeGuard[Any]:
    return isinstance(item, Object) and item._type_code == ObjectType.array


def name_in(entries: Object, key: str) -> str:
    """The name under this key, with its slash; empty where there is none."""
    value = entries.get(key)
    return str(value) if isinstance(value, Object) and value._type_code == ObjectType.name_ else ""
