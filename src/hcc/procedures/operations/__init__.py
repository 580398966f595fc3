"""Acts upon the catalogue: edit, publish, import, export."""
