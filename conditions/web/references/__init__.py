"""Pages and downloads of references: what the address asks for, and what the templates print."""
