"""`make bench ROWS=FOLDER`: what is measured, against its peer, in one run."""

from bench import sort

if __name__ == "__main__":
    sort.main()
