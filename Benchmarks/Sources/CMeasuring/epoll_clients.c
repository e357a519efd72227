#include "epoll_clients.h"
#include "stopwatch.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

struct connection {
    int socket;
    void *client;
};

struct run {
    const struct epoll_clients *clients;
    struct loopback_outcome *outcome;
    int epoll;
    int64_t unstarted;
    int in_flight;
};

static void count_step(struct loopback_outcome *outcome, enum client_step step) {
    switch (step) {
    case CLIENT_DONE: outcome->handshakes++; break;
    case CLIENT_REFUSED: outcome->refused++; break;
    default: outcome->errors++; break;
    }
}

static int connect_to(uint16_t port) {
    int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (descriptor < 0) return -1;
    int yes = 1;
    setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    if (connect(descriptor, (struct sockaddr *)&address, sizeof address) == 0 || errno == EINPROGRESS) return descriptor;
    close(descriptor);
    return -1;
}

static int begin(struct run *run) {
    run->unstarted--;
    struct connection *connection = calloc(1, sizeof *connection);
    if (!connection) return -1;
    connection->socket = connect_to(run->clients->port);
    if (connection->socket < 0) {
        free(connection);
        return -1;
    }
    connection->client = run->clients->open(run->clients->context, connection->socket);
    // Edges: one registration serves the connection from connect to close.
    struct epoll_event event = {.events = EPOLLIN | EPOLLOUT | EPOLLET, .data.ptr = connection};
    if (!connection->client || epoll_ctl(run->epoll, EPOLL_CTL_ADD, connection->socket, &event) != 0) {
        if (connection->client) run->clients->close(connection->client);
        close(connection->socket);
        free(connection);
        return -1;
    }
    run->in_flight++;
    return 0;
}

static void fill(struct run *run) {
    while (run->unstarted > 0 && run->in_flight < run->clients->in_flight)
        if (begin(run) != 0) run->outcome->errors++;
}

static void serve(struct run *run, struct connection *connection, uint32_t events) {
    enum client_step step = CLIENT_WAITS;
    if (events & (EPOLLERR | EPOLLHUP) && !(events & EPOLLIN)) step = CLIENT_FAILED;
    if (step == CLIENT_WAITS) step = run->clients->advance(connection->client);
    if (step == CLIENT_WAITS) return;
    count_step(run->outcome, step);
    run->clients->close(connection->client);
    close(connection->socket);
    free(connection);
    run->in_flight--;
}

int epoll_clients_run(const struct epoll_clients *clients, int64_t count, struct loopback_outcome *outcome) {
    memset(outcome, 0, sizeof *outcome);
    struct run run = {.clients = clients, .outcome = outcome, .epoll = epoll_create1(EPOLL_CLOEXEC), .unstarted = count};
    if (run.epoll < 0) return -1;
    int64_t cpu = stopwatch_process_cpu_ns(), wall = stopwatch_now_ns();
    fill(&run);
    while (run.in_flight > 0) {
        struct epoll_event events[64];
        int ready = epoll_wait(run.epoll, events, 64, 10000);
        if (ready == 0 || (ready < 0 && errno != EINTR)) {
            outcome->errors += run.in_flight; // a stalled run is a failed run; the process ends soon
            break;
        }
        for (int index = 0; index < ready; index++) serve(&run, events[index].data.ptr, events[index].events);
        fill(&run);
    }
    outcome->cpu_ns = stopwatch_process_cpu_ns() - cpu;
    outcome->wall_ns = stopwatch_now_ns() - wall;
    close(run.epoll);
    return 0;
}
