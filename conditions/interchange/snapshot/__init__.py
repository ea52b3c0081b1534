"""A static snapshot: one zip with the pages, PDFs, documents and a search that work from a USB stick."""
