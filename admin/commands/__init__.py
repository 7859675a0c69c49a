"""The verbs of the `thutuc` command, one module each: `register` describes it, `run` does it and returns the exit code."""
