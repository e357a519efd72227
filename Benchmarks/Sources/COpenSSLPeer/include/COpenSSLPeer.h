#ifndef BENCHMARKS_COPENSSLPEER_H
#define BENCHMARKS_COPENSSLPEER_H

#include <epoll_clients.h>
#include <stddef.h>
#include <stdint.h>

// The same tasks in C on libssl and libcrypto. Where their headers were missing, `opensslpeer_version` gives NULL, and so does everything
// that makes something.

const char *opensslpeer_version(void);

// What all sessions of a run share: trust store, groups (X25519 first), host name.
struct opensslpeer_context;

enum {
    OPENSSLPEER_TLS12 = 1,
    OPENSSLPEER_TICKETS = 2,
    OPENSSLPEER_JUDGED_AFTERWARDS = 4, // as tls-scan does: any peer completes the handshake; then its chain is verified and described
};

struct opensslpeer_context *opensslpeer_context_new(const char *roots_file, const char *host, unsigned flags);
void opensslpeer_context_free(struct opensslpeer_context *context);

// A client handshake through memory.
struct opensslpeer_session;

struct opensslpeer_session *opensslpeer_session_new(struct opensslpeer_context *context);
// 1: complete; 0: wants input; -1: failed; -2: the peer was refused. Output may be waiting in each case.
int opensslpeer_session_advance(struct opensslpeer_session *session, const uint8_t *input, size_t count);
const uint8_t *opensslpeer_session_output(const struct opensslpeer_session *session, size_t *count);
void opensslpeer_session_clear_output(struct opensslpeer_session *session);
int opensslpeer_session_is_resumed(const struct opensslpeer_session *session);
// Keeps what later sessions of the context resume from; below 0 if there is nothing.
int opensslpeer_session_keep(struct opensslpeer_session *session);
void opensslpeer_session_free(struct opensslpeer_session *session);

// `count` handshakes with 127.0.0.1:port, so many in flight. 0, or -1 if it can't begin.
int opensslpeer_loopback(struct opensslpeer_context *context, uint16_t port, int in_flight, int64_t count,
                         struct loopback_outcome *outcome);

// A stored chain: the octets are copied, and decoded anew by each verification.
struct opensslpeer_chain;

struct opensslpeer_chain *opensslpeer_chain_new(void);
int opensslpeer_chain_add(struct opensslpeer_chain *chain, const uint8_t *der, size_t count);
void opensslpeer_chain_free(struct opensslpeer_chain *chain);
// 1: trusted for the context's host; 0: not; -1: it can't be decoded.
int opensslpeer_chain_verify(const struct opensslpeer_context *context, const struct opensslpeer_chain *chain);

// Decodes one certificate and lets it go; 0 or -1.
int opensslpeer_parse(const uint8_t *der, size_t count);

// A decoded certificate whose names are compared.
struct opensslpeer_certificate;

struct opensslpeer_certificate *opensslpeer_certificate_new(const uint8_t *der, size_t count);
int opensslpeer_certificate_matches(const struct opensslpeer_certificate *certificate, const char *host);
void opensslpeer_certificate_free(struct opensslpeer_certificate *certificate);

// Loads a file of trusted roots and lets them go: how many there were, or -1.
int opensslpeer_load_trust(const char *roots_file);

#endif
