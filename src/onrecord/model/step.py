"""A step of the pipeline: a plain function from document to document that says what it needs and what it gives."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from onrecord.model.document import Document

StepFunction = Callable[[Document], Document]


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """A named step. `requires` and `assigns` are names of `Document` fields (`page.published` style for parts)."""

    name: str
    run: StepFunction
    requires: tuple[str, ...]
    assigns: tuple[str, ...]

    def __call__(self, document: Document) -> Document:
        return self.run(document)


def step(name: str, *, requires: tuple[str, ...], assigns: tuple[str, ...]) -> Callable[[StepFunction], Step]:
    """Make a function a step: `@step("sentences", requires=("zones",), assigns=("sentences",))`."""

    def wrap(run: StepFunction) -> Step:
        return Step(name=name, run=run, requires=requires, assigns=assigns)

    return wrap
