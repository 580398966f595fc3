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
    return name_of(value) if isinstance(value, Object) and value._type_code == ObjectType.name_ else ""


def name_of(name: Object) -> str:
    """A name with its slash. One of bytes that are no UTF-8, as writers of old make them, is in the escapes of PDF."""
    try:
        return str(name)
    except UnicodeDecodeError:
        return name.unparse().decode("ascii")
