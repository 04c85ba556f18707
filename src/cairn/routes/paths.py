"""Cheapest paths over a graph of moves, as lists of places."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra, yen

Path = list[int]


def paths_from(edges: csr_array, source: int) -> Iterator[Path]:
    """The cheapest path to every place that can be reached, nearest first."""
    costs, before = _spread(edges, source)
    for at in np.argsort(costs):
        if np.isfinite(costs[at]) and at != source:
            yield _walk_back(before, source, int(at))


def shortest_paths(edges: csr_array, source: int, sink: int, *, most: int) -> list[Path]:
    """The `most` cheapest paths (Yen 1971); none where there is none."""
    costs, before = yen(edges, source, sink, most, return_predecessors=True)
    return [_walk_back(row, source, sink) for row in before] if len(costs) else []


def paths_through(edges: csr_array, source: int, sink: int) -> list[Path]:
    """For every place the cheapest path that passes it, where that meets no place twice."""
    costs, before = _spread(edges, source)
    onward, after = _spread(csr_array(edges.T), sink)
    places = np.nonzero(np.isfinite(costs + onward))[0]
    paths = [
        _walk_back(before, source, int(at)) + _walk_back(after, sink, int(at))[::-1][1:]
        for at in places
        if at not in {source, sink}
    ]
    return [one for one in paths if len(set(one)) == len(one)]


def _spread(edges: csr_array, source: int) -> tuple[NDArray[np.float64], NDArray[np.int32]]:
    """From the source to every place: the cost, and the place before it on the way."""
    costs, before = dijkstra(edges, indices=np.array([source]), return_predecessors=True)
    return costs[0], before[0]


def _walk_back(before: Sequence[int] | NDArray[np.int32], source: int, sink: int) -> Path:
    path = [sink]
    while path[-1] != source:
        path.append(int(before[path[-1]]))
    return path[::-1]
