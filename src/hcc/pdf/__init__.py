"""Everything done to a PDF: taking one in, drawing its pages, putting a stamp on it.

A citizen's file is untrusted. It is read only in child processes with limits on memory, time and output, its bytes are
never changed, and what the centre shows and stamps is a copy rebuilt from an allow-list. This package knows nothing of
dossiers or signatures' owners.
"""
