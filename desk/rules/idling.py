"""When an idle desk locks."""

from dataclasses import dataclass


@dataclass
class Idling:
    """Since when nobody has touched the desk; instants are seconds of a clock that only rises."""

    seconds_max: float
    touched_at: float

    def touch(self, at: float) -> None:
        """Somebody is here."""
        self.touched_at = at

    def is_over(self, at: float) -> bool:
        """Whether nobody has been here for too long."""
        return at - self.touched_at >= self.seconds_max
