"""What Alembic runs: the program's own tables, on the connection `runtime.migrations` has opened and
locked.
"""

from __future__ import annotations

from typing import Any

from alembic import context

import runtime.accounts.models
import runtime.dossiers.models
import runtime.journal
import runtime.notifications.models
import runtime.tasks.models
import runtime.versions  # noqa: F401 - importing a table makes it known
from runtime.db import Base, Moment


def render(kind: str, thing: Any, autogenerate: Any) -> str | bool:
    """Steps name plain column types: the program's own types may move or change their mind later."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(thing, Moment) else False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=True,
    compare_type=True,
    render_item=render,
    transactional_ddl=True,
    transaction_per_migration=False,
)
context.run_migrations()
