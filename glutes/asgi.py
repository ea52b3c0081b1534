"""ASGI entry point, for servers that speak it; the product itself needs WSGI only."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "glutes.settings")
application = get_asgi_application()
