"""Normal form → Definition: expressions compiled, money, spans and dates made values."""

from engine.compile.whole import Draft, body_of, compile_normal, content_hash, definition_from_body

__all__ = ["Draft", "body_of", "compile_normal", "content_hash", "definition_from_body"]
