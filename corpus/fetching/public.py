"""Public addresses: which of the addresses that a name leads to are on the public internet; pure.

Everything else may be somebody's router, cloud metadata or own machine. IPv6 forms that wrap an IPv4 address count as the
address in them: mapped (RFC 4291), NAT64 (RFC 6052), 6to4 (RFC 3056) and Teredo (RFC 4380).
"""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

_NAT64 = IPv6Network("64:ff9b::/96")
_NEVER = tuple(
    ip_network(written)
    for written in ("0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15", "240.0.0.0/4",
                    "64:ff9b:1::/48", "100::/64", "2001::/23", "3fff::/20", "5f00::/16", "fec0::/10")
)  # fmt: skip

WEB_PORTS = frozenset({80, 443})
_FIRST_FREE_PORT = 1024


def is_public(written: str) -> bool:
    """Whether an IP address, as written, is on the public internet; False for what is none."""
    try:
        address = ip_address(written.partition("%")[0])
    except ValueError:
        return False
    if "%" in written:
        return False  # an address of one link
    return _is_public(address)


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if address in _NAT64:
            inner = IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return _is_public(inner)
        if address.teredo is not None:
            return False
    if any(address in network for network in _NEVER if network.version == address.version):
        return False
    return address.is_global and not (
        address.is_multicast or address.is_reserved or address.is_unspecified or address.is_loopback
        or address.is_link_local or address.is_private
    )  # fmt: skip


def is_web_port(port: int) -> bool:
    """Whether a port can be a web server's: no mail, shell or name server is spoken to."""
    return port in WEB_PORTS or port >= _FIRST_FREE_PORT
