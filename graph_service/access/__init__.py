"""Who may see what: audiences, owners, viewers, and the rule of ends."""
