import pytest

from tests.staff.dapodik.hostile import ATTACKS
from tests.staff.dapodik.measured import measured

MOST_MEGABYTES = 300


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.says)
def test_a_hostile_file_is_refused_by_its_own_code_and_takes_little_memory(attack):
    code, peak, _ = measured(attack.build())
    assert code == attack.code
    assert peak < MOST_MEGABYTES
