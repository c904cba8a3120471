"""The papers of the whole house, tried together."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent))
