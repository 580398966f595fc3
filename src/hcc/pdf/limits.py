"""How much of anything a PDF may have before we refuse to work on it."""

from dataclasses import dataclass

from hcc.children.bounds import Bounds


@dataclass(frozen=True)
class PdfLimits:
    """The ceilings of intake, page images and stamping; a settings file may lower them.

    Every one answers a file seen in the wild or made to hurt: the figures come from measuring them on two cores.
    """

    file_bytes: int = 64 * 2**20
    """Size of the file handed in."""
    pages: int = 300
    objects: int = 200_000
    """Indirect objects in the file."""
    image_pixels: int = 150_000_000
    """Pixels of one image at 8 bits a component; a 1-bit image may have eight times as many."""
    flate_bytes: int = 64 * 2**20
    """Decompressed size of everything but images, all pages together."""
    page_points: float = 14_400
    """Longest side of a page, in points of 1/72 inch, after UserUnit."""
    address_space: int = 2**30
    """Bytes of address space a child process may map."""
    cpu_seconds: int = 10
    wall_seconds: float = 20
    probe_seconds: float = 10
    """Wall time to draw the pages of a file once, before the allowance for each page."""
    probe_seconds_a_page: float = 0.1
    output_bytes: int = 256 * 2**20
    """Largest file a child process may write."""
    open_files: int = 64

    def bounds(self) -> Bounds:
        """What one child may use."""
        return Bounds(self.address_space, self.cpu_seconds, self.wall_seconds, self.output_bytes, self.open_files)

    def probe_wall(self, pages: int) -> float:
        """Seconds the probe of a file with this many pages may take."""
        return self.probe_seconds + self.probe_seconds_a_page * pages


LIMITS = PdfLimits()
"""The limits where none are given."""
