"""The reference of the file format, written from the published schemas so that it cannot fall behind them."""

from admin.reference.pages import format_reference

__all__ = ["format_reference"]
