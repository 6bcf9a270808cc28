"""The strategy with its priorities, the assessment it grows out of, and the scoring between the two."""

from frankpledge.strategy.models.assessments import (
    Answer,
    Assessment,
    AssessmentSection,
    Evidence,
    Finding,
    Paper,
    View,
    ViewTheme,
)
from frankpledge.strategy.models.problems import Matrix, MatrixVersion, Problem, RankOverride, Score
from frankpledge.strategy.models.strategies import (
    AuthorityStep,
    Priority,
    PriorityObjective,
    StrategicTarget,
    Strategy,
    StrategyEdition,
    TargetReading,
)

__all__ = [
    "Answer",
    "Assessment",
    "AssessmentSection",
    "AuthorityStep",
    "Evidence",
    "Finding",
    "Matrix",
    "MatrixVersion",
    "Paper",
    "Priority",
    "PriorityObjective",
    "Problem",
    "RankOverride",
    "Score",
    "StrategicTarget",
    "Strategy",
    "StrategyEdition",
    "TargetReading",
    "View",
    "ViewTheme",
]
