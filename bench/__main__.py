"""`make bench ROWS=FOLDER`: everything that is measured, against its peer, in one run."""

import sys

from bench import sort

if __name__ == "__main__":
    sys.exit(sort.main())
