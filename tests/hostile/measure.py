"""Loads hostile files one at a time, each in a process of its own with little time and memory.

`python -m tests.hostile.measure PART PARTS` prints one JSON line per file of its part: the time and memory it
took and what was found; without arguments it does the same for the one text on its standard input. A file that
kills its process is reported as just that. Only such a process, with one thread, may fork: never the tests' own.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from typing import Any

from engine.library import Library
from engine.load import load_text
from tests.engine.examples import library
from tests.hostile.case import Hostile
from tests.hostile.files import FILES

MEGABYTE = 1024 * 1024
SECONDS = 10
MOST_MEMORY = 400 * MEGABYTE
"""Where the process is stopped, far beyond where the test fails: so that the failure says how much it was."""


def main(part: int, parts: int) -> None:
    shared = library()
    load_text(FILES[0].text, "warm-up.yaml", shared)
    for hostile in FILES[part::parts]:
        sys.stdout.write(json.dumps({"name": hostile.name, **measured(hostile, shared)}) + "\n")
        sys.stdout.flush()


def measured_alone(text: str) -> dict[str, Any]:
    """The same as `measured`, from a process of many threads."""
    command = [sys.executable, "-m", "tests.hostile.measure"]
    ran = subprocess.run(
        command, input=text, capture_output=True, text=True, check=True, timeout=10 * SECONDS
    )
    result: dict[str, Any] = json.loads(ran.stdout)
    return result


def measured(hostile: Hostile, shared: Library) -> dict[str, Any]:
    """What the child process says; {"killed": status} when it says nothing."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        status = 1  # whatever happens in here ends here
        try:
            os.close(ours)
            with os.fdopen(theirs, "w") as answer:
                json.dump(loaded(hostile, shared), answer)
            status = 0
        finally:
            os._exit(status)
    os.close(theirs)
    with os.fdopen(ours) as answer:
        said = answer.read()
    _, status = os.waitpid(child, 0)
    result: dict[str, Any] = json.loads(said) if said and status == 0 else {"killed": status}
    return result


def loaded(hostile: Hostile, shared: Library) -> dict[str, Any]:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, MOST_MEMORY))
    begun = time.process_time()
    result = load_text(hostile.text, "hostile.yaml", shared)
    words = [problem.as_dict() for problem in result.problems]
    return {
        "seconds": time.process_time() - begun,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "accepted": result.definition is not None,
        "problems": [
            {key: each[key] for key in ("code", "line", "column", "message")} for each in words[:600]
        ],
        "size": sum(len(str(each)) for each in words),
    }


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(int(sys.argv[1]), int(sys.argv[2]))
    else:
        sys.stdout.write(json.dumps(measured(Hostile("standard input", sys.stdin.read(), ""), library())))
