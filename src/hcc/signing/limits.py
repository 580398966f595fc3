"""How much the search for signatures may use."""

from dataclasses import dataclass

from hcc.children.bounds import Bounds


@dataclass(frozen=True)
class CheckLimits:
    """What the search for signatures may use. Sizes in bytes, times in seconds."""

    file_bytes: int = 80 * 2**20
    """A larger file is only compared with the register: no paper of ours is so large."""
    address_space: int = 2**30
    cpu_seconds: int = 10
    wall_seconds: float = 20
    open_files: int = 64
    answer_bytes: int = 2**20

    def bounds(self) -> Bounds:
        """What the child may use: it writes nothing but its answer."""
        return Bounds(self.address_space, self.cpu_seconds, self.wall_seconds, self.answer_bytes, self.open_files)
