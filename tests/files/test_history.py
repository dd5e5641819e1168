"""Each version of the facts is kept once met, and answers for its time."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from ircomply.errors import UnreadableInput
from ircomply.files.history import remember, verify, version_at, versions
from ircomply.files.incident import read_tree
from ircomply.files.source import parse
from ircomply.files.writing import locked
from ircomply.model.facts_reading import digest
from ircomply.model.node import plain

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 20, 16, 40, tzinfo=UTC)
HOUR = timedelta(hours=1)


def meet(path: Path, text: str, now: datetime) -> str:
    path.write_text(text, encoding="utf-8", newline="")
    version = remember(path, read_tree(path), now)
    return version.path.name if version else ""


@pytest.fixture
def incident(tmp_path: Path) -> Path:
    return tmp_path / "incident.yaml"


def test_a_version_is_named_by_its_time_and_its_digest(incident: Path) -> None:
    text = "schema: ircomply/incident/v1\nid: X  # a comment\n"
    full = digest(parse(text.encode(), "x"))
    assert full == "sha256:d7e265cab7d670fe613c13aa4960bb360d18d07352252467d732dce387f50c43"
    assert meet(incident, text, NOW) == "2026-11-20T164000.000000Z-d7e265ca.yaml"
    kept = incident.parent / "history" / "2026-11-20T164000.000000Z-d7e265ca.yaml"
    assert kept.read_text(encoding="utf-8") == text
    (line,) = (incident.parent / "record.jsonl").read_text(encoding="utf-8").splitlines()
    entry = json.loads(line)
    assert (entry["what"], entry["at"], entry["detail"]) == ("facts", NOW.isoformat(), {"facts": full})


def test_comments_and_order_make_no_version(incident: Path) -> None:
    assert meet(incident, "id: X\nstatus: open\n", NOW)
    assert meet(incident, "# more\nstatus: open\nid: 'X'\n", NOW + HOUR) == ""
    assert len(versions(incident.parent)) == 1


def test_facts_that_come_back_are_kept_again(incident: Path) -> None:
    for hour, status in enumerate(("open", "closed", "open")):
        assert meet(incident, f"id: X\nstatus: {status}\n", NOW + hour * HOUR)
    assert [version.at for version in versions(incident.parent)] == [NOW, NOW + HOUR, NOW + 2 * HOUR]
    found = version_at(incident, NOW + 3 * HOUR)
    assert found is not None
    assert plain(found.tree) == {"id": "X", "status": "open"}


def test_the_version_that_stood_at_an_instant_is_read(incident: Path) -> None:
    assert version_at(incident, NOW) is None
    for hour in (0, 2, 4):
        meet(incident, f"id: X\ntitle: T{hour}\n", NOW + hour * HOUR)
    expected = [(-1, "T0", True), (0, "T0", False), (1, "T0", False), (2, "T2", False), (9, "T4", False)]
    for hour, title, first in expected:
        found = version_at(incident, NOW + hour * HOUR)
        assert found is not None
        assert plain(found.tree) == {"id": "X", "title": title}
        assert found.first is first


def test_two_versions_of_one_second_stay_in_order(incident: Path) -> None:
    names = [meet(incident, f"id: X\ntitle: {title}\n", NOW) for title in "CAB"]
    assert names == sorted(names)
    assert [plain(read_tree(version.path)) for version in versions(incident.parent)] == [
        {"id": "X", "title": title} for title in "CAB"
    ]
    found = version_at(incident, NOW)
    assert found is not None
    assert plain(found.tree) == {"id": "X", "title": "B"}


def test_a_clock_that_was_set_back_does_not_turn_the_order(incident: Path) -> None:
    meet(incident, "id: X\ntitle: first\n", NOW)
    meet(incident, "id: X\ntitle: second\n", NOW - HOUR)
    assert [plain(read_tree(version.path)) for version in versions(incident.parent)] == [
        {"id": "X", "title": "first"},
        {"id": "X", "title": "second"},
    ]
    assert remember(incident, read_tree(incident), NOW - 2 * HOUR) is None


def test_a_file_of_another_name_has_no_history(tmp_path: Path) -> None:
    assert meet(tmp_path / "case.yaml", "id: X\n", NOW) == ""
    assert sorted(path.name for path in tmp_path.iterdir()) == ["case.yaml"]


def test_a_folder_that_another_holds_is_read_all_the_same(incident: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    incident.write_text("id: X\n", encoding="utf-8")
    monkeypatch.setattr("ircomply.files.history.SOON", 0)
    with ThreadPoolExecutor(1) as other, locked(incident.parent):
        assert other.submit(remember, incident, read_tree(incident), NOW).result() is None
    assert versions(incident.parent) == ()
    assert remember(incident, read_tree(incident), NOW) is not None


def test_what_is_kept_is_what_stands_there_now(incident: Path) -> None:
    incident.write_text("id: X\ntitle: read\n", encoding="utf-8")
    read = read_tree(incident)
    incident.write_text("id: X\ntitle: written since\n", encoding="utf-8")
    version = remember(incident, read, NOW)
    assert version is not None
    assert "written since" in version.path.read_text(encoding="utf-8")


def test_other_files_in_the_history_are_passed_over(incident: Path) -> None:
    meet(incident, "id: X\n", NOW)
    (incident.parent / "history" / "notes.yaml").write_text("x", encoding="utf-8")
    assert len(versions(incident.parent)) == 1


def test_a_changed_version_shows(incident: Path) -> None:
    for hour in (0, 1, 2, 3):
        meet(incident, f"id: X\ntitle: T{hour}\n", NOW + hour * HOUR)
    assert verify(incident.parent) == ()
    kept = [version.path for version in versions(incident.parent)]
    kept[0].write_text("id: X\ntitle: T9\n", encoding="utf-8")
    kept[1].write_text("id: [", encoding="utf-8")
    kept[2].write_text("id: X # with a comment\ntitle: T2\n", encoding="utf-8")
    kept[3].rename(kept[3].with_name("2026-11-20T194000.000000Z-00000000.yaml"))
    assert [one.message.partition(":")[0] for one in verify(incident.parent)] == [
        "this version was changed",
        "this version cannot be read",
        "this version was changed",
    ]
    with pytest.raises(UnreadableInput):
        version_at(incident, NOW + HOUR)


def test_a_version_that_no_line_names_shows(incident: Path) -> None:
    meet(incident, "id: X\n", NOW)
    (incident.parent / "record.jsonl").unlink()
    (doubt,) = verify(incident.parent)
    assert (doubt.severity, doubt.message) == (
        "warning",
        "no line of the record names the facts of this version",
    )
