"""A process as a frozen table: states with grants, transitions with their permission, acts that move nothing."""

from collections.abc import Collection, Iterator, Mapping
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
    """One act that moves a thing from one of `sources` to `target`, or in cases the act knows to one of `otherwise`."""

    act: str
    sources: tuple[str, ...]
    target: str
    permission: Permission
    otherwise: tuple[str, ...] = ()

    @property
    def targets(self) -> tuple[str, ...]:
        return (self.target, *self.otherwise)


@dataclass(frozen=True)
class Standing:
    """One act that may be done in these states and leaves the thing in its state."""

    act: str
    states: tuple[str, ...]
    permission: Permission


class Workflow:
    """The table, checked for sense when it is built.

    `variants` are states of the same name with other grants, which hold while something besides the state is so.
    """

    def __init__(
        self,
        states: tuple[State, ...],
        transitions: tuple[Transition, ...],
        initial: str,
        *,
        standing: tuple[Standing, ...] = (),
        variants: Mapping[str, State] | None = None,
    ) -> None:
        self.states = {state.name: state for state in states}
        self.transitions = {transition.act: transition for transition in transitions}
        self.standing = {act.act: act for act in standing}
        self.variants = dict(variants or {})
        self.initial = initial
        named = {initial} | {name for t in transitions for name in (*t.sources, *t.targets)}
        named |= {name for act in standing for name in act.states} | {s.name for s in self.variants.values()}
        if unknown := named - set(self.states):
            raise ValueError(f"unknown states: {sorted(unknown)}")
        for t in transitions:
            self._check(t.act, t.sources, t.permission)
        for act in standing:
            self._check(act.act, act.states, act.permission)

    def _check(self, act: str, states: tuple[str, ...], permission: Permission) -> None:
        for name in states:
            if not any(permission in given for state in self.standings(name) for given in state.grants.values()):
                raise ValueError(f"nobody may {act} in {name}")

    def standings(self, name: str) -> Iterator[State]:
        """The state of this name, and its variants."""
        yield self.states[name]
        yield from (state for state in self.variants.values() if state.name == name)

    def target(self, act: str, state: str, otherwise: str | None = None) -> str:
        """The state that `act` leads to from `state`; refuses when the table has no such step.

        Raises ValueError for another target than the table knows.
        """
        transition = self.transitions[act]
        if state not in transition.sources:
            raise NotInThisState(act=act, state=state)
        if otherwise is None:
            return transition.target
        if otherwise not in transition.targets:
            raise ValueError(f"{act} does not lead to {otherwise}")
        return otherwise

    def check(self, act: str, state: str) -> None:
        """Refuse an act that moves nothing where the table does not have it."""
        if state not in self.standing[act].states:
            raise NotInThisState(act=act, state=state)

    def grants_anywhere(self, permission: Permission, who: Collection[Role | str]) -> bool:
        """Whether any of these, roles or other keys of the grants, has the permission in some state."""
        return any(
            permission in permissions
            for state in (*self.states.values(), *self.variants.values())
            for key, permissions in state.grants.items()
            if key in who
        )

    def acts_from(self, state: str) -> list[Transition]:
        return [t for t in self.transitions.values() if state in t.sources]

    def standing_in(self, state: str) -> list[Standing]:
        """The acts that may be done in a state and move nothing."""
        return [act for act in self.standing.values() if state in act.states]
