"""
Where a webhook may go: public addresses, unless this installation says otherwise.

The name is looked up once and the connection goes to the address that was judged: a
name that answers differently the second time leads nowhere else.
"""

import ipaddress
import socket
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

Resolve = Callable[[str, int], Iterable[str]]
"""Addresses of a host and port; raises OSError where there are none."""


@dataclass(frozen=True, slots=True)
class Target:
    """
    A judged address.

    Parameters
    ----------
    address
        The one to connect to.
    host
        The name that the receiver's certificate and its Host header must have.
    """

    address: str
    host: str
    port: int
    is_secure: bool
    path: str


@dataclass(frozen=True, slots=True)
class Unreachable:
    """Why a webhook may not go there, or cannot."""

    code: str
    sentence: str


def resolve(host: str, port: int) -> list[str]:
    """Look a name up as the machine does."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(one[4][0]) for one in found]


def judge_url(url: str, *, allows_private: bool) -> Target | Unreachable:
    """
    Judge an address by itself, before any name is looked up.

    Returns
    -------
    Target | Unreachable
        The target's ``address`` is its host still.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return Unreachable("url", "That is no address such as https://erp.example/x.")
    is_secure = parts.scheme == "https"
    if not parts.hostname or parts.scheme not in {"https", "http"}:
        return Unreachable("url", "That is no address such as https://erp.example/x.")
    if parts.username is not None or parts.password is not None:
        return Unreachable("url", "An address with a password in it is refused.")
    if not is_secure and not allows_private:
        return Unreachable("insecure", "It has to begin with https://.")
    path = parts.path or "/"
    path = f"{path}?{parts.query}" if parts.query else path
    host = parts.hostname
    target = Target(host, host, port or (443 if is_secure else 80), is_secure, path)
    if not allows_private and _is_literal(host) and not _is_public(host):
        return _private(host)
    return target


def find(
    url: str, *, allows_private: bool, resolve: Resolve = resolve
) -> Target | Unreachable:
    """
    Look an address up and judge every answer.

    Parameters
    ----------
    allows_private
        Also addresses of this machine and its network.
    resolve
        How a name is looked up.
    """
    target = judge_url(url, allows_private=allows_private)
    if isinstance(target, Unreachable):
        return target
    try:
        addresses = list(resolve(target.host, target.port))
    except OSError as error:
        return Unreachable("unknown_host", f"{target.host}: {error}")
    if not addresses:
        return Unreachable("unknown_host", f"{target.host} has no address.")
    if not allows_private:
        for address in addresses:
            if not _is_public(address):
                return _private(address)
    return Target(addresses[0], target.host, target.port, target.is_secure, target.path)


def _is_literal(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _is_public(address: str) -> bool:
    found = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None)
    if mapped is not None and not mapped.is_global:
        return False
    return found.is_global and not found.is_multicast


def _private(address: str) -> Unreachable:
    return Unreachable(
        "private_address",
        f"{address} is an address of a private network; LOTONE_PRIVATE_WEBHOOKS=1"
        " allows those.",
    )
