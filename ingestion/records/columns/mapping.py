"""Which columns feed which field, and which are kept under their own names."""

from dataclasses import dataclass, field


@dataclass
class Mapping:
    """Columns (by place, from 0) of each field; the rest is kept under its own name."""

    columns: tuple[str, ...]
    fields: dict[str, list[int]] = field(default_factory=dict[str, list[int]])
    constants: dict[str, str] = field(default_factory=dict[str, str])
    ignored: list[int] = field(default_factory=list[int])
    system: str = ""
    """The maintenance system whose export it is, where it was recognised."""
    in_code: bool = False
    """The names of the columns are part of an alarm's code ("SPN 100 FMI 3")."""

    @property
    def used(self) -> set[int]:
        """Places of the columns that feed a field."""
        return {place for places in self.fields.values() for place in places}

    @property
    def kept(self) -> list[int]:
        """Places of the columns that are kept in `fields`."""
        return [n for n in range(len(self.columns)) if n not in self.used and n not in self.ignored]

    def named(self) -> dict[str, str]:
        """Field -> the column's name; two columns are joined by a plus."""
        return {name: " + ".join(self.columns[n] for n in places) for name, places in self.fields.items()}
