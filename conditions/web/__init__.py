"""The public pages: thin views, presenters, addresses."""
