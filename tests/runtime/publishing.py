"""Puts the repository's own procedures on offer, for tests of the pages made from them."""

from __future__ import annotations

from pathlib import Path

from engine.catalogue import read_catalogue
from engine.definition import Definition
from runtime import clock, publications
from runtime.world import World

FOLDER = Path(__file__).parents[2] / "procedures"
EXTRACTS = "trich-luc-ho-tich"
CONFORMITY = "cong-bo-hop-chuan"


def publish_all(world: World) -> dict[str, Definition]:
    """Every procedure of the repository, by id."""
    catalogue = read_catalogue(FOLDER)
    with world.database.transaction() as session:
        publications.publish_folder(session, catalogue, at=clock.now())
    with world.database.reading() as session:
        return {
            each.id: publications.definition(session, each.content_hash)
            for each in publications.offered(session)
        }
