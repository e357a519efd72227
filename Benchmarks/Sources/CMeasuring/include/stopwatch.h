#ifndef BENCHMARKS_STOPWATCH_H
#define BENCHMARKS_STOPWATCH_H

#include <stdint.h>

// The one stopwatch of all contenders, C and Swift. Between start and stop it adds up processor time and elapsed time, and under
// callgrind it has instructions counted there and nowhere else (`--collect-atstart=no`).

struct stopwatch {
    int64_t cpu_ns;      // processor time between start and stop, all of them added up
    int64_t wall_ns;     // elapsed time, added up the same way
    int64_t started_cpu; // of the last start
    int64_t started_wall;
    int of_process; // 0: the calling thread's processor time; 1: all threads'
};

void stopwatch_start(struct stopwatch *watch);
void stopwatch_stop(struct stopwatch *watch);

// User and system time of this process, all its threads, ended ones too.
int64_t stopwatch_process_cpu_ns(void);
int64_t stopwatch_now_ns(void);

// Whether callgrind can be told when to count: its header was there when this was built.
int stopwatch_knows_callgrind(void);

#endif
