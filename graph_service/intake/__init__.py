"""The door of the loaders on the API: jobs that load files, and the state of what was loaded."""
