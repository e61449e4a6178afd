"""Cases that belong together: linked side by side, or joined into one."""
