"""What the program, the fork server and its children say to each other."""

import re

WORKER = re.compile(r"hcc\.(?:[a-z_]+\.)*[a-z_]+")
"""Names of modules that may work."""

READY = b"ready\n"
"""What a child says before it begins the job: whatever ends it from then on is the job's doing."""
