"""Ranking conditions by findings: pure functions of published documents, free of Django."""
