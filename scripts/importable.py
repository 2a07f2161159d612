"""Lets the programs of this environment import `webapp` from the repository: most put only their own folder on the path."""

import sysconfig
from pathlib import Path

packages = Path(sysconfig.get_path("purelib"))
# In relation to where it lies: a repository that is moved together with its environment still works.
(packages / "vejviser.pth").write_text("/".join(".." for _ in packages.relative_to(Path.cwd()).parts) + "\n")
