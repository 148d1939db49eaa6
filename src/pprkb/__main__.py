"""`python -m pprkb` is `pprkb`."""

from pprkb.cli.main import main

main()
