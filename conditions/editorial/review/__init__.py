"""From draft to edition: put forward, comment, sign off, decide, publish now or at a set time."""
