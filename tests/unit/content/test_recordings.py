"""Which files are recordings, and what plays them."""

import pytest

from hcc.content.recordings import plays_in, recording_type

OGG = b"OggS" + bytes(24)


@pytest.mark.parametrize(
    ("begin", "kind"),
    [
        (b"ID3\x04", "audio/mpeg"),
        (b"\xff\xfb\x90\x64", "audio/mpeg"),
        (b"\xff\xf3\x40\xc4", "audio/mpeg"),
        (b"\0\0\0\x20ftypM4A \0\0", "audio/mp4"),
        (b"\0\0\0\x20ftypisom\0\0", "video/mp4"),
        (b"\0\0\0\x20ftypheic\0\0", ""),
        (b"\0\0\0\x20ftypqt  \0\0", ""),
        (OGG + b"OpusHead\x01", "audio/ogg"),
        (OGG + b"\x01vorbis", "audio/ogg"),
        (OGG + b"\x80theora", ""),
        (b"RIFF\0\0\0\0WAVEfmt ", "audio/wav"),
        (b"RIFF\0\0\0\0WEBPVP8 ", ""),
        (b"\x1a\x45\xdf\xa3\x9fB\x82\x84webm", "video/webm"),
        (b"\x1a\x45\xdf\xa3\x9fB\x82\x88matroska", ""),
        (b"<html>", ""),
        (b"", ""),
    ],
)
def test_a_recording_is_known_by_how_it_begins(begin, kind):
    assert recording_type(begin) == kind


def test_sound_in_a_container_of_film_is_played_as_sound():
    assert plays_in("video/mp4", "hop-xom.m4a") == "audio"
    assert plays_in("video/mp4", "hop-xom.mp4") == "video"
    assert plays_in("audio/ogg", "loa.ogg") == "audio"
    assert plays_in("application/pdf", "loa.mp3") == ""
    assert plays_in("image/jpeg", "a.jpg") == ""
