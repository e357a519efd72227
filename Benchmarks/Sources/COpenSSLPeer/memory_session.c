#ifdef COPENSSLPEER_AVAILABLE
#include "context.h"

#include <openssl/bio.h>
#include <stdlib.h>

struct opensslpeer_session {
    struct opensslpeer_context *context;
    SSL *handle;
    BIO *incoming; // the session owns both
    BIO *outgoing;
};

struct opensslpeer_session *opensslpeer_session_new(struct opensslpeer_context *context) {
    struct opensslpeer_session *session = calloc(1, sizeof *session);
    if (!session) return NULL;
    session->context = context;
    session->handle = opensslpeer_new_session(context);
    session->incoming = BIO_new(BIO_s_mem());
    session->outgoing = BIO_new(BIO_s_mem());
    if (!session->handle || !session->incoming || !session->outgoing) {
        BIO_free(session->incoming);
        BIO_free(session->outgoing);
        SSL_free(session->handle);
        free(session);
        return NULL;
    }
    SSL_set_bio(session->handle, session->incoming, session->outgoing);
    return session;
}

int opensslpeer_session_advance(struct opensslpeer_session *session, const uint8_t *input, size_t count) {
    if (count > 0 && BIO_write(session->incoming, input, (int)count) != (int)count) return -1;
    return opensslpeer_take_step(session->handle);
}

const uint8_t *opensslpeer_session_output(const struct opensslpeer_session *session, size_t *count) {
    char *start = NULL;
    long there = BIO_get_mem_data(session->outgoing, &start);
    *count = there > 0 ? (size_t)there : 0;
    return (const uint8_t *)start;
}

void opensslpeer_session_clear_output(struct opensslpeer_session *session) { (void)BIO_reset(session->outgoing); }

int opensslpeer_session_is_resumed(const struct opensslpeer_session *session) { return SSL_session_reused(session->handle); }

int opensslpeer_session_keep(struct opensslpeer_session *session) {
    char octet;
    SSL_read(session->handle, &octet, 1); // the tickets of TLS 1.3 come after the handshake
    SSL_SESSION *kept = SSL_get1_session(session->handle);
    if (!kept || !SSL_SESSION_is_resumable(kept)) {
        SSL_SESSION_free(kept);
        return -1;
    }
    SSL_SESSION_free(session->context->resumption);
    session->context->resumption = kept;
    return 0;
}

void opensslpeer_session_free(struct opensslpeer_session *session) {
    if (!session) return;
    // Without this OpenSSL thinks that the session ended badly, and must not be resumed.
    SSL_set_shutdown(session->handle, SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN);
    SSL_free(session->handle);
    free(session);
}
#endif
