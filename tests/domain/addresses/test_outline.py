"""The tree of a guide as readers of one language see it."""

from hypothesis import given
from hypothesis import strategies as st

from app.domain.addresses.outline import Node, children_of, is_below, order_between, outline

NODES = [
    Node(1, None, 20),
    Node(2, None, 10),
    Node(3, 1, 5),
    Node(4, 1, 5),
    Node(5, 3, 1),
]
SLUGS = {number: f"p{number}" for number in range(1, 6)}


def ids(slugs: dict[int, str], nodes: list[Node] = NODES) -> list[int]:
    """The ids of the places, in their order."""
    return list(outline(nodes, slugs, "/r/de/"))


def test_pages_stand_depth_first_in_order() -> None:
    """By order, then by id; each page is followed by what is below it."""
    places = outline(NODES, SLUGS, "/r/de/")
    assert [2, 1, 3, 5, 4] == list(places)
    assert [0, 1, 2, 3, 4] == [place.position for place in places.values()]
    assert [1, 1, 2, 3, 2] == [place.depth for place in places.values()]
    assert ("/r/de/p1/p3/p5/", 3, 1) == (places[5].path, places[5].parent, places[5].order)


def test_what_is_archived_hides_all_below() -> None:
    """An archived page is out with its descendants; its siblings stay."""
    nodes = [Node(1, None, 20, archived=True), *NODES[1:]]
    assert [2] == ids(SLUGS, nodes)


def test_what_is_not_there_in_a_language_hides_all_below() -> None:
    """A page whose parent has no slug in the language can't be reached."""
    assert [2, 1, 4] == ids({1: "a", 2: "b", 4: "d", 5: "e"})


def test_an_orphan_or_a_circle_is_out() -> None:
    """A broken tree gives readers what can be reached, and ends."""
    nodes = [Node(1, None, 1), Node(2, 99, 1), Node(3, 4, 1), Node(4, 3, 1)]
    assert [1] == ids(SLUGS, nodes)


TREES = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 3), st.booleans()), max_size=30).map(
    lambda rows: [
        Node(id_, None if up % id_ == 0 else up % id_, order, archived)
        for id_, (up, order, archived) in enumerate(rows, 1)
    ]
)


@given(nodes=TREES, hidden=st.sets(st.integers(1, 30)))
def test_every_place_has_its_parent_before_it(nodes: list[Node], hidden: set[int]) -> None:
    """Positions count without gaps, paths grow from the parent's, and nothing hidden is in."""
    slugs = {node.id: f"p{node.id}" for node in nodes if node.id not in hidden}
    places = outline(nodes, slugs, "/r/de/")
    assert list(range(len(places))) == [place.position for place in places.values()]
    archived = {node.id for node in nodes if node.archived}
    assert set() == set(places) & (archived | hidden)
    for place in places.values():
        above = places[place.parent] if place.parent else None
        assert place.path == (above.path if above else "/r/de/") + slugs[place.id] + "/"
        assert place.depth == (above.depth if above else 0) + 1
        assert above is None or above.position < place.position


@given(nodes=TREES)
def test_children_are_all_there(nodes: list[Node]) -> None:
    """Grouping by parent loses and doubles nobody."""
    grouped = children_of(nodes)
    assert sorted(nodes, key=lambda node: node.id) == sorted(
        (node for below in grouped.values() for node in below), key=lambda node: node.id
    )


def test_below_means_itself_or_anywhere_below() -> None:
    """A page is below itself, its parent and its parent's parent; not below its sibling or child."""
    parents = {node.id: node.parent for node in NODES}
    assert [True, True, True] == [is_below(5, above, parents) for above in (5, 3, 1)]
    assert [False, False] == [is_below(5, other, parents) for other in (4, 2)]
    assert not is_below(1, 5, parents)


def test_a_circle_is_below_everything() -> None:
    """Where the tree is broken, the question ends with the answer that forbids the move."""
    assert is_below(1, 3, {1: 2, 2: 1, 3: None})


@given(before=st.none() | st.integers(-(10**6), 10**6), gap=st.none() | st.integers(1, 10**4))
def test_a_key_between_two_keys(before: int | None, gap: int | None) -> None:
    """A key lies between its neighbours; where there is no room for one, None says so."""
    after = None if gap is None else (before or 0) + gap
    key = order_between(before, after)
    if before is not None and after is not None and gap == 1:
        assert None is key
    else:
        assert key is not None
        assert before is None or before < key
        assert after is None or key < after
