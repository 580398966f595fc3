"""Which kinds of content there are, in the order in which they are offered."""

from pyramid.config import Configurator

from hcc.core.text import message

from ..file_schemas import FileSchema, ImageSchema
from ..kinds import Kind
from ..notice_schemas import CollectionSchema, ContactSchema, NoticeSchema, QuestionSchema
from ..people import told_of_contact
from ..resources import Collection, Contact, FileItem, Folder, ImageItem, Notice, Page, Question
from ..schemas import PageSchema
from ..telling_readers import told_of_collection, told_of_file, told_of_folder, told_of_notice

KINDS = (
    Kind(
        Page,
        PageSchema,
        "hcc:templates/content/page.pt",
        message("Page"),
        "file",
        message("Text with headings, lists and pictures: a guide, a news item."),
    ),
    Kind(
        Folder,
        PageSchema,
        "hcc:templates/content/folder.pt",
        message("Folder"),
        "list",
        message("Keeps pages of one subject together, under one address."),
        told_of_folder,
    ),
    Kind(
        Notice,
        NoticeSchema,
        "hcc:templates/content/notice.pt",
        message("Notice"),
        "bell",
        message("Something people must know now: with its days, and what the loudspeaker reads."),
        told_of_notice,
    ),
    Kind(
        Question,
        QuestionSchema,
        "hcc:templates/content/question.pt",
        message("Question and answer"),
        "speech",
        message("What people ask again and again. The folder shows all its questions to unfold."),
    ),
    Kind(
        Contact,
        ContactSchema,
        "hcc:templates/content/contact.pt",
        message("Person to ask"),
        "phone",
        message("An official with title, field, telephone and hours."),
        told_of_contact,
    ),
    Kind(
        Collection,
        CollectionSchema,
        "hcc:templates/content/collection.pt",
        message("Living list"),
        "search",
        message("Finds by itself what it shows: the newest notices, every form of a folder."),
        told_of_collection,
    ),
    Kind(
        FileItem,
        FileSchema,
        "hcc:templates/content/file.pt",
        message("File to take away"),
        "download",
        message("A form, a decision, a plan: people read what it is for and take it with them."),
        told_of_file,
    ),
    Kind(
        ImageItem,
        ImageSchema,
        "hcc:templates/content/image.pt",
        message("Picture"),
        "camera",
        message("A photo for pages: made small enough for phones, without the place where it was taken."),
        told_of_file,
    ),
)


def includeme(config: Configurator) -> None:
    for kind in KINDS:
        config.add_content_kind(kind)
