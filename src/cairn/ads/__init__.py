"""Read postings: what they ask becomes a target like any other role."""

from cairn.ads.merge import merge_ads
from cairn.ads.read import read_ad, read_posting
from cairn.ads.target import (
    is_target,
    join_targets,
    read_target,
    target_json,
    target_of_json,
    without_ad,
)
from cairn.ads.values import AdCorrections, AdTarget, Ask, CredentialAsk, Posting, SavedAd

__all__ = [
    "AdCorrections",
    "AdTarget",
    "Ask",
    "CredentialAsk",
    "Posting",
    "SavedAd",
    "is_target",
    "join_targets",
    "merge_ads",
    "read_ad",
    "read_posting",
    "read_target",
    "target_json",
    "target_of_json",
    "without_ad",
]
