"""Counts the keys a person presses, and says how long that takes her."""

from playwright.sync_api import Page

KEYS_A_SECOND = 5
"""What somebody types who does this all day, looking at papers."""


class Keyboard:
    """Whoever sits at the keyboard; the mouse is not there. What a scanner types is not hers."""

    def __init__(self, page: Page) -> None:
        self.page, self.pressed = page, 0

    @property
    def seconds(self) -> float:
        """The time the keys took, at KEYS_A_SECOND."""
        return self.pressed / KEYS_A_SECOND

    def press(self, *keys: str) -> None:
        for key in keys:
            # Two fingers at once count as two.
            self.pressed += len(key.split("+"))
            self.page.keyboard.press(key)

    def write(self, letters: str) -> None:
        for letter in letters:
            self.press(letter)

    def scan(self, code: str) -> None:
        self.page.keyboard.insert_text(code)
        self.page.keyboard.press("Enter")
