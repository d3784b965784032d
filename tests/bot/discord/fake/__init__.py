"""A Discord of the tests' own: stateful, over real sockets, with every failure in its repertoire."""
