"""A WSGI application with a page that hangs, to see it replaced."""

import threading


def application(environ, start_response):
    if environ["PATH_INFO"] == "/hang":
        threading.Event().wait(120)
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"here"]
