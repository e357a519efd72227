#ifdef COPENSSLPEER_AVAILABLE
#include "context.h"

#include <stdlib.h>

struct connection {
    struct opensslpeer_context *context;
    SSL *session;
};

static void *open_connection(void *context, int socket) {
    struct connection *connection = calloc(1, sizeof *connection);
    if (!connection) return NULL;
    connection->context = context;
    connection->session = opensslpeer_new_session(context);
    if (connection->session && SSL_set_fd(connection->session, socket) == 1) return connection;
    SSL_free(connection->session);
    free(connection);
    return NULL;
}

static enum client_step advance(void *pointer) {
    struct connection *connection = pointer;
    switch (opensslpeer_take_step(connection->session)) {
    case 0: return CLIENT_WAITS;
    case -2: return CLIENT_REFUSED;
    case 1: break;
    default: return CLIENT_FAILED;
    }
    enum client_step step = CLIENT_DONE;
    if (connection->context->flags & OPENSSLPEER_JUDGED_AFTERWARDS) {
        int verdict = opensslpeer_judge_afterwards(connection->context, connection->session);
        if (verdict != 1) step = verdict == 0 ? CLIENT_REFUSED : CLIENT_FAILED;
    }
    SSL_shutdown(connection->session);
    return step;
}

static void close_connection(void *pointer) {
    struct connection *connection = pointer;
    SSL_free(connection->session);
    free(connection);
}

int opensslpeer_loopback(struct opensslpeer_context *context, uint16_t port, int in_flight, int64_t count,
                         struct loopback_outcome *outcome) {
    struct epoll_clients clients = {
        .port = port,
        .in_flight = in_flight,
        .context = context,
        .open = open_connection,
        .advance = advance,
        .close = close_connection,
    };
    return epoll_clients_run(&clients, count, outcome);
}
#endif
