"""Cases played through the assistant that the server runs, in a world of their own where they need one."""
