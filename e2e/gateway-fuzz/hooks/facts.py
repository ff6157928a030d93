"""What the runner says about the API under test: a JSON file, named in the environment."""

import json
import os
from pathlib import Path

FACTS = json.loads(Path(os.environ["FUZZ_FACTS"]).read_text(encoding="utf-8"))
