"""What readers call the values of a record."""

from hcc.core.text import message

from .record import Audience, Channel, Level, OnlineLevel, Replacement
from .resources import RevisionState

LEVEL_NAMES = {
    Level.COMMUNE: message("Decided at the commune"),
    Level.UPWARD: message("Goes on to the province or a ministry"),
}
CHANNEL_NAMES = {
    Channel.DIRECT: message("At the counter"),
    Channel.ONLINE: message("Online"),
    Channel.POST: message("By post"),
}
AUDIENCE_NAMES = {
    Audience.CITIZEN: message("Citizens"),
    Audience.OVERSEAS: message("Vietnamese living abroad"),
    Audience.FOREIGNER: message("Foreigners"),
    Audience.BUSINESS: message("Businesses and cooperatives"),
    Audience.ORGANISATION: message("Offices and organisations"),
}
ONLINE_NAMES = {
    OnlineLevel.FULL: message("Wholly online"),
    OnlineLevel.PARTIAL: message("Partly online"),
    OnlineLevel.NONE: message("Not online"),
}
REPLACEMENT_NAMES = {
    Replacement.VNEID: message("The paper in VNeID"),
    Replacement.DATABASE: message("A database officials look into"),
}
STATE_NAMES = {
    RevisionState.DRAFT: message("Draft"),
    RevisionState.REVIEW: message("Waiting for approval"),
    RevisionState.DISCARDED: message("Thrown away"),
    RevisionState.SCHEDULED: message("Scheduled"),
    RevisionState.PUBLISHED: message("In force"),
    RevisionState.SUPERSEDED: message("Superseded"),
    RevisionState.WITHDRAWN: message("Withdrawn"),
    RevisionState.EXPIRED: message("No longer in force"),
}
