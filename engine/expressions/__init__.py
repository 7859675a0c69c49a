"""The one expression language of procedure files: small, typed, total, bounded. See `docs/reference/expressions.md`."""
