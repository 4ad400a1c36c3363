"""Runs a command and says what it took: `timed.py OUT COMMAND...`, OUT being where its standard output goes.

A process is charged with the memory of the one it was forked from, so it is started from here, where there is little.
"""

import os
import sys
import time

with open(sys.argv[1], "wb") as out:  # noqa: PTH123  # nothing is imported here that need not be
    start = time.perf_counter()
    child = os.posix_spawn(sys.argv[2], sys.argv[2:], os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, out.fileno(), 1)])
    _, status, used = os.wait4(child, 0)
    print(os.waitstatus_to_exitcode(status), time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss)
