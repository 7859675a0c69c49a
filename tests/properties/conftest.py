"""Properties are judged by what they find, not by how busy the machine is while they look."""

from hypothesis import HealthCheck, settings

settings.register_profile("no stopwatch", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("no stopwatch")
