"""A process as a frozen table: states with grants, transitions with their permission."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from .errors import NotInThisState
from .permissions import Permission
from .roles import Role
from .text import TranslationString


@dataclass(frozen=True)
class State:
    """Where a thing stands, and who may do what to it there."""

    name: str
    label: TranslationString
    grants: Mapping[Role | str, tuple[Permission, ...]] = field(default_factory=dict)
    final: bool = False
    official_code: int | None = None
    """The national code of the state, where it has one (domain: 2.3)."""


@dataclass(frozen=True)
class Transition:
    """One act that moves a thing from one of `sources` to `target`."""

    act: str
    sources: tuple[str, ...]
    target: str
    permission: Permission


class Workflow:
    """The table, checked for sense when it is built."""

    def __init__(self, states: tuple[State, ...], transitions: tuple[Transition, ...], initial: str) -> None:
        self.states = {state.name: state for state in states}
        self.transitions = {transition.act: transition for transition in transitions}
        self.initial = initial
        named = {initial} | {name for t in transitions for name in (*t.sources, t.target)}
        if unknown := named - set(self.states):
            raise ValueError(f"unknown states: {sorted(unknown)}")
        for t in transitions:
            for source in t.sources:
                if not any(t.permission in given for given in self.states[source].grants.values()):
                    raise ValueError(f"nobody may {t.act} in {source}")

    def target(self, act: str, state: str) -> str:
        """The state that `act` leads to from `state`; refuses when the table has no such step."""
        transition = self.transitions[act]
        if state not in transition.sources:
            raise NotInThisState(act=act, state=state)
        return transition.target

    def grants_anywhere(self, permission: Permission, who: Collection[Role | str]) -> bool:
        """Whether any of these, roles or other keys of the grants, has the permission in some state."""
        return any(
            permission in permissions
            for state in self.states.values()
            for key, permissions in state.grants.items()
            if key in who
        )

    def acts_from(self, state: str) -> list[Transition]:
        return [t for t in self.transitions.values() if state in t.sources]
