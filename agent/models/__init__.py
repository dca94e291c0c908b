"""The language models a turn can use: a remote endpoint, and the embedded one."""
