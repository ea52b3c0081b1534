"""Views of the JSON API: each declares its endpoint, from which address and documentation follow."""
