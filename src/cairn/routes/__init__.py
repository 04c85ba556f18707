"""Look ahead: where one could go from a role, how far each is, and the ways there."""

from typing import TYPE_CHECKING

from cairn.routes.near import NearRole, find_near_roles
from cairn.routes.values import CredentialStep, Gain, Hop, NoRoute, Route, RouteReport

if TYPE_CHECKING:
    from cairn.routes.find import find_routes

__all__ = [
    "CredentialStep",
    "Gain",
    "Hop",
    "NearRole",
    "NoRoute",
    "Route",
    "RouteReport",
    "find_near_roles",
    "find_routes",
]


def __getattr__(name: str) -> object:
    """`find_routes` on first use: it brings arrays and graphs along, which `cairn near` need not wait for."""
    if name == "find_routes":
        from cairn.routes.find import find_routes

        return find_routes
    raise AttributeError(name)
