"""Certification (chứng thực): books whose numbers have no gaps, attestations for ink, signed electronic copies."""

from .signing_hours import signing_facts


def includeme(config):
    config.include(".views")
    config.add_page_state(lambda site: signing_facts(site.accounts))
