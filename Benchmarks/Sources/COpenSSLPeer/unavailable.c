#ifndef COPENSSLPEER_AVAILABLE
#include "COpenSSLPeer.h"

// Built without OpenSSL's headers: nothing can be made, and the version says so.

const char *opensslpeer_version(void) { return NULL; }

struct opensslpeer_context *opensslpeer_context_new(const char *roots_file, const char *host, unsigned flags) {
    (void)roots_file, (void)host, (void)flags;
    return NULL;
}
void opensslpeer_context_free(struct opensslpeer_context *context) { (void)context; }

struct opensslpeer_session *opensslpeer_session_new(struct opensslpeer_context *context) {
    (void)context;
    return NULL;
}
int opensslpeer_session_advance(struct opensslpeer_session *session, const uint8_t *input, size_t count) {
    (void)session, (void)input, (void)count;
    return -1;
}
const uint8_t *opensslpeer_session_output(const struct opensslpeer_session *session, size_t *count) {
    (void)session;
    *count = 0;
    return NULL;
}
void opensslpeer_session_clear_output(struct opensslpeer_session *session) { (void)session; }
int opensslpeer_session_is_resumed(const struct opensslpeer_session *session) {
    (void)session;
    return 0;
}
int opensslpeer_session_keep(struct opensslpeer_session *session) {
    (void)session;
    return -1;
}
void opensslpeer_session_free(struct opensslpeer_session *session) { (void)session; }

int opensslpeer_loopback(struct opensslpeer_context *context, uint16_t port, int in_flight, int64_t count,
                         struct loopback_outcome *outcome) {
    (void)context, (void)port, (void)in_flight, (void)count, (void)outcome;
    return -1;
}

struct opensslpeer_chain *opensslpeer_chain_new(void) { return NULL; }
int opensslpeer_chain_add(struct opensslpeer_chain *chain, const uint8_t *der, size_t count) {
    (void)chain, (void)der, (void)count;
    return -1;
}
void opensslpeer_chain_free(struct opensslpeer_chain *chain) { (void)chain; }
int opensslpeer_chain_verify(const struct opensslpeer_context *context, const struct opensslpeer_chain *chain) {
    (void)context, (void)chain;
    return -1;
}

int opensslpeer_parse(const uint8_t *der, size_t count) {
    (void)der, (void)count;
    return -1;
}

struct opensslpeer_certificate *opensslpeer_certificate_new(const uint8_t *der, size_t count) {
    (void)der, (void)count;
    return NULL;
}
int opensslpeer_certificate_matches(const struct opensslpeer_certificate *certificate, const char *host) {
    (void)certificate, (void)host;
    return 0;
}
void opensslpeer_certificate_free(struct opensslpeer_certificate *certificate) { (void)certificate; }

int opensslpeer_load_trust(const char *roots_file) {
    (void)roots_file;
    return -1;
}
#endif
