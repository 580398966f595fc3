"""Pages of older databases are brought to what the program expects now."""

from .resources import Container, ContentRoot


def lists_of_pages(content: ContentRoot | None) -> None:
    """Every list shows what is there as it is, also those that lie in the trash."""
    if content is None:
        return
    folders = (one for one in (*content.by_id.values(), *content.trash.things()) if isinstance(one, Container))
    for container in (content, *folders):
        container.relist_all()
