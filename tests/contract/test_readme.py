"""What the README shows is what the code does."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

from lagebild.cli.app import app

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")


def test_readme_python_example_gives_the_printed_output():
    code, output = re.findall(r"```python\n(.*?)```\n\n```\n(.*?)```", README, flags=re.DOTALL)[0]
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(code, "README.md", "exec"), {})  # noqa: S102  (our own text)
    assert printed.getvalue() == output


def test_readme_names_only_commands_that_exist():
    known = {command.name or (command.callback.__name__ if command.callback else "") for command in app.registered_commands}
    known |= {group.name for group in app.registered_groups if group.name}
    assert set(re.findall(r"`lagebild (\w+)", README)) <= known
    assert set(re.findall(r"^\$ lagebild (\w+)", README, flags=re.MULTILINE)) <= known
