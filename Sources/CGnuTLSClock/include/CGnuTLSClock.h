int cgnutls_clock_p(void);
