"""The centre itself: the object at "/", what stands under it, first content, and how stored shapes change."""


def includeme(config):
    config.include(".changed")
    config.include(".evidence")
    config.include(".opinions")
    config.include(".start")
