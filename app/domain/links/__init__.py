"""Links: found in texts, recognised as the guide's own, and judged by what answers them."""
