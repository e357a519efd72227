int cgnutls_clock_p(void){return 0;}
