"""The answer of the command line's ``import``, from a staged file and what became of it."""

from typing import Any

from partyoffice.intake.staging import Outcome, Staged
from partyoffice.intake.target import Verdict


def report(staged: Staged, outcome: Outcome | None = None) -> dict[str, Any]:
    """Return the JSON view; ``outcome`` is None when nothing was written (refused, or --dry-run)."""
    columns = staged.columns
    return {
        "kind": staged.importer.kind,
        "file": staged.file,
        "sheet": staged.sheet,
        "header_row": staged.header_row,
        "mapping": columns.headings(),
        "unmapped": [columns.labels[index] for index in columns.unmapped],
        "ambiguous": [{"heading": one.heading, "could_be": list(one.could_be)} for one in columns.ambiguous],
        "hidden_rows": staged.hidden_rows,
        "skipped_rows": staged.skipped_rows,
        "created_branches": list(staged.options.created),
        "new": len(staged.having(Verdict.NEW)),
        "changed": len(staged.having(Verdict.CHANGED)),
        "same": len(staged.having(Verdict.SAME)),
        "problems": [note.as_json() for note in staged.problems],
        "warnings": [note.as_json() for note in staged.warnings],
        "committed": outcome is not None,
        "import_id": outcome.import_id if outcome else None,
    }
