"""Publishes for ever in children that can be killed; run by test_faults.

Reads “go SEED” lines; for each it forks a child that publishes changed editions and
writes “published SLUG NUMBER SHA256” after each commit. Writes “child PID” when it
starts one and “ended” when it is gone. The child dies with the database as well.
"""

import os
import random
import sys
import time

import django


def publish_for_ever(seed: int) -> None:
    from conditions.catalogue.read import document_of
    from conditions.editorial.publish import publish
    from conditions.models import Edition

    pick = random.Random(seed)
    slugs = sorted(set(Edition.objects.values_list("slug", flat=True)))
    while True:
        edition = Edition.objects.filter(slug=pick.choice(slugs)).order_by("-number").first()
        document = document_of(edition)
        # Never twice the same: what is published already is refused.
        text = f"{document.summary[:400]} Change {time.monotonic_ns()}."
        made = publish(
            document=document.model_copy(update={"summary": text}),
            author="Fault test",
            reviewer="Another",
            change_summary="A change.",
            significance="minor",
        )
        say(f"published {made.slug} {made.number} {made.sha256}")


def say(line: str) -> None:
    # One write: lines of parent and child do not mix.
    os.write(1, f"{line}\n".encode())


def main() -> None:
    django.setup()
    from conditions.editorial.publish import publish  # noqa: F401 - loaded once, before the forks
    from conditions.models import Edition  # noqa: F401

    say("ready")
    for line in sys.stdin:
        seed = int(line.split()[1])
        child = os.fork()
        if child == 0:
            try:
                publish_for_ever(seed)
            except Exception as error:
                os.write(2, f"{type(error).__name__}: {error}\n".encode())
            finally:
                os._exit(1)
        say(f"child {child}")
        os.waitpid(child, 0)
        say("ended")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "glutes.settings")
    main()
