#include "stopwatch.h"

#include <sys/resource.h>
#include <time.h>

#if __has_include(<valgrind/callgrind.h>)
#include <valgrind/callgrind.h>
#else
#define CALLGRIND_TOGGLE_COLLECT
#define WITHOUT_CALLGRIND 1
#endif

static int64_t read_clock(clockid_t clock) {
    struct timespec time;
    clock_gettime(clock, &time);
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

static int64_t processor_time(const struct stopwatch *watch) {
    return read_clock(watch->of_process ? CLOCK_PROCESS_CPUTIME_ID : CLOCK_THREAD_CPUTIME_ID);
}

void stopwatch_start(struct stopwatch *watch) {
    watch->started_wall = stopwatch_now_ns();
    watch->started_cpu = processor_time(watch);
    CALLGRIND_TOGGLE_COLLECT;
}

void stopwatch_stop(struct stopwatch *watch) {
    CALLGRIND_TOGGLE_COLLECT;
    watch->cpu_ns += processor_time(watch) - watch->started_cpu;
    watch->wall_ns += stopwatch_now_ns() - watch->started_wall;
}

int64_t stopwatch_now_ns(void) { return read_clock(CLOCK_MONOTONIC); }

int64_t stopwatch_process_cpu_ns(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    int64_t seconds = (int64_t)usage.ru_utime.tv_sec + usage.ru_stime.tv_sec;
    return seconds * 1000000000 + ((int64_t)usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1000;
}

int stopwatch_knows_callgrind(void) {
#ifdef WITHOUT_CALLGRIND
    return 0;
#else
    return 1;
#endif
}
