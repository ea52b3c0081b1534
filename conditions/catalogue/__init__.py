"""What the public sees: one row per published condition, finding and reference, and fast ways to find them."""
