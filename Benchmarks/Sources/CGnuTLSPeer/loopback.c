#include "context.h"

// A connection is its GnuTLS session and nothing else.

static void *open_connection(void *context, int socket) {
    gnutls_session_t session = gnutlspeer_new_session(context);
    if (session) gnutls_transport_set_int(session, socket);
    return session;
}

static enum client_step advance(void *connection) {
    gnutls_session_t session = connection;
    while (1) {
        int status = gnutls_handshake(session);
        switch (status) {
        case GNUTLS_E_SUCCESS: gnutls_bye(session, GNUTLS_SHUT_WR); return CLIENT_DONE;
        case GNUTLS_E_AGAIN: return CLIENT_WAITS;
        case GNUTLS_E_CERTIFICATE_VERIFICATION_ERROR: return CLIENT_REFUSED;
        default:
            if (gnutls_error_is_fatal(status)) return CLIENT_FAILED;
        }
    }
}

static void close_connection(void *connection) { gnutls_deinit(connection); }

int gnutlspeer_loopback(struct gnutlspeer_context *context, uint16_t port, int in_flight, int64_t count,
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
