"""Activities that wait for one another in a circle: where an order must be stated.

Everywhere else the times alone keep the order. Tarjan's strongly connected
components (1972), without recursion.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from cairn.plan.choosing.index import GOAL, NumberedProblem


def find_circles(problem: NumberedProblem) -> dict[int, int]:
    """Each activity that lies on a circle of needs and precedences, by the circle's number."""
    behind: dict[int, list[int]] = defaultdict(list)
    for need in problem.needs:
        if need.owner != GOAL:
            for way in need.any_of:
                behind[way].append(need.owner)
    for before, after, _ in problem.precedences:
        behind[before].append(after)
    walk = _Walk(behind=behind)
    for root in problem.kept:
        if root not in walk.order:
            walk.visit(root)
    return walk.found


@dataclass(slots=True)
class _Walk:
    behind: Mapping[int, Sequence[int]]
    order: dict[int, int] = field(default_factory=dict)
    low: dict[int, int] = field(default_factory=dict)
    stack: list[int] = field(default_factory=list)
    on_stack: set[int] = field(default_factory=set)
    found: dict[int, int] = field(default_factory=dict)

    def visit(self, root: int) -> None:
        """Walk everything behind `root` that was not walked yet."""
        path = [self._enter(root)]
        while path:
            node, following = path[-1]
            child = next((one for one in following if one not in self.order or one in self.on_stack), None)
            if child is None:
                path.pop()
                if path:
                    above = path[-1][0]
                    self.low[above] = min(self.low[above], self.low[node])
                if self.low[node] == self.order[node]:
                    self._close(node)
            elif child in self.order:
                self.low[node] = min(self.low[node], self.order[child])
            else:
                path.append(self._enter(child))

    def _enter(self, node: int) -> tuple[int, Iterator[int]]:
        self.order[node] = self.low[node] = len(self.order)
        self.stack.append(node)
        self.on_stack.add(node)
        return node, iter(self.behind.get(node, ()))

    def _close(self, node: int) -> None:
        members = self.stack[self.stack.index(node) :]
        del self.stack[-len(members) :]
        self.on_stack.difference_update(members)
        if len(members) > 1:
            self.found |= dict.fromkeys(members, node)
