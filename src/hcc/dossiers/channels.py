"""How a dossier reached the centre."""

from enum import StrEnum

from hcc.procedures.record import Channel as Method


class Channel(StrEnum):
    """How it was handed in; both online ones use the portal, one of them with help at the centre."""

    COUNTER = "counter"
    """Nộp trực tiếp tại quầy."""
    ONLINE = "online"
    """Nộp trực tuyến từ nhà."""
    ONLINE_HELPED = "online_helped"
    """Nộp trực tuyến tại Trung tâm, có người hỗ trợ."""
    POST = "post"
    """Nộp qua bưu chính."""


METHODS = {
    Channel.COUNTER: Method.DIRECT,
    Channel.ONLINE: Method.ONLINE,
    Channel.ONLINE_HELPED: Method.ONLINE,
    Channel.POST: Method.POST,
}
"""The method of the procedure whose time limit and fee hold."""
OFFICIAL_CODES = {Channel.COUNTER: 1, Channel.ONLINE: 2, Channel.ONLINE_HELPED: 2, Channel.POST: 3}
"""KenhThucHien of the national exchange."""
