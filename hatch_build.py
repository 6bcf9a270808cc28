"""Puts the built front end into a wheel, building it first only if it is not there."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

EXAMPLE = "east-herts-action-plan-2008-09.docx"


def _front_end(root: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location("frankpledge_front_end", Path(root) / "frontend" / "build.py")
    if spec is None or spec.loader is None:
        raise RuntimeError("frontend/build.py is missing from this copy of the source.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class FrontEnd(BuildHookInterface[Any]):
    """Hatchling's hook. What is already built is taken as it is; npm is then never called."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        # An editable install is for developers: `make` builds the front end beside it, so no Node is no obstacle here.
        if version == "editable":
            return
        if self.target_name == "wheel":  # `frankpledge demo` needs the example where there is no checkout
            build_data["force_include"][f"examples/{EXAMPLE}"] = f"frankpledge/examples/{EXAMPLE}"
        front_end = _front_end(self.root)
        if not front_end.is_present():
            front_end.ensure(may_install=False)
