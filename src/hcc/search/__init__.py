"""Search (tìm kiếm): what people type, with accents or without, finds the right page; the index heals itself.

Plain documents go in (`document`), a journal in ZODB says what changed (`journal`), an index on disk follows it
(`index`), and questions are asked of it (`query`). Nothing here knows what a procedure is.
"""
