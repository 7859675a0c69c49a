"""Libraries that are only compared with. They stand in .venv-bench (`make bench` makes it), not in the project's own
environment; BENCH_PEERS names another environment that has them.
"""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).parents[1]


def peer(name: str) -> Any:
    """The module, or None, said on standard error, when it is not installed."""
    environment = Path(os.environ.get("BENCH_PEERS", _ROOT / ".venv-bench"))
    for packages in environment.glob("lib/python*/site-packages"):
        if str(packages) not in sys.path:
            sys.path.append(str(packages))
    try:
        return importlib.import_module(name)
    except ImportError:
        sys.stderr.write(f"{name} is not installed in {environment}: its row is left out\n")
        return None
