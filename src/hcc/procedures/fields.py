"""The fields (lĩnh vực) procedures belong to, from catalog/fields.toml."""

from hcc.shipped import shipped

from .toml_files import FieldInfo, read_fields


def read_shipped_fields() -> dict[str, FieldInfo]:
    """Every field by its key, most used first."""
    return read_fields(shipped("catalog") / "fields.toml")
