"""Acts of certification, one file an act."""
