"""A check of the law as JUnit XML, which every CI server draws: one suite a file, one test a case.

What cannot stand in XML is written out in code. A warning is told and does not fail; a case that was not run is skipped.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from ircomply.report.as_text import escaped, objection_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ircomply.engine.checking import Checked
    from ircomply.model.objection import Objection

FORM = "reads and holds together"
"""The one test that every file has: what is wrong with it besides its cases."""
NOT_RUN = "its law, or law that it hangs on, could not be computed"


def junit(found: Checked, fails: Callable[[Objection], bool]) -> str:
    """Give the report; `fails` says which objections fail a test."""
    suites = ET.Element("testsuites", name="ircomply rules check")
    for name in sorted({*found.files, *(_file(one) for one in found.objections)}):
        _suite(suites, name, found, fails)
    for count in ("tests", "failures", "skipped"):
        suites.set(count, str(sum(int(suite.get(count, "0")) for suite in suites)))
    ET.indent(suites, " ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(suites, encoding="unicode")}\n'


def _suite(suites: ET.Element, name: str, found: Checked, fails: Callable[[Objection], bool]) -> None:
    suite = ET.SubElement(suites, "testsuite", name=escaped(name))
    cases = [(case.name, case.objections) for case in found.ran.cases if case.file == name]
    told = {id(one) for _, objections in cases for one in objections}
    rest = tuple(one for one in found.objections if _file(one) == name and id(one) not in told)
    for title, objections in ((FORM, rest), *cases):
        _test(suite, name, title, objections, fails)
    for case in found.ran.held:
        if case.file == name:
            test = ET.SubElement(suite, "testcase", classname=escaped(name), name=escaped(case.name))
            ET.SubElement(test, "skipped", message=NOT_RUN)
    suite.set("tests", str(len(suite)))
    for count, kind in (("failures", "failure"), ("skipped", "skipped")):
        suite.set(count, str(len(suite.findall(f"testcase/{kind}"))))


def _test(
    suite: ET.Element, file: str, title: str, objections: Iterable[Objection], fails: Callable[[Objection], bool]
) -> None:
    test = ET.SubElement(suite, "testcase", classname=escaped(file), name=escaped(title))
    wrong = [one for one in objections if fails(one)]
    warned = [one for one in objections if not fails(one)]
    if wrong:
        first = escaped(wrong[0].message)
        ET.SubElement(test, "failure", type=wrong[0].rule, message=first).text = _text(wrong)
    if warned:
        ET.SubElement(test, "system-out").text = _text(warned)


def _text(objections: Iterable[Objection]) -> str:
    return "\n".join(objection_text(one) for one in objections)


def _file(one: Objection) -> str:
    return one.span.document.name if one.span else "the command"
