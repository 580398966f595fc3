"""Acts upon dossiers, one file an act."""
