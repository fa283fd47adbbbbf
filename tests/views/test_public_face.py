"""What `import onrecord` gives, and that it gives it cheaply."""

from __future__ import annotations

import subprocess
import sys

import pytest

import onrecord


def test_every_public_name_is_there() -> None:
    for name in onrecord.__all__:
        if name not in {"read", "read_all"}:
            assert getattr(onrecord, name) is not None
    assert set(onrecord.__all__) <= set(dir(onrecord))
    assert set(onrecord.__all__) == set(onrecord._HOME)


def test_other_names_are_not() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = onrecord.nothing  # type: ignore[attr-defined]


def test_importing_it_loads_nothing_heavy() -> None:
    asked = (
        "import sys, onrecord; onrecord.open; print([m for m in sys.modules if m.split('.')[0] in "
        "{'onnxruntime', 'trafilatura', 'numpy', 'pandas', 'pyarrow', 'lxml', 'rich', 'click'}])"
    )
    done = subprocess.run([sys.executable, "-c", asked], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"
