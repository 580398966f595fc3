"""Signing the papers the centre issues, and telling whether a paper somebody brings is one of them.

Keys, signing and checking know nothing of certification books: whoever calls them keeps the register of issued papers
and passes in what is needed of it.
"""
