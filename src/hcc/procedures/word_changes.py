"""What differs between two texts, word by word: what stays, what the later one drops, what it adds.

Lines are brought together first, then the words of each pair of lines by Myers' algorithm ("An O(ND) difference
algorithm and its variations", 1986), whose time grows with what differs, not with the length. Lines that have little in
common are shown whole: single words found again in another sentence are no help to whoever reads it.
"""

import difflib
import re
from collections import Counter
from collections.abc import Iterator, Sequence

Piece = tuple[str, str]
""" ("same" | "added" | "removed", words)."""
Pieces = tuple[Piece, ...]

MOST_STEPS = 4_000
"""Steps of the comparison of one field (some 2 ms); lines that come after are shown whole where they differ."""
MOST_LINES = 2_000
"""Lines that are brought together; of more, what lies between the first and the last that differ is shown whole."""
LIKE = 0.3
"""Share of the words that two lines have in common, from which on they are compared word by word."""
LOOK_AHEAD = 4
"""So many lines further on the one is looked for that a line became."""
_WORD = re.compile(r"(\s*)(\w+(?:[.,:/-]\w+)*|[^\w\s]|\Z)")
"""What stands before a word, and the word; a mark is a word of its own, a figure is one with the marks in it."""

Word = tuple[str, str]


def word_changes(before: str, after: str) -> tuple[Pieces, Pieces]:
    """Both texts in pieces. Pieces joined give the text; those that stay are the same in both, in their order."""
    work = _Comparison()
    if before == after:
        work.put("same", before)
    else:
        work.lines(before.split("\n"), after.split("\n"))
    return tuple(work.left), tuple(work.right)


class _Comparison:
    def __init__(self) -> None:
        self.left: list[Piece] = []
        self.right: list[Piece] = []
        self._steps = MOST_STEPS

    def put(self, kind: str, words: str) -> None:
        sides = {"same": (self.left, self.right), "removed": (self.left,), "added": (self.right,)}[kind]
        for side in sides if words else ():
            if side and side[-1][0] == kind:
                side[-1] = (kind, side[-1][1] + words)
            else:
                side.append((kind, words))

    def lines(self, old: list[str], new: list[str]) -> None:
        if max(len(old), len(new)) <= MOST_LINES:
            self._lines(old, new)
            return
        # Each side keeps a line of its own between what both begin and end with.
        head = min(_alike(old, new), len(old) - 1, len(new) - 1)
        tail = min(_alike(old[head:][::-1], new[head:][::-1]), len(old) - head - 1, len(new) - head - 1)
        went, came = old[head : len(old) - tail], new[head : len(new) - tail]
        self.put("same", "".join(f"{line}\n" for line in old[:head]))
        if max(len(went), len(came)) <= MOST_LINES:
            self._lines(went, came)
        else:
            self.put("removed", "\n".join(went))
            self.put("added", "\n".join(came))
        self.put("same", "".join(f"\n{line}" for line in old[len(old) - tail :]))

    def _lines(self, old: list[str], new: list[str]) -> None:
        last = len(old) - 1, len(new) - 1
        for a, b in _paired(old, new):
            if a is not None and b is not None:
                self._line(old[a], new[b])
                if a < last[0] and b < last[1]:
                    self.put("same", "\n")
                    continue
            elif a is not None:
                self.put("removed", old[a])
            elif b is not None:
                self.put("added", new[b])
            if a is not None and a < last[0]:
                self.put("removed", "\n")
            if b is not None and b < last[1]:
                self.put("added", "\n")

    def _line(self, old: str, new: str) -> None:
        if old == new:
            self.put("same", old)
            return
        a, b = _words(old), _words(new)
        script = self._way([word for _, word in a], [word for _, word in b])
        if script is None:
            self.put("removed", old)
            self.put("added", new)
            return
        went: list[Word] = []
        came: list[Word] = []
        stays: list[str] = []
        left, right = iter(a), iter(b)
        for kind, _ in script:
            if kind != "same":
                (went if kind == "removed" else came).append(next(left if kind == "removed" else right))
                continue
            one, other = next(left), next(right)
            if one == other and not (went or came):  # as most do
                stays += one
                continue
            self.put("same", "".join(stays))
            self._between(went, came, one, other)
            went, came, stays = [], [], []
        self.put("same", "".join(stays))
        self._between(went, came, ("", ""), ("", ""))

    def _between(self, went: list[Word], came: list[Word], before: Word, after: Word) -> None:
        """What went and came between two words that stay, and the word that stays after it. The space that both sides
        have stays too.
        """
        spaces = {words[0][0] for words in (went, came) if words}
        if not spaces:
            spaces = {before[0], after[0]}
        elif not (went and came):
            spaces |= {before[0], after[0]} if before[1] else {""}
        first = spaces.pop() if len(spaces) == 1 else ""
        self.put("same", first)
        last = before[0] if went and came and before[0] == after[0] else ""
        for kind, words, next_space in (("removed", went, before[0]), ("added", came, after[0])):
            text = "".join(space + word for space, word in words) + next_space
            self.put(kind, text[len(first) : len(text) - len(last)])
        self.put("same", last + before[1])

    def _way(self, a: list[str], b: list[str]) -> list[Piece] | None:
        """From the words of one line to those of another; None where they have too little in common, or it takes
        too many steps.
        """
        head = _alike(a, b)
        tail = _alike(a[head:][::-1], b[head:][::-1])
        one, other = a[head : len(a) - tail], b[head : len(b) - tail]
        said = [Counter(word for word in words if word[:1].isalnum()) for words in (a, b)]
        if (said[0] & said[1]).total() < LIKE * max(said[0].total(), said[1].total()):
            return None
        between: list[Piece] | None = [("removed", word) for word in one] + [("added", word) for word in other]
        if one and other:
            between = self._script(one, other)
        if between is None:
            return None
        same = [("same", word) for word in a]
        return [*same[:head], *between, *same[len(a) - tail :]]

    def _script(self, a: list[str], b: list[str]) -> list[Piece] | None:
        """The shortest way from a to b, or None where it would take more steps than are left."""
        n, m = len(a), len(b)
        reach = {1: 0}
        trace = []
        for d in range(n + m + 1):
            self._steps -= d + 1
            if self._steps < 0:
                return None
            trace.append(dict(reach))
            for k in range(-d, d + 1, 2):
                down = k == -d or (k != d and reach[k - 1] < reach[k + 1])
                x = reach[k + 1] if down else reach[k - 1] + 1
                y = x - k
                while x < n and y < m and a[x] == b[y]:
                    x += 1
                    y += 1
                reach[k] = x
                if x >= n and y >= m:
                    return _walked(a, b, trace)
        raise AssertionError("there is always a way")


def _words(line: str) -> list[Word]:
    """The words of a line, each with the space before it; the last is empty, for the space at the end."""
    found = [(one[1], one[2]) for one in _WORD.finditer(line)]
    end = next(n for n, (_, word) in enumerate(found) if not word)
    return found[: end + 1]


def _walked(a: list[str], b: list[str], trace: list[dict[int, int]]) -> list[Piece]:
    """The way that was found, from its end to its beginning; what went stands before what came."""
    found: list[Piece] = []
    x, y = len(a), len(b)
    for d in range(len(trace) - 1, 0, -1):
        reach, k = trace[d], x - y
        down = k == -d or (k != d and reach[k - 1] < reach[k + 1])
        start = reach[k + 1] if down else reach[k - 1] + 1
        while x > start:
            x, y = x - 1, y - 1
            found.append(("same", a[x]))
        if down:
            y -= 1
            found.append(("added", b[y]))
        else:
            x -= 1
            found.append(("removed", a[x]))
    found.extend(("same", word) for word in reversed(a[:x]))
    found.reverse()
    return found


def _alike(a: Sequence[str], b: Sequence[str]) -> int:
    """How many words both begin with."""
    count = 0
    for one, other in zip(a, b, strict=False):
        if one != other:
            break
        count += 1
    return count


def _paired(old: list[str], new: list[str]) -> Iterator[tuple[int | None, int | None]]:
    """Lines of both texts in their order, those that belong together as one."""
    for kind, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal" or b - a == d - c:
            yield from zip(range(a, b), range(c, d), strict=True)
            continue
        bags = {line: Counter(new[line].split()) for line in range(c, d)} if b > a else {}
        for line in range(a, b):
            bag = Counter(old[line].split())
            found = next((other for other in range(c, min(c + LOOK_AHEAD, d)) if _like(bag, bags[other])), None)
            if found is None:
                yield line, None
                continue
            for other in range(c, found):
                yield None, other
            yield line, found
            c = found + 1
        for other in range(c, d):
            yield None, other


def _like(a: Counter[str], b: Counter[str]) -> bool:
    return sum((a & b).values()) >= LIKE * max(a.total(), b.total(), 1)
