"""The same work by us and by the peer a user would pick: answers compared first, then ratios in one run."""
