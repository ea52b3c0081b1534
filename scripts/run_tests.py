"""Run the tests: the quick ones first, so that the first failure shows in seconds; then slow and browser tests.

Each part runs on as many processes as the machine has cores. When a PostgreSQL server is
installed on the machine, the database tests run once more on it.
"""

import os
import subprocess
import sys

QUICK = "not slow and not browser"


def pytest(*arguments: str, **environment: str) -> int:
    """Run pytest and return its exit status; no test selected counts as success."""
    command = [sys.executable, "-m", "pytest", "-q", *arguments]
    print(" ".join(command[2:]), flush=True)
    status = subprocess.run(command, env={**os.environ, **environment}, check=False).returncode  # noqa: S603
    return 0 if status == 5 else status


def main(paths: list[str]) -> int:
    """Quick tests first; slow ones only when those pass."""
    workers = str(os.cpu_count() or 1)
    if status := pytest(*paths, "-m", QUICK, "-x", "-n", workers):
        return status
    return pytest(*paths, "-m", f"not ({QUICK})", "-n", workers, "--dist", "loadgroup")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
