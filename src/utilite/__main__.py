"""`python -m utilite`, the same as the console script."""

from utilite.cli import main

if __name__ == "__main__":
    main()
