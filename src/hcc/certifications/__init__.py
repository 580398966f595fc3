"""Certification (chứng thực): books whose numbers have no gaps, attestations for ink, signed electronic copies."""


def includeme(config):
    config.include(".views")
