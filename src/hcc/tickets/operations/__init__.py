"""The acts of the queue, one file each."""
