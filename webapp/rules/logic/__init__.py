"""The core: conditions become decision diagrams, and from them what follows for one person."""
