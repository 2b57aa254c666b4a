"""A process that reads one PDF or old office document within limits that the system keeps.

Started anew for every such document, by path and without the rest of the package, so that it begins at once:
``python -I -S _worker.py EXTENSION``.
"""

import importlib.machinery
import importlib.util
import sys


def _bound(memory: int, seconds: int) -> None:
    """Limits this process. Windows has no such limits: there the clock alone ends it."""
    try:
        import resource
    except ImportError:
        return

    def lower(what: int, soft: int, hard: int) -> None:
        # What the user allows may be less already.
        most = resource.getrlimit(what)[1]
        if most != resource.RLIM_INFINITY:
            soft, hard = min(soft, most), min(hard, most)
        resource.setrlimit(what, (soft, hard))

    # An end by these is no crash to keep the memory of.
    lower(resource.RLIMIT_CORE, 0, 0)
    lower(resource.RLIMIT_CPU, seconds, seconds + 1)
    try:
        lower(resource.RLIMIT_AS, memory, memory)
    except (AttributeError, OSError, ValueError):
        pass  # Some systems know it and do not let it be set.


def _main(extension: str) -> None:
    name = "_gongwen"
    loader = importlib.machinery.ExtensionFileLoader(name, extension)
    spec = importlib.util.spec_from_file_location(name, extension, loader=loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    module.serve(_bound)


if __name__ == "__main__":
    _main(sys.argv[1])
