"""Lists modules of more than 350 lines and functions of more than 40 under src. Only a warning: the exit code is always 0."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

MAX_MODULE_LINES = 350
MAX_FUNCTION_LINES = 40
SOURCE = Path(__file__).parents[1] / "src"


def long_functions(tree: ast.AST) -> Iterator[tuple[str, int, int]]:
    """Name, first line and length of every function that is too long."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > MAX_FUNCTION_LINES:
                yield node.name, node.lineno, length


def main() -> None:
    lines: list[str] = []
    for file in sorted(SOURCE.rglob("*.py")):
        text = file.read_text("utf-8")
        where = file.relative_to(SOURCE.parent)
        if (length := text.count("\n")) > MAX_MODULE_LINES:
            lines.append(f"{where}: {length} lines")
        lines += [f"{where}:{line}: {name} has {length} lines" for name, line, length in long_functions(ast.parse(text))]
    if lines:
        print(f"warning: modules over {MAX_MODULE_LINES} or functions over {MAX_FUNCTION_LINES} lines")
        print("\n".join(f"  {line}" for line in lines))


if __name__ == "__main__":
    main()
