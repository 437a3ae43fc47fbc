"""How the newsroom is run for real: files for nginx, Varnish, systemd and Docker, and all of it at once for a trial."""
