"""The page in a real browser, JupyterLab and Voila."""
