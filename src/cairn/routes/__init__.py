"""Look ahead: where one could go from a role, and how far each is."""

from cairn.routes.near import NearRole, find_near_roles

__all__ = ["NearRole", "find_near_roles"]
