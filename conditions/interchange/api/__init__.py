"""The JSON API, version 1: its answers, parameters and OpenAPI document. Free of views."""
