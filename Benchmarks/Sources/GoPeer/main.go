// A TLS client on Go's crypto/tls: so many verified handshakes with a server of this machine, so many in flight. Prints one JSON line.
package main

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"net"
	"os"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

type outcome struct {
	Handshakes int64   `json:"handshakes"`
	Refused    int64   `json:"refused"`
	Errors     int64   `json:"errors"`
	CPU        float64 `json:"cpu_us"`
	Seconds    float64 `json:"seconds"`
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

// User and system time of this process, in microseconds.
func processorTime() float64 {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		fail(err)
	}
	return float64(usage.Utime.Nano()+usage.Stime.Nano()) / 1000
}

func isRefusal(err error) bool {
	var host x509.HostnameError
	var authority x509.UnknownAuthorityError
	var invalid x509.CertificateInvalidError
	return errors.As(err, &host) || errors.As(err, &authority) || errors.As(err, &invalid)
}

func handshake(address string, config *tls.Config) error {
	connection, err := net.Dial("tcp", address)
	if err != nil {
		return err
	}
	client := tls.Client(connection, config)
	defer client.Close()
	return client.Handshake()
}

func run(count int64, inFlight int, address string, config *tls.Config) outcome {
	var result outcome
	var wait sync.WaitGroup
	left := count
	cpu, start := processorTime(), time.Now()
	for worker := 0; worker < inFlight; worker++ {
		wait.Add(1)
		go func() {
			defer wait.Done()
			for atomic.AddInt64(&left, -1) >= 0 {
				switch err := handshake(address, config); {
				case err == nil:
					atomic.AddInt64(&result.Handshakes, 1)
				case isRefusal(err):
					atomic.AddInt64(&result.Refused, 1)
				default:
					atomic.AddInt64(&result.Errors, 1)
				}
			}
		}()
	}
	wait.Wait()
	result.CPU, result.Seconds = processorTime()-cpu, time.Since(start).Seconds()
	return result
}

func main() {
	port := flag.Int("port", 0, "port of the server on 127.0.0.1")
	host := flag.String("host", "", "name that the server must have")
	roots := flag.String("roots", "", "trusted roots, PEM")
	handshakes := flag.Int64("handshakes", 1000, "how many are measured")
	warmUp := flag.Int64("warm-up", 100, "how many are done before")
	inFlight := flag.Int("in-flight", 64, "how many at once")
	flag.Parse()

	pem, err := os.ReadFile(*roots)
	if err != nil {
		fail(err)
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(pem) {
		fail(errors.New("no root in " + *roots))
	}
	config := &tls.Config{
		RootCAs:          pool,
		ServerName:       *host,
		MinVersion:       tls.VersionTLS13,
		CurvePreferences: []tls.CurveID{tls.X25519, tls.CurveP256, tls.CurveP384},
	}
	address := fmt.Sprintf("127.0.0.1:%d", *port)
	run(*warmUp, *inFlight, address, config)
	if err := json.NewEncoder(os.Stdout).Encode(run(*handshakes, *inFlight, address, config)); err != nil {
		fail(err)
	}
}
