#include "context.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct octets {
    uint8_t *start;
    size_t count;
    size_t read;
    size_t capacity;
};

struct gnutlspeer_session {
    struct gnutlspeer_context *context;
    gnutls_session_t handle;
    struct octets incoming;
    struct octets outgoing;
};

static int append(struct octets *octets, const void *source, size_t count) {
    if (octets->read == octets->count) octets->read = octets->count = 0;
    if (octets->count + count > octets->capacity) {
        size_t capacity = (octets->count + count) * 2;
        uint8_t *larger = realloc(octets->start, capacity);
        if (!larger) return -1;
        octets->start = larger;
        octets->capacity = capacity;
    }
    if (count > 0) memcpy(octets->start + octets->count, source, count);
    octets->count += count;
    return 0;
}

static ssize_t push(gnutls_transport_ptr_t pointer, const void *source, size_t count) {
    struct gnutlspeer_session *session = pointer;
    return append(&session->outgoing, source, count) == 0 ? (ssize_t)count : -1;
}

static ssize_t pull(gnutls_transport_ptr_t pointer, void *target, size_t count) {
    struct octets *incoming = &((struct gnutlspeer_session *)pointer)->incoming;
    size_t there = incoming->count - incoming->read;
    if (there == 0) {
        errno = EAGAIN;
        return -1;
    }
    if (count > there) count = there;
    memcpy(target, incoming->start + incoming->read, count);
    incoming->read += count;
    return (ssize_t)count;
}

static int is_ready(gnutls_transport_ptr_t pointer, unsigned milliseconds) {
    (void)pointer, (void)milliseconds;
    return 1;
}

struct gnutlspeer_session *gnutlspeer_session_new(struct gnutlspeer_context *context) {
    struct gnutlspeer_session *session = calloc(1, sizeof *session);
    if (!session) return NULL;
    session->context = context;
    session->handle = gnutlspeer_new_session(context);
    if (!session->handle) {
        free(session);
        return NULL;
    }
    gnutls_transport_set_ptr(session->handle, session);
    gnutls_transport_set_push_function(session->handle, push);
    gnutls_transport_set_pull_function(session->handle, pull);
    gnutls_transport_set_pull_timeout_function(session->handle, is_ready);
    return session;
}

// A resumed session does not show its certificate again: GnuTLS calls no verify function.
static int judge_remembered(struct gnutlspeer_session *session) {
    if (!(session->context->flags & GNUTLSPEER_JUDGE_RESUMED) || !gnutls_session_is_resumed(session->handle)) return 1;
    unsigned status = 0;
    int result = gnutls_certificate_verify_peers(session->handle, session->context->data, 2, &status);
    if (result < 0) return result;
    return status == 0 ? 1 : GNUTLS_E_CERTIFICATE_VERIFICATION_ERROR;
}

int gnutlspeer_session_advance(struct gnutlspeer_session *session, const uint8_t *input, size_t count) {
    if (append(&session->incoming, input, count) != 0) return GNUTLS_E_MEMORY_ERROR;
    while (1) {
        size_t read = session->incoming.read;
        int status = gnutls_handshake(session->handle);
        if (status == GNUTLS_E_SUCCESS) return judge_remembered(session);
        // After a record that completes no message GnuTLS says "again" although the next record is there.
        int moved = session->incoming.read > read && session->incoming.read < session->incoming.count;
        if (status == GNUTLS_E_AGAIN && !moved) return 0;
        if (gnutls_error_is_fatal(status)) return status;
    }
}

const uint8_t *gnutlspeer_session_output(const struct gnutlspeer_session *session, size_t *count) {
    *count = session->outgoing.count;
    return session->outgoing.start;
}

void gnutlspeer_session_clear_output(struct gnutlspeer_session *session) { session->outgoing.count = 0; }

int gnutlspeer_session_is_resumed(const struct gnutlspeer_session *session) { return gnutls_session_is_resumed(session->handle); }

int gnutlspeer_session_keep(struct gnutlspeer_session *session) {
    char octet;
    while (gnutls_record_recv(session->handle, &octet, 1) == GNUTLS_E_AGAIN && session->incoming.read < session->incoming.count) {}
    gnutls_datum_t data;
    int status = gnutls_session_get_data2(session->handle, &data);
    if (status < 0) return status;
    gnutls_free(session->context->resumption.data);
    session->context->resumption = data;
    return 0;
}

void gnutlspeer_session_free(struct gnutlspeer_session *session) {
    if (!session) return;
    gnutls_deinit(session->handle);
    free(session->incoming.start);
    free(session->outgoing.start);
    free(session);
}
