"""Where the files beside the code lie: in the repository, or inside the package when it was installed as a wheel."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
ROOT = PACKAGE.parent


def shown(path: Path) -> Path:
    """The file as a person at the root of the repository would write it."""
    return path.relative_to(ROOT) if path.is_relative_to(ROOT) else path


def share(name: str) -> Path:
    """Return the folder `name` (`build`, `questions`, `static`, `templates`, `translations`); whoever asks may make `build`.

    A wheel carries these folders in `webapp/_share`; a checkout has them at its root.
    """
    packed = PACKAGE / "_share"
    return (packed if packed.is_dir() else ROOT) / name
