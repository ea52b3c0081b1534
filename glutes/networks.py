"""Lists of networks from the environment."""

import ipaddress

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def parse(texts: list[str]) -> list[Network]:
    """The networks, each as 10.0.0.0/8 or one address. Raises ValueError."""
    return [ipaddress.ip_network(text, strict=False) for text in texts]


def are_networks(texts: list[str]) -> str | None:
    """What is wrong with a list of networks, or None."""
    try:
        parse(texts)
    except ValueError as error:
        return f"must hold networks such as 10.0.0.0/8 or 192.0.2.7: {error}."
    return None


def contains(networks: list[Network], address: str) -> bool:
    """Whether an address is in one of the networks; what is no address is in none."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(found in network for network in networks)
