"""create_app: the public service and the console in one application (small offices run only this one)."""

from __future__ import annotations

from flask import Flask

from admin import deliveries, people, procedures
from admin.console import blueprint
from runtime.app import create_app as create_public_app
from runtime.world import World

# Importing a page module puts its views on the blueprint; naming them here keeps that visible.
PAGES = (procedures, deliveries, people)


def create_app(world: World | None = None) -> Flask:
    """The WSGI application with everything; without `world` it is built from the environment."""
    app = create_public_app(world)
    app.register_blueprint(blueprint)
    return app
