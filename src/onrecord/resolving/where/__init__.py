"""Where: toponyms of a page, told apart and placed on the map."""

from onrecord.resolving.where.places import resolve_places

__all__ = ["resolve_places"]
