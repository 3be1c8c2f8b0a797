"""The reports: one module each, with its click command in ``COMMAND``. ``drafting-evals report NAME`` finds it here."""
