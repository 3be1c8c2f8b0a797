"""The subcommands of ``drafting-evals``: one module each, with its click command in ``COMMAND``. The folder is the list."""
