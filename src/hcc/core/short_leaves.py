"""Trees whose leaves are short: every change writes the leaf it stands on, with all that stands beside it.

For trees that grow by one with every act of a busy desk. A leaf of BTrees' own holds up to 60 whole numbers or 30
other keys.
"""

from BTrees.IOBTree import IOBTree
from BTrees.OOBTree import OOBTree

LEAF, NODE = 16, 64


class NumberedTree(IOBTree):
    """Things by whole numbers."""

    max_leaf_size = LEAF
    max_internal_size = NODE


class NamedTree(OOBTree):
    """Things by text, or by tuples."""

    max_leaf_size = LEAF
    max_internal_size = NODE
