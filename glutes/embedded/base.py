"""Django's PostgreSQL backend on the embedded server; HOST names its data directory."""

from pathlib import Path
from typing import Any

from glutes.database import start_embedded
from glutes.open_connection import OpenConnectionMixin


class DatabaseWrapper(OpenConnectionMixin):
    """Starts the server before it connects, so that no command needs a step before it."""

    def get_connection_params(self) -> dict[str, Any]:
        params = super().get_connection_params()
        params["host"] = start_embedded(Path(self.settings_dict["HOST"]))
        params.pop("port", None)
        return params
