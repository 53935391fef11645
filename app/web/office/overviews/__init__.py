"""How a region is doing: charts, approvals, rollouts."""
