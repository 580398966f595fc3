"""The acts upon content, one a file."""
