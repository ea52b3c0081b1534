#!/bin/sh
# Find a Chromium for the browser tests, or install one.
#   chromium.sh PYTHON
set -eu
python=$1

for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome; do
  [ -n "$name" ] && command -v "$name" >/dev/null 2>&1 && exit 0
done
"$python" -c '
import os, sys
from playwright.sync_api import sync_playwright
with sync_playwright() as p:
    sys.exit(not os.path.exists(p.chromium.executable_path))' && exit 0
if command -v apt-get >/dev/null 2>&1; then
  sudo=
  [ "$(id -u)" = 0 ] || sudo="sudo -n"
  echo "Installing Chromium for the browser tests …"
  if $sudo apt-get update -qq && $sudo apt-get install -y -qq chromium >/dev/null; then exit 0; fi
fi
echo "Downloading Playwright's Chromium for the browser tests …"
"$python" -m playwright install chromium && exit 0
echo "The browser tests need Chromium. Install it (Debian: sudo apt install chromium) or set CHROMIUM to its path." >&2
exit 1
