#ifdef COPENSSLPEER_AVAILABLE
#include "context.h"

#include <openssl/crypto.h>
#include <openssl/err.h>
#include <stdlib.h>
#include <string.h>

const char *opensslpeer_version(void) { return OpenSSL_version(OPENSSL_VERSION_STRING); }

static int set_up(struct opensslpeer_context *context, const char *roots_file, const char *host) {
    context->host = strdup(host);
    context->handle = SSL_CTX_new(TLS_client_method());
    if (!context->host || !context->handle) return -1;
    int version = context->flags & OPENSSLPEER_TLS12 ? TLS1_2_VERSION : TLS1_3_VERSION;
    SSL_CTX_set_min_proto_version(context->handle, version);
    SSL_CTX_set_max_proto_version(context->handle, version);
    if (!(context->flags & OPENSSLPEER_TICKETS)) SSL_CTX_set_options(context->handle, SSL_OP_NO_TICKET);
    SSL_CTX_set_session_cache_mode(context->handle, SSL_SESS_CACHE_OFF);
    SSL_CTX_set_verify(context->handle, context->flags & OPENSSLPEER_JUDGED_AFTERWARDS ? SSL_VERIFY_NONE : SSL_VERIFY_PEER, NULL);
    if (SSL_CTX_set1_groups_list(context->handle, "X25519:P-256:P-384") != 1) return -1;
    return SSL_CTX_load_verify_file(context->handle, roots_file) == 1 ? 0 : -1;
}

struct opensslpeer_context *opensslpeer_context_new(const char *roots_file, const char *host, unsigned flags) {
    struct opensslpeer_context *context = calloc(1, sizeof *context);
    if (!context) return NULL;
    context->flags = flags;
    if (set_up(context, roots_file, host) == 0) return context;
    opensslpeer_context_free(context);
    return NULL;
}

void opensslpeer_context_free(struct opensslpeer_context *context) {
    if (!context) return;
    SSL_SESSION_free(context->resumption);
    SSL_CTX_free(context->handle);
    free(context->host);
    free(context);
}

SSL *opensslpeer_new_session(struct opensslpeer_context *context) {
    SSL *session = SSL_new(context->handle);
    if (!session) return NULL;
    SSL_set_connect_state(session);
    int checks = !(context->flags & OPENSSLPEER_JUDGED_AFTERWARDS);
    if (SSL_set_tlsext_host_name(session, context->host) != 1 || (checks && SSL_set1_host(session, context->host) != 1)) {
        SSL_free(session);
        return NULL;
    }
    if (context->resumption) SSL_set_session(session, context->resumption);
    return session;
}

int opensslpeer_take_step(SSL *session) {
    ERR_clear_error();
    int result = SSL_do_handshake(session);
    if (result == 1) return 1;
    switch (SSL_get_error(session, result)) {
    case SSL_ERROR_WANT_READ:
    case SSL_ERROR_WANT_WRITE: return 0;
    default: return SSL_get_verify_result(session) != X509_V_OK ? -2 : -1;
    }
}
#endif
