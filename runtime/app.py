"""The public service: citizens' and officers' pages put together. Wiring only."""

from __future__ import annotations

import os
from pathlib import Path

from flask import Flask, request
from werkzeug.middleware.proxy_fix import ProxyFix

from renderer.environment import STATIC
from renderer.environment import install as install_renderer
from runtime import logs
from runtime.adapters import build_world
from runtime.citizen import account, mine, profile, site, wizard
from runtime.config import Settings
from runtime.guides import pages as guides
from runtime.jobs.rounds import Rounds
from runtime.officer import desk
from runtime.web import (
    EXTENSION,
    compression,
    errors,
    frame,
    identity,
    pages,
    preferences,
    requests,
    security,
)
from runtime.world import World

TEMPLATES = Path(__file__).parent / "templates"
MEBIBYTE = 1024 * 1024

# One upload of several files fits; text alone never comes near its own limit.
MOST_REQUEST_BYTES = 64 * MEBIBYTE
MOST_FORM_TEXT_BYTES = 2 * MEBIBYTE
MOST_FORM_PARTS = 2000


def create_app(world: World | None = None) -> Flask:
    """The WSGI application for `world`; without one, the world is built from the THUTUC_* environment
    variables.
    """
    if world is None:
        world = _world_of_this_process()
    app = Flask(
        "runtime", template_folder=str(TEMPLATES), static_folder=str(STATIC), static_url_path="/static"
    )
    app.config.update(
        MAX_CONTENT_LENGTH=MOST_REQUEST_BYTES,
        MAX_FORM_MEMORY_SIZE=MOST_FORM_TEXT_BYTES,
        MAX_FORM_PARTS=MOST_FORM_PARTS,
        SEND_FILE_MAX_AGE_DEFAULT=None,
    )
    app.extensions[EXTENSION] = world
    install_renderer(app.jinja_env)
    _install_web(app)
    _follow_folder(app, world)
    for part in (pages, account, profile, site, wizard, mine, desk, guides):
        app.register_blueprint(part.blueprint)
    if world.settings.trusted_proxies:
        hops = world.settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    return app


def _world_of_this_process() -> World:
    """The real world. Without Redis there is no worker beside us, so this process makes the rounds itself."""
    logs.configure()
    world = build_world(Settings.from_environment(os.environ))
    if not world.settings.redis_url:
        Rounds(world).start()
    return world


def _install_web(app: Flask) -> None:
    """The order matters: before a request they run first to last, after it last to first."""
    for part in (compression, requests, identity, preferences, security, frame, errors):
        part.install(app)


def _follow_folder(app: Flask, world: World) -> None:
    """Publish what the analyst has saved since the last look, when the settings ask for it."""

    @app.before_request
    def look() -> None:
        if world.folder is not None and request.endpoint not in {"static", "web.healthz"}:
            world.folder.look()
