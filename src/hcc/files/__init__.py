"""Blobs: received bytes with their SHA-256, names for downloads, and the answers that carry them."""
