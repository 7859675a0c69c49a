"""The words of every finding, one module per group of families."""
