"""Who may come in: log-in, second factor, lockout, and the last publisher."""
