"""`python -m kiosk` is `mot-cham`."""

import sys

from kiosk.cli import main

sys.exit(main())
