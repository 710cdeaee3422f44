"""Value chains: which stages are held, which are missing, who supplies whom."""
