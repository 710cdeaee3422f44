"""What must hold of the whole project: each law is a check, shown to hold here and to catch a planted breach."""
