"""`python -m utilite`, and the console script: what must hold before anything else is imported."""

import os
import signal
import sys


def main() -> None:
    """The command line, from the arguments of the process to its exit code."""
    # With « python -m » the current folder comes first: a « yaml.py » beside the fiches would be imported.
    if not sys.flags.safe_path and sys.path[:1] == [os.getcwd()]:
        del sys.path[0]
    # Until there is somebody to catch it, Ctrl-C ends the process as it ends others, without a traceback.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    from utilite.cli import lance

    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.exit(lance(sys.argv[1:]))


if __name__ == "__main__":
    main()
