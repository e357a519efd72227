#ifndef BENCHMARKS_EPOLL_CLIENTS_H
#define BENCHMARKS_EPOLL_CLIENTS_H

#include <stdint.h>

// One thread, one epoll, so many connections in flight: the loop under the C clients of both libraries, so that what differs is the
// library.

enum client_step {
    CLIENT_WAITS,   // for the socket
    CLIENT_DONE,    // handshake complete, peer accepted
    CLIENT_REFUSED, // the peer's chain or name was refused
    CLIENT_FAILED,  // anything else
};

struct epoll_clients {
    uint16_t port; // on 127.0.0.1
    int in_flight;
    void *context;
    void *(*open)(void *context, int socket);      // NULL on failure
    enum client_step (*advance)(void *connection); // until it waits or has ended
    void (*close)(void *connection);               // the socket is the loop's
};

struct loopback_outcome {
    int64_t handshakes;
    int64_t refused;
    int64_t errors;
    int64_t cpu_ns; // user and system, all threads of this process
    int64_t wall_ns;
};

// Does `count` handshakes; what it counts and measures is of these alone. 0, or -1 if there is no epoll.
int epoll_clients_run(const struct epoll_clients *clients, int64_t count, struct loopback_outcome *outcome);

#endif
