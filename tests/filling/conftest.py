"""Templates as offices make them, built with openpyxl and python-docx; people are invented."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent))
