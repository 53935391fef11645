"""False alarms and damage: the checks on all translations of the demo guide."""

import sys
from pathlib import Path

import pytest

from app.exchange import demo

sys.path.insert(0, str(Path(__file__).parents[1] / "scripts"))

import bench_checks


@pytest.fixture(scope="module")
def rows() -> list[bench_checks.Pair]:
    """Each segment of the demo guide with its translation."""
    return list(bench_checks.pairs(demo.read()))


def test_people_cry_no_wolf(rows: list[bench_checks.Pair]) -> None:
    """Of what people translated and read again nothing is blocked, and under 1 % is warned of."""
    alarms = bench_checks.false_alarms(rows)
    assert [] == [(pair.key, one) for pair, one in alarms if one.level == "block"]
    assert len({id(pair) for pair, _ in alarms}) < len(rows) / 100


def test_damage_is_noticed(rows: list[bench_checks.Pair]) -> None:
    """Of translations that are damaged at random the checks notice nearly all."""
    noticed = bench_checks.caught(rows[::7])
    shares = {name: seen / made for name, (seen, made) in noticed.items() if made}
    for name in ("a code mark lost", "another number", "the German returned", "? or ! lost"):
        assert 1.0 == shares[name], name
    assert shares["a value lost"] > 0.98
    assert shares["cut off"] > 0.9
    assert shares["half of it German"] > 0.85
