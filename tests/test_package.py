"""The package as it is installed: with the default library, the styles and the program."""

import os
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest
from hatchling.builders.sdist import SdistBuilder
from hatchling.builders.wheel import WheelBuilder
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """The wheel, unpacked as an installer would."""
    folder = tmp_path_factory.mktemp("wheel")
    (wheel,) = WheelBuilder(str(ROOT)).build(directory=str(folder))
    site = folder / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    return site


@pytest.mark.parametrize(
    "path",
    [
        "pprkb/library/data/references.bib",
        "pprkb/library/data/topics.yaml",
        "pprkb/library/data/research-types.yaml",
        "pprkb/library/data/summaries/2016-04-common-factors.md",
        "pprkb/library/data/reading-lists/therapeutic-alliance.yaml",
        "pprkb/csl/styles/apa.csl",
        "pprkb/csl/styles/LICENSE",
        "pprkb/documents/writers/page.css",
        "pprkb/py.typed",
    ],
)
def test_the_wheel_holds(installed, path):
    assert (installed / path).is_file()


def test_the_package_says_what_it_is(installed):
    (metadata,) = installed.glob("pprkb-*.dist-info/METADATA")
    fields = metadata.read_text(encoding="utf-8").partition("\n\n")[0].splitlines()
    assert "License-Expression: MIT AND CC-BY-SA-3.0" in fields
    assert "Classifier: Typing :: Typed" in fields
    licences = [line.partition(": ")[2] for line in fields if line.startswith("License-File:")]
    texts = [(metadata.parent / "licenses" / path).read_text(encoding="utf-8") for path in licences]
    assert [text.splitlines()[0] for text in texts] == [
        "MIT License",
        "Creative Commons Legal Code",
    ]


def test_links_are_absolute_once_the_project_has_an_address(installed):
    (metadata,) = installed.glob("pprkb-*.dist-info/METADATA")
    fields, _, description = metadata.read_text(encoding="utf-8").partition("\n\n")
    relative = re.findall(r"\]\((?!https?:|#)([^)]+)\)", description)
    assert not relative or "\nProject-URL: " not in fields


def test_the_archive_of_the_sources_holds_what_the_repository_does(tmp_path):
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if done.returncode:
        pytest.skip("this is no clone")
    archive = SdistBuilder(str(ROOT)).build(directory=str(tmp_path))
    with tarfile.open(next(archive)) as opened:
        held = {name.partition("/")[2] for name in opened.getnames()}
    wanted = {name for name in done.stdout.decode().split("\0") if name and (ROOT / name).exists()}
    assert wanted <= held


def test_each_style_that_comes_with_the_package_is_under_the_licence_beside_it():
    for style in ROOT.glob("src/pprkb/csl/styles/*.csl"):
        assert "creativecommons.org/licenses/by-sa/3.0/" in style.read_text(encoding="utf-8"), style


def test_the_installed_program_reads_its_own_library(installed, tmp_path):
    script = (
        f"import sys; sys.path.insert(0, {str(installed)!r})\n"
        "import pprkb; assert pprkb.__file__.startswith(sys.path[0]), pprkb.__file__\n"
        "from pprkb.cli.main import main\n"
        "sys.argv = ['pprkb', 'list', '--topic', 'alliance']\n"
        "main()"
    )
    environment = os.environ | {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    environment.pop("PPRKB_LIBRARY", None)
    before = sorted(installed.rglob("*"))
    done = subprocess.run(
        [sys.executable, "-B", "-c", script],
        capture_output=True,
        encoding="utf-8",
        cwd=tmp_path,
        env=environment,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Wampold & Imel (2015)" in done.stdout
    # An installed library is read-only: its database is in the user's cache.
    assert sorted(installed.rglob("*")) == before
    assert list((tmp_path / "cache").rglob("*.db"))


def test_the_requirements_of_developers_are_versions_and_hashes_and_fit_the_ranges_of_users():
    text = (ROOT / "requirements-dev.txt").read_text(encoding="utf-8")
    pinned = {}
    for entry in text.replace("\\\n", " ").splitlines():
        requirement, *hashes = re.split(r"\s+--hash=sha256:", entry.strip())
        name, version = re.fullmatch(r"([a-z0-9-]+)==([\w.]+)(?: ; .+)?", requirement).groups()
        assert hashes, name
        assert all(re.fullmatch(r"[0-9a-f]{64}", digest) for digest in hashes), name
        pinned[name] = version
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [
        *project["build-system"]["requires"],
        *project["project"]["dependencies"],
        *project["project"]["optional-dependencies"]["dev"],
    ]
    for requirement in map(Requirement, wanted):
        version = pinned[canonicalize_name(requirement.name)]
        assert requirement.specifier.contains(version), f"{requirement}: {version} is pinned"


def test_no_group_is_repeated_possessively():
    """Before 3.11.5 Python loses its way in such a group (CPython issue 106052)."""
    group = re.compile(r"\)(?:\+|\*|\?|\{+[\d,]*\}+)\+")
    found = {
        path.name: line.strip()
        for path in ROOT.glob("src/pprkb/**/*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if group.search(line) and re.search(r"\b(?:r|rf|fr)[\"']", line)
    }
    # The braces of a value hold nothing that could be given back; it was compared on 3.11.2.
    assert found.keys() <= {"split.py"}, found
