"""How the site is served: connections with limits, whole bodies, processes that are started again."""
