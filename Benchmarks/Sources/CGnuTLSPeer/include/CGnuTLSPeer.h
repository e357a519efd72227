#ifndef BENCHMARKS_CGNUTLSPEER_H
#define BENCHMARKS_CGNUTLSPEER_H

#include <epoll_clients.h>
#include <stddef.h>
#include <stdint.h>

// Raw C on libgnutls: what the library costs when nothing stands above it. "The limit."

const char *gnutlspeer_version(void);

// What all sessions of a run share: trust list, priority, host name.
struct gnutlspeer_context;

enum {
    GNUTLSPEER_TICKETS = 1,       // ask for session tickets
    GNUTLSPEER_NOT_VERIFIED = 2,  // let any peer pass
    GNUTLSPEER_JUDGE_RESUMED = 4, // judge the remembered certificate of a resumed session again
};

struct gnutlspeer_context *gnutlspeer_context_new(const char *roots_file, const char *priority, const char *host, unsigned flags);
void gnutlspeer_context_free(struct gnutlspeer_context *context);

// A client handshake through memory.
struct gnutlspeer_session;

struct gnutlspeer_session *gnutlspeer_session_new(struct gnutlspeer_context *context);
// 1: complete; 0: wants input; below 0: GnuTLS's error. Output may be waiting in each case.
int gnutlspeer_session_advance(struct gnutlspeer_session *session, const uint8_t *input, size_t count);
const uint8_t *gnutlspeer_session_output(const struct gnutlspeer_session *session, size_t *count);
void gnutlspeer_session_clear_output(struct gnutlspeer_session *session);
int gnutlspeer_session_is_resumed(const struct gnutlspeer_session *session);
// Keeps what later sessions of the context resume from; below 0 if there is nothing.
int gnutlspeer_session_keep(struct gnutlspeer_session *session);
void gnutlspeer_session_free(struct gnutlspeer_session *session);

// `count` handshakes with 127.0.0.1:port, so many in flight. 0, or -1 if it can't begin.
int gnutlspeer_loopback(struct gnutlspeer_context *context, uint16_t port, int in_flight, int64_t count,
                        struct loopback_outcome *outcome);

// A stored chain: the octets are copied, and decoded anew by each verification.
struct gnutlspeer_chain;

struct gnutlspeer_chain *gnutlspeer_chain_new(void);
int gnutlspeer_chain_add(struct gnutlspeer_chain *chain, const uint8_t *der, size_t count);
void gnutlspeer_chain_free(struct gnutlspeer_chain *chain);
// 1: trusted for the context's host; 0: not; below 0: GnuTLS's error.
int gnutlspeer_chain_verify(const struct gnutlspeer_context *context, const struct gnutlspeer_chain *chain);

// Decodes one certificate and lets it go; 0 or GnuTLS's error.
int gnutlspeer_parse(const uint8_t *der, size_t count);

// A decoded certificate whose names are compared.
struct gnutlspeer_certificate;

struct gnutlspeer_certificate *gnutlspeer_certificate_new(const uint8_t *der, size_t count);
int gnutlspeer_certificate_matches(const struct gnutlspeer_certificate *certificate, const char *host);
void gnutlspeer_certificate_free(struct gnutlspeer_certificate *certificate);

// Loads a file of trusted roots and lets them go: how many there were, or GnuTLS's error.
int gnutlspeer_load_trust(const char *roots_file);

#endif
