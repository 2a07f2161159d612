"""Where the files beside the code lie: in the repository, or inside the package when it was installed as a wheel."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
ROOT = PACKAGE.parent


def share(name: str) -> Path:
    """Return the folder `name` (`questions`, `static`, `templates`, `translations`).

    A wheel carries these folders in `webapp/_share`; a checkout has them at its root.
    """
    packed = PACKAGE / "_share" / name
    return packed if packed.is_dir() else ROOT / name
