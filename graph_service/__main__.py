"""`python -m graph_service` is `sillon`."""

from graph_service.cli import main

if __name__ == "__main__":
    main()
