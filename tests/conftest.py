"""What every test shares: one Hypothesis profile, and a fixed noon."""

from hypothesis import HealthCheck, settings

# Two busy cores make single examples slow now and then; the suite's own time limit is enough.
settings.register_profile(
    "desk", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
settings.load_profile("desk")
