"""The pages: server-rendered, for people who do not know what a graph is."""

from graph_service.web.mount import mount

__all__ = ["mount"]
