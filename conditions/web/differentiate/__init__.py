"""What the page /differentiate/ and its API share: the state of an address, and how results are told."""
