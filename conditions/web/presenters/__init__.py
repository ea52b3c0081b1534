"""Documents as templates need them: words, numbers and positions; no markup, no queries."""
