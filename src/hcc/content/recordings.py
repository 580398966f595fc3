"""Sound and film among the pages: which files are recordings, by how they begin, and which element plays them."""

AUDIO, VIDEO = "audio", "video"
BEGINNING = 64
"""Bytes that tell a recording."""
SOUND_OF = ("mp3", "m4a", "aac", "ogg", "oga", "opus", "wav")
"""Endings of names of files in which there is no picture; MPEG-4 and Ogg hold either."""

_LAYER_3 = (b"\xff\xfb", b"\xff\xf3", b"\xff\xf2", b"\xff\xfa")
"""Frame of MPEG audio, layer III, versions 1 and 2, with and without a checksum (ISO/IEC 11172-3)."""


def recording_type(begin: bytes) -> str:
    """The media type of a recording that browsers play; empty for everything else."""
    if begin[4:8] == b"ftyp":
        if begin[8:11] == b"M4A":
            return "audio/mp4"
        return "video/mp4" if begin[8:11] in (b"iso", b"mp4", b"M4V", b"avc") else ""
    if begin.startswith(b"OggS"):
        # What the first page holds stands behind its header of 28 bytes (RFC 3533, 7845).
        return "audio/ogg" if begin[28:36] == b"OpusHead" or begin[28:35] == b"\x01vorbis" else ""
    if begin.startswith(b"RIFF") and begin[8:12] == b"WAVE":
        return "audio/wav"
    if begin.startswith(b"\x1a\x45\xdf\xa3") and b"webm" in begin:
        return "video/webm"
    return "audio/mpeg" if begin.startswith((b"ID3", *_LAYER_3)) else ""


def plays_in(kind: str, name: str) -> str:
    """The element that plays a file of this media type: AUDIO, VIDEO, or "" where none does."""
    element = kind.partition("/")[0]
    if element == VIDEO and name.rpartition(".")[2].lower() in SOUND_OF:
        return AUDIO
    return element if element in (AUDIO, VIDEO) else ""
