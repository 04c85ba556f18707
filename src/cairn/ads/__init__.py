"""Read a posting: what it asks becomes a target like any other role."""

from cairn.ads.read import read_ad

__all__ = ["read_ad"]
