#include "context.h"

#include <stdlib.h>
#include <string.h>

const char *gnutlspeer_version(void) { return gnutls_check_version(NULL); }

static int set_up(struct gnutlspeer_context *context, const char *roots_file, const char *priority, const char *host) {
    context->host = strdup(host);
    if (!context->host) return -1;
    if (gnutls_priority_init2(&context->priority, priority, NULL, 0) != GNUTLS_E_SUCCESS) return -1;
    if (gnutls_certificate_allocate_credentials(&context->credentials) != GNUTLS_E_SUCCESS) return -1;
    if (gnutls_x509_trust_list_init(&context->trust, 0) != GNUTLS_E_SUCCESS) return -1;
    int roots = gnutls_x509_trust_list_add_trust_file(context->trust, roots_file, NULL, GNUTLS_X509_FMT_PEM, 0, 0);
    gnutls_certificate_set_trust_list(context->credentials, context->trust, 0);
    context->data[0] = (gnutls_typed_vdata_st){.type = GNUTLS_DT_DNS_HOSTNAME, .data = (unsigned char *)context->host};
    context->data[1] = (gnutls_typed_vdata_st){.type = GNUTLS_DT_KEY_PURPOSE_OID, .data = (unsigned char *)GNUTLS_KP_TLS_WWW_SERVER};
    return roots > 0 ? 0 : -1;
}

struct gnutlspeer_context *gnutlspeer_context_new(const char *roots_file, const char *priority, const char *host, unsigned flags) {
    struct gnutlspeer_context *context = calloc(1, sizeof *context);
    if (!context) return NULL;
    context->flags = flags;
    if (set_up(context, roots_file, priority, host) == 0) return context;
    gnutlspeer_context_free(context);
    return NULL;
}

void gnutlspeer_context_free(struct gnutlspeer_context *context) {
    if (!context) return;
    if (context->credentials) gnutls_certificate_free_credentials(context->credentials);
    if (context->priority) gnutls_priority_deinit(context->priority);
    gnutls_free(context->resumption.data);
    free(context->host);
    free(context);
}

gnutls_session_t gnutlspeer_new_session(struct gnutlspeer_context *context) {
    gnutls_session_t session;
    unsigned flags = GNUTLS_CLIENT | GNUTLS_NONBLOCK | GNUTLS_KEY_SHARE_TOP;
    if (!(context->flags & GNUTLSPEER_TICKETS)) flags |= GNUTLS_NO_TICKETS;
    if (gnutls_init(&session, flags) != GNUTLS_E_SUCCESS) return NULL;
    if (gnutls_priority_set(session, context->priority) != GNUTLS_E_SUCCESS ||
        gnutls_credentials_set(session, GNUTLS_CRD_CERTIFICATE, context->credentials) != GNUTLS_E_SUCCESS ||
        gnutls_server_name_set(session, GNUTLS_NAME_DNS, context->host, strlen(context->host)) != GNUTLS_E_SUCCESS ||
        gnutls_ocsp_status_request_enable_client(session, NULL, 0, NULL) != GNUTLS_E_SUCCESS) {
        gnutls_deinit(session);
        return NULL;
    }
    gnutls_handshake_set_timeout(session, 0);
    if (context->resumption.size > 0) gnutls_session_set_data(session, context->resumption.data, context->resumption.size);
    // No profile here: GnuTLS 3.7.9 ORs it with the one of the priority string, and LOW | MEDIUM is ULTRA. The caller's string has it.
    if (!(context->flags & GNUTLSPEER_NOT_VERIFIED)) gnutls_session_set_verify_cert2(session, context->data, 2, 0);
    return session;
}
