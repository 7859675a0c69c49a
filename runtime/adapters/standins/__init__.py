"""Stand-ins for the outside world, for the demo and the tests: they speak the real protocols and keep what
they receive.
"""
