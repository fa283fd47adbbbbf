"""What a person and a program get from each command, and how errors are told."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from invented import TEXT, lake_record, small_record

import onrecord
from onrecord.cli.app import COMMANDS, run
from onrecord.cli.screen import clean, line
from onrecord.model.document import Record
from onrecord.model.provenance import RawPage, identify
from onrecord.store import Store

QUESTIONS = {
    "show": ["show", "lake plan.html"],
    "said": ["said", "Asha Odongo", "--about", "Tanzania"],
    "events": ["events", "--actor", "Asha Odongo"],
    "timeline": ["timeline", "Asha Odongo", "--about", "Tanzania"],
    "positions": ["positions", "Asha Odongo", "--about", "Tanzania"],
    "network": ["network", "Asha Odongo"],
    "coverage": ["coverage", "lake plan.html"],
    "utterance": ["utterance", lake_record().statements[0].id],
    "compare": ["compare", "/ferries/1.txt", "/ferries/8.txt"],
    "actors": ["actors", "odongo"],
    "versions": ["versions", "lake plan.html"],
    "search": ["search", "lake", "tanzanian"],
    "problems": ["problems"],
    "info": ["info"],
    "version": ["version"],
    "sources": ["sources"],
    "judge": ["judge", "unsure", "Asha Odongo", "Tanzania"],
}

Out = pytest.CaptureFixture[bytes]


@pytest.fixture(autouse=True)
def record_db(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "asked.db"
    with Store(path, write=True) as store:
        store.add(lake_record())
        for n in range(60):
            store.add(small_record(n))
    monkeypatch.setenv("ONRECORD", str(path))
    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.chdir(tmp_path)
    return path


def ask(capfdbinary: Out, *arguments: str, code: int = 0) -> tuple[str, str]:
    assert run(list(arguments)) == code
    out, err = capfdbinary.readouterr()
    return out.decode(), err.decode()


def test_every_command_is_tried_here() -> None:
    assert set(QUESTIONS) | {"read", "copies", "stories", "alerts", "export", "report", "merge", "learn"} >= set(
        COMMANDS
    )


@pytest.mark.parametrize("name", list(COMMANDS))
def test_help_of_every_command(capfdbinary: Out, name: str) -> None:
    out, _ = ask(capfdbinary, name, "--help")
    for option in ("--json", "--jsonl", "--csv", "--limit"):
        assert option in out
    assert ("--record" in out) == (name not in {"learn", "merge", "read", "sources", "version"})


@pytest.mark.parametrize("name", list(QUESTIONS))
def test_tables_fit_and_bear_no_colour_when_piped(capfdbinary: Out, name: str) -> None:
    out, _ = ask(capfdbinary, *QUESTIONS[name])
    assert out.strip()
    assert "\x1b" not in out
    assert all(len(one) <= 100 and one == one.rstrip() for one in out.splitlines())


@pytest.mark.parametrize("name", list(QUESTIONS))
def test_json_jsonl_and_csv(capfdbinary: Out, name: str) -> None:
    json.loads(ask(capfdbinary, *QUESTIONS[name], "--json")[0])
    rows = [json.loads(one) for one in ask(capfdbinary, *QUESTIONS[name], "--jsonl")[0].splitlines()]
    assert rows
    table = list(csv.reader(io.StringIO(ask(capfdbinary, *QUESTIONS[name], "--csv")[0])))
    assert len(table) >= 2
    if name != "show":
        assert table[0] == list(rows[0])
        assert len(table) == len(rows) + 1


def test_a_line_of_said_is_as_the_format_says(capfdbinary: Out) -> None:
    (row,) = (json.loads(one) for one in ask(capfdbinary, *QUESTIONS["said"], "--jsonl")[0].splitlines())
    wanted = {
        "said_on": "2024-03-04", "published": "2024-03-05", "speaker": "Asha Odongo", "content": "“We will not sign it,”",
        "cue": "said", "via": ["Lakeshore News Agency", "Shore Daily"], "about": ["Tanzania"], "page": lake_record().id,
        "uri": "/pages/lake plan.html", "confidence": 0.9,
    }  # fmt: skip
    assert wanted.items() <= row.items()
    assert TEXT[slice(*row["spans"][0])] == row["content"]


def test_csv_is_exact_and_legible(capfdbinary: Out) -> None:
    (row,) = csv.DictReader(io.StringIO(ask(capfdbinary, *QUESTIONS["said"], "--csv")[0]))
    assert row["via"] == "Lakeshore News Agency; Shore Daily"
    start, end = map(int, row["spans"].split("-"))
    assert TEXT[start:end] == row["content"]


def test_csv_without_rows_has_its_heading(capfdbinary: Out) -> None:
    out, _ = ask(capfdbinary, "said", "--since", "2030", "--csv")
    assert out.startswith("said_on,")
    assert ask(capfdbinary, "said", "--since", "2030", "--json")[0] == "[]\n"


def test_screens_are_cut_and_say_so_but_data_is_not(capfdbinary: Out) -> None:
    _, err = ask(capfdbinary, "said")
    assert "50 of 63 shown; --limit 0 for all" in err
    out, err = ask(capfdbinary, "said", "--limit", "0")
    assert (out.count("\n published"), err) == (61, "")
    assert ask(capfdbinary, "said", "--jsonl")[0].count("\n") == 63
    assert ask(capfdbinary, "said", "--jsonl", "--limit", "7")[0].count("\n") == 7


def test_show_marks_the_evidence_in_brackets_when_piped(capfdbinary: Out) -> None:
    out, _ = ask(capfdbinary, "show", "odongo rejects")
    assert "[said1 “We will not sign it,”] [who1 Ms. Odongo] [cue1 said], according to" in " ".join(out.split())
    assert "Asha Odongo [did1 rejected] a plan" in out
    assert "left out: 1 teaser (--whole shows it)" in out
    assert "ten lakes to see" not in out
    assert "date conflict: the dateline and" in out
    assert "ten lakes to see" in ask(capfdbinary, "show", "odongo rejects", "--whole")[0]


def test_show_as_json_is_the_record(capfdbinary: Out) -> None:
    out, _ = ask(capfdbinary, "show", lake_record().id, "--json")
    assert msgspec.json.decode(out.encode(), type=Record) == lake_record()


def test_what_the_one_who_asks_should_know_goes_to_stderr(capfdbinary: Out) -> None:
    out, err = ask(capfdbinary, "said", "speaker", "--jsonl")
    assert out.count("\n") == 60
    assert err.startswith("onrecord: 'speaker' fits 7 actors")
    out, err = ask(capfdbinary, "said", "Nobody Known")
    assert out == ""
    assert "nobody on record is called 'Nobody Known'" in err
    assert "no statement on record fits" in err


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["said", "--since", "soon"], 2, "onrecord: 'soon' is no date"),
        (["show", "no such page"], 2, "onrecord: no page on record fits 'no such page'"),
        (["said", "--record", "missing.db"], 1, "onrecord: no record file missing.db"),
        (["said", "--json", "--csv"], 2, "--json and --csv are one too many"),
        (["tell"], 2, "no command 'tell'; there are read, learn, show"),
        (["said", "--whom"], 2, "No such option"),
        (["read", "nowhere.html"], 2, "nowhere.html"),
        (["read", ".", "--to", "out.docx"], 2, "cannot tell what 'out.docx' should be"),
        (["read"], 2, "Missing argument"),
    ],
)
def test_errors_are_a_line_and_an_exit_code(capfdbinary: Out, arguments: list[str], code: int, told: str) -> None:
    out, err = ask(capfdbinary, *arguments, code=code)
    assert out == ""
    assert told in err
    assert "Traceback" not in err
    assert len(err.splitlines()) <= 4


def test_a_fault_of_ours_is_a_line_with_a_hint(capfdbinary: Out, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("by nothing")

    monkeypatch.setattr("onrecord.cli.info.info", broken)
    _, err = ask(capfdbinary, "info", code=1)
    assert err == "onrecord: ZeroDivisionError: by nothing (a fault of onrecord; 'onrecord --debug …' shows where)\n"


def test_nothing_of_a_page_steers_the_terminal(record_db: Path, capfdbinary: Out) -> None:
    evil = "\x1b[2J\x9b31m\x07[bold red]x[/]\u202eabc\x00 :smile:"
    record = small_record(99)
    page = msgspec.structs.replace(record.page, title=f"T {evil}")
    statement = record.statements[0]
    assert statement.content is not None
    content = msgspec.structs.replace(statement.content, text=evil)
    statement = msgspec.structs.replace(statement, content=content)
    with Store(record_db, write=True) as store:
        store.add(msgspec.structs.replace(record, page=page, text=f"{record.text} {evil}", statements=(statement,)))
    for arguments in (
        ["show", record.id],
        ["show", record.id, "--whole"],
        ["said", "--limit", "0"],
        ["search", "ferry", "--limit", "0"],
    ):
        out, _ = ask(capfdbinary, *arguments)
        assert not set("\x1b\x9b\x07\u202e\x00") & set(out)
        assert "[bold red]x[/]" in out
        assert ":smile:" in out


def test_clean_and_line() -> None:
    assert clean("a\r\nb\tc\x1b\ud800é漢") == "a\nb\tc��é漢"
    assert line("  a \n\n b\x85c ") == "a b c"
    assert clean(None) == ""


def fake_read(raw: RawPage) -> Record:
    if isinstance(raw.content, bytes) and b"stop here" in raw.content:
        raise KeyboardInterrupt
    record = small_record(int.from_bytes(identify(raw)[0][:2].encode()))
    return msgspec.structs.replace(
        record, id=identify(raw)[0], input=msgspec.structs.replace(record.input, uri=raw.uri), statements=()
    )


@pytest.fixture
def pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    import onrecord.pipeline

    monkeypatch.setattr(onrecord.pipeline, "read_page", fake_read)
    folder = tmp_path / "pages"
    folder.mkdir()
    for n in range(5):
        (folder / f"{n}.html").write_text(f"<html><body><p>Page number {n}.</p></body></html>")
    return folder


def test_read_into_the_record_and_again(capfdbinary: Out, pages: Path) -> None:
    out, err = ask(capfdbinary, "read", str(pages), "--to", "new.db", "--jobs", "1")
    assert (out, err) == ("", "5 pages: 5 recorded; 0 statements, 0 events; 0 problems → new.db\n")
    (pages / "6.html").write_text("<html><body><p>One more.</p></body></html>")
    _, err = ask(capfdbinary, "read", str(pages), "--to", "new.db", "--jobs", "1")
    assert err.startswith("6 pages: 1 recorded, 5 already there; ")
    out, err = ask(capfdbinary, "read", str(pages), "--to", "new.db", "--jobs", "1", "--again", "--json")
    assert json.loads(out)["recorded"] == 6
    assert ask(capfdbinary, "read", str(pages), "--to", "new.db", "--quiet") == ("", "")


def test_read_to_other_forms(capfdbinary: Out, pages: Path, tmp_path: Path) -> None:
    out, _ = ask(capfdbinary, "read", str(pages), "--to", "-", "--jobs", "1", "--limit", "3")
    assert len([json.loads(one) for one in out.splitlines()]) == 3
    ask(capfdbinary, "read", str(pages), "--to", "out.jsonl.gz", "--jobs", "1")
    assert len(gzip.decompress((tmp_path / "out.jsonl.gz").read_bytes()).splitlines()) == 5
    ask(capfdbinary, "read", str(pages), "--to", "-", "--csv", code=2)


def test_read_goes_to_the_record_that_is_asked(capfdbinary: Out, pages: Path, record_db: Path) -> None:
    _, err = ask(capfdbinary, "read", str(pages), "--jobs", "1")
    assert err.endswith(f"→ {record_db}\n")


def test_interrupted(capfdbinary: Out, pages: Path) -> None:
    (pages / "3.html").write_text("<html><body><p>stop here</p></body></html>")
    _, err = ask(capfdbinary, "read", str(pages), "--to", "new.db", "--jobs", "1", code=130)
    assert err.startswith("stopped: 3 pages: 3 recorded;")
    assert "the same command again goes on from here" in err


def test_read_from_python(pages: Path) -> None:
    assert onrecord.read(pages / "0.html").input.uri.endswith("0.html")
    assert len(list(onrecord.read_all(pages))) == 5
    with pytest.raises(onrecord.InputError, match="read_all"):
        onrecord.read(pages)
    (pages.parent / "none").mkdir()
    with pytest.raises(onrecord.InputError, match="no page in"):
        onrecord.read(pages.parent / "none")


def command_line(*arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "onrecord", *arguments], capture_output=True, text=True, check=False, **options
    )  # type: ignore[call-overload, no-any-return]


def test_a_reader_that_has_gone_is_no_error() -> None:
    done = subprocess.run(
        f"{sys.executable} -m onrecord said --jsonl --limit 0 | head -1",
        shell=True, capture_output=True, text=True, check=False, env=os.environ,
    )  # fmt: skip
    assert done.stderr == ""
    assert len(done.stdout.splitlines()) == 1


def test_questions_load_nothing_heavy() -> None:
    code = (
        "import sys; from onrecord.cli.app import run; run(['said', '--limit', '1']); "
        "print([m for m in ('onnxruntime', 'trafilatura', 'pyarrow', 'numpy', 'lxml', 'httpx') if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.splitlines()[-1] == "[]"


@pytest.mark.skipif(os.name == "nt", reason="no pseudo-terminals there")
@pytest.mark.parametrize("width", [60, 80, 120])
def test_on_a_terminal(width: int) -> None:
    shown = on_terminal(width, "show", "odongo rejects")
    assert "\x1b[" in shown
    assert "[who1" not in shown
    assert "Ms. Odongo\x1b[0m\x1b[2m¹" in shown
    plain = on_terminal(width, "said", no_color="1")
    assert "\x1b[3" not in plain
    assert all(
        len(one.rstrip("\r")) <= width
        for one in plain.replace("\x1b[1m", "").replace("\x1b[2m", "").replace("\x1b[0m", "").split("\n")
    )


def on_terminal(width: int, *arguments: str, no_color: str = "") -> str:
    import fcntl
    import pty
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, width, 0, 0))
    env = {**os.environ, "TERM": "xterm-256color"} | ({"NO_COLOR": no_color} if no_color else {})
    with subprocess.Popen(
        [sys.executable, "-m", "onrecord", *arguments], stdin=theirs, stdout=theirs, stderr=theirs, env=env
    ) as running:
        os.close(theirs)
        held = b""
        while True:
            try:
                block = os.read(ours, 1 << 16)
            except OSError:  # the other end is closed: the program has ended
                break
            if not block:
                break
            held += block
        running.wait()
    os.close(ours)
    return held.decode()


def test_nothing_to_read_is_said(capfdbinary: Out, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    _, err = ask(capfdbinary, "read", "none", "--to", "new.db", "--jobs", "1")
    assert err.splitlines()[0] == "onrecord: there is no page in none"


def test_when_nothing_could_be_read_the_reading_failed(capfdbinary: Out, pages: Path, tmp_path: Path) -> None:
    refused, picture = "http://10.0.0.8/a", tmp_path / "a.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(40))
    for quiet in ([], ["--quiet"]):
        _, err = ask(capfdbinary, "read", refused, str(picture), "--to", "new.db", "--jobs", "1", *quiet, code=1)
        last = f"onrecord: nothing of {refused}, {picture} could be read (address refused, not a page)"
        assert err.splitlines()[-1] == last
    told = ask(capfdbinary, "problems", "--record", "new.db", "--jsonl")[0]
    assert refused in told
    assert str(picture) in told
    for _ in ("new", "on record already"):
        ask(capfdbinary, "read", refused, str(pages / "0.html"), "--to", "new.db", "--jobs", "1")


def test_what_is_left_aside_is_no_failure(capfdbinary: Out, tmp_path: Path) -> None:
    folder = tmp_path / "aside"
    folder.mkdir()
    (folder / ".hidden").write_text("nothing")
    (folder / "notes.log").write_text("nothing")
    _, err = ask(capfdbinary, "read", str(folder), "--to", "new.db", "--jobs", "1")
    assert "2 skipped" in err


def test_a_reader_that_leaves_is_no_failure() -> None:
    command = f"set -o pipefail; {sys.executable} -m onrecord said --limit 0 | head -1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, env=os.environ, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("form", ["--jsonl", "--csv", "--limit=0"])
def test_a_full_disk_behind_standard_output(form: str) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "onrecord", "said", form], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 1
    assert done.stderr.decode().startswith("onrecord: standard output cannot be written to: ")
    assert done.stderr.count(b"\n") == 1


def test_a_span_that_ends_before_it_begins(capfdbinary: Out) -> None:
    _, err = ask(capfdbinary, "said", "--since", "2025-03", "--until", "2024", code=2)
    assert "the first is later" in err


def test_a_verdict_that_is_none(capfdbinary: Out) -> None:
    _, err = ask(capfdbinary, "judge", "maybe", "Asha Odongo", "Tanzania", code=2)
    assert "there is no verdict 'maybe': say same, different, unsure" in err


def test_what_could_not_be_read_is_pointed_to(capfdbinary: Out, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(b"")
    _, err = ask(capfdbinary, "read", "page.html", "--to", "new.db")
    assert "1 problem → new.db\n'onrecord problems --record new.db' lists" in err
    out, _ = ask(capfdbinary, "problems", "--record", "new.db", "--jsonl")
    assert len(out.splitlines()) == 1
