// Ends the process with SIGKILL just before one of its system calls that change files.
//
// A program that links this has its own open, write, rename and so on; the shared libraries in it call these too. Reads
// are not counted, and flushes to the disk neither: a killed process loses nothing of what the kernel has.
#ifndef KILL_POINTS_H
#define KILL_POINTS_H

/// The call with this number, counted from 1 and from now on, is the one that does not happen; 0 is none.
void kill_points_arm(long number);

/// Counts as one more of them.
void kill_points_pass(void);

/// The calls since then.
long kill_points_count(void);

#endif
