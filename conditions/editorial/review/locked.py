"""The review as it is now, held until the transaction ends."""

from conditions.models.review import Review


class NotOpenError(Exception):
    """The review is not in the state that the step needs; the message says in which it is."""

    def __init__(self, review: Review) -> None:
        self.review = review
        by = review.decided_by or review.requested_by
        super().__init__(
            f"This review is {review.get_state_display().lower()}"
            f"{f' (by {by.get_full_name() or by.username})' if review.decided_by_id else ''}: "
            "nothing was changed."
        )


def locked(review: Review) -> Review:
    """The row, locked: of two people who act at once the second sees what the first did."""
    return Review.objects.select_for_update(of=("self",)).select_related("condition").get(pk=review.pk)
