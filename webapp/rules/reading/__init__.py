"""From the files of ``questions/`` to a rulebook, or to a mistake with file and line."""
