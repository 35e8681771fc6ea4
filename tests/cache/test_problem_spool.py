"""Problems that were put aside come back as they were, in their order."""

from factledger.cache.problem_spool import ProblemsAside
from factledger.model.problems import Place, Problem, Severity


def test_all_problems_come_back_each_time():
    problems = [
        Problem(
            Place("a.md", number, 1), "dispute", "sources disagree", also=(Place("b.md"),), severity=Severity.WARNING
        )
        for number in range(2_500)
    ]
    aside = ProblemsAside(problems)
    assert [*aside] == problems
    assert [*aside] == problems
    assert [*ProblemsAside(())] == []
