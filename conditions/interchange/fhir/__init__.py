"""FHIR R5 resources made from published content. Read-only and experimental: R5's evidence resources are drafts."""
