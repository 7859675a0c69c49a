"""Addresses given from outside: is this path our own, is this origin ours, which network is asking."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit


def own_path(written: str | None, *, otherwise: str) -> str:
    """`written` when it is a plain path on this site, else `otherwise`.

    Browsers read "\\" as "/" and drop control characters, so "/\\evil.vn" and "/<TAB>/evil.vn" leave the
    site: both are refused.
    """
    if not written or not written.startswith("/") or written.startswith("//"):
        return otherwise
    if "\\" in written or any(ord(letter) <= 32 or ord(letter) == 127 for letter in written):
        return otherwise
    try:
        parts = urlsplit(written)
    except ValueError:
        return otherwise
    return otherwise if parts.scheme or parts.netloc else written


def is_own_origin(origin: str, *, host: str, base_url: str) -> bool:
    """Whether an Origin header names this site, either as the visitor reached it or as it is published."""
    said, published = urlsplit(origin), urlsplit(base_url)
    if not said.netloc:
        return False  # "null", from sandboxed frames and data: pages
    return said.netloc == host or (said.scheme, said.netloc) == (published.scheme, published.netloc)


def network(address: str | None) -> str:
    """What to count tries by: the IPv4 address, or the /64 an IPv6 subscriber is given; "?" when unknown."""
    try:
        parsed = ipaddress.ip_address(address or "")
    except ValueError:
        return "?"
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped is not None:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.IPv6Network((parsed, 64), strict=False))
    return str(parsed)
