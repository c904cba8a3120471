"""The rules, and a second reading of them beside the tests."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent))
