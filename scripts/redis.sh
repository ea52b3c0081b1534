#!/bin/sh
# Find a Redis for the test of the shared cache, or install one where that needs nobody's leave.
if ! command -v redis-server >/dev/null 2>&1 && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installing Redis for the test of the shared cache …"
  apt-get update -qq && apt-get install -y -qq --no-install-recommends redis-server >/dev/null
fi
command -v redis-server >/dev/null 2>&1 || echo "No Redis: the test of the shared cache is skipped. Install redis-server."
exit 0
