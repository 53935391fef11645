"""Moving a page within the tree: the rules."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.domain.addresses.outline import Node, is_below
from app.domain.addresses.rearranging import WHERE, Spot, obstacle, ordered, spot, spot_of


@st.composite
def trees(draw: st.DrawFn) -> list[Node]:
    """Up to twelve pages, each at the root or below one made before it; none archived."""
    nodes: list[Node] = []
    for number in range(1, draw(st.integers(2, 12)) + 1):
        parent = draw(st.sampled_from([None, *range(1, number)]))
        nodes.append(Node(number, parent, draw(st.integers(0, 5))))
    return nodes


def placed(nodes: list[Node], page: int, wanted: Spot) -> dict[int | None, list[int]]:
    """The tree with a page put where it is wanted."""
    found = {parent: [one for one in row if one != page] for parent, row in ordered(nodes).items()}
    row = found.setdefault(wanted.parent, [])
    row.insert(row.index(wanted.after) + 1 if wanted.after is not None else 0, page)
    return found


@given(trees(), st.data())
def test_a_page_stands_where_it_was_wanted(nodes: list[Node], data: st.DataObject) -> None:
    """Right before or behind the other one, or first or last below it; all the others stay in order."""
    ids = [node.id for node in nodes]
    page, target = data.draw(st.sampled_from(ids)), data.draw(st.sampled_from(ids))
    where = data.draw(st.sampled_from(WHERE))
    parents = {node.id: node.parent for node in nodes}
    refused = obstacle(page, target, where, nodes)
    assert bool(refused) == is_below(target, page, parents)
    if refused:
        return
    found = placed(nodes, page, spot(page, target, where, nodes))
    row = next(row for row in found.values() if page in row)
    at = row.index(page)
    beside = {"before": at + 1, "after": at - 1}.get(where)
    assert (row[beside] == target) if beside is not None else (row is found[target])
    if beside is None:
        assert at == (0 if where == "first" else len(row) - 1)
    for parent, before in ordered(nodes).items():
        rest = [one for one in found.get(parent, []) if one != page]
        assert rest == [one for one in before if one != page]


@given(trees(), st.data())
def test_where_a_page_stands_is_where_it_would_be_put(
    nodes: list[Node], data: st.DataObject
) -> None:
    """Putting it there again changes nothing."""
    page = data.draw(st.sampled_from(nodes))
    children = ordered(nodes)
    assert (
        placed(nodes, page.id, spot_of(page.id, page.parent, children))[page.parent]
        == (children[page.parent])
    )
