#!/bin/sh
# Make the virtual environment if it is missing and install a requirements file into it.
#   venv.sh PYTHON VENV REQUIREMENTS
set -eu
python=$1 venv=$2 requirements=$3

if ! command -v "$python" >/dev/null 2>&1; then
  echo "Python 3.11 or later is needed, and “$python” was not found." >&2
  exit 1
fi
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
  echo "Python 3.11 or later is needed; $python is $("$python" -V 2>&1). Use: make PYTHON=/path/to/python3.11 …" >&2
  exit 1
fi
if ! "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
  # Debian ships Python without its venv module's pip.
  if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
      echo "Installing python3-venv …"
      apt-get update -qq && apt-get install -y -qq python3-venv >/dev/null
    else
      echo "Python's venv module is missing. On Debian or Ubuntu: sudo apt install python3-venv" >&2
      exit 1
    fi
  fi
  echo "Making $venv …"
  "$python" -m venv --clear "$venv"
fi
echo "Installing $requirements (a minute the first time) …"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-warn-script-location --root-user-action=ignore -r "$requirements"
