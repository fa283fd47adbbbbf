"""English words that hold others together and say nothing alone."""

from __future__ import annotations

FUNCTION_WORDS = frozenset(
    "a about above after again against all also am an and any are aren't as at be because been before being below "
    "between both but by can can't cannot could did do does doing don't down during each either for from further had "
    "has have having he her here hers herself him himself his how i if in into is isn't it its itself let may me might "
    "more most must my myself neither no nor not now of off on once only or other our ours ourselves out over own per "
    "same shall she should so some such than that the their theirs them themselves then there these they this those "
    "through to too toward towards under until up upon us very was we were what when where whether which while who "
    "whom whose why will with within without won't would you your yours yourself".split()
)
