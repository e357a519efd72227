#ifndef BENCHMARKS_OPENSSLPEER_CONTEXT_H
#define BENCHMARKS_OPENSSLPEER_CONTEXT_H

#include "COpenSSLPeer.h"

#include <openssl/ssl.h>
#include <openssl/x509v3.h>

struct opensslpeer_context {
    SSL_CTX *handle;
    SSL_SESSION *resumption;
    char *host;
    unsigned flags;
};

// A client session with the host to send and to check; NULL on failure.
SSL *opensslpeer_new_session(struct opensslpeer_context *context);

// Takes one step: 1 complete, 0 waits, -1 failed, -2 refused.
int opensslpeer_take_step(SSL *session);

// What tls-scan does after the handshake: verifies the presented chain, checks the host, and writes the certificates' facts as text.
// 1: accepted; 0: refused; -1: there is no certificate or no memory.
int opensslpeer_judge_afterwards(const struct opensslpeer_context *context, SSL *session);

#endif
