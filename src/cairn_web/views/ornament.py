"""The one ornament: a pile of stones on the stone of setting out, one for each milestone reached.

Those still ahead are outlines.
"""

from functools import cache

from django.utils.safestring import SafeString, mark_safe

_MOST = 9
_LOGO = 4


@cache
def draw_cairn(*, reached: int, ahead: int, size: int = 36) -> SafeString:
    """The pile; where no milestones are known, the sign of the house."""
    reached = reached + 1 if reached + ahead else _LOGO
    reached = min(reached, _MOST - min(ahead, 3))
    ahead = min(ahead, _MOST - reached)
    count = max(reached + ahead, _LOGO)
    stones = "".join(
        _stone(place, count, is_reached=place < reached, is_top=place == reached - 1)
        for place in range(reached + ahead)
    )
    return mark_safe(  # noqa: S308 - our own drawing, numbers in it
        f'<svg class="cairn" viewBox="0 0 100 100" width="{size}" height="{size}" aria-hidden="true">'
        f"{stones}</svg>"
    )


def _stone(place: int, count: int, *, is_reached: bool, is_top: bool) -> str:
    height = 100.0 / (count + 0.5)
    share = 1 - place / (count + 1)
    across, high = 14 + 34 * share, height * (0.56 if is_reached else 0.46)
    middle = 50 + (0 if place == 0 else 3 if place % 2 else -2)
    kind = "c-ahead" if not is_reached else "c-top" if is_top else "c-pile"
    fade = "" if is_top or not is_reached else f' opacity="{1 - 0.5 * place / count:.2f}"'
    return (
        f'<ellipse class="{kind}" cx="{middle}" cy="{98 - height * (place + 0.5):.1f}" '
        f'rx="{across:.1f}" ry="{high:.1f}"{fade}/>'
    )
