from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg_build.sorting import unique_sorted

LINES = st.lists(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n\r")).map(lambda text: text + "\n")
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(LINES, st.integers(1, 5))
def test_sorts_whatever_the_size_of_a_run(tmp_path: Path, lines: list[str], run: int) -> None:
    assert list(unique_sorted(lines, tmp_path, run)) == sorted(set(lines))
    assert list(tmp_path.iterdir()) == []
