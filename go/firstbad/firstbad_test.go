package firstbad

import (
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	stdlog "log"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"
)

func TestLinesArriveWhileTheLogGrows(t *testing.T) {
	server := newFake(t)
	slow := quick
	slow.confirm = time.Hour // one request, which stays open
	log := begun(t, server.URL, Options{}, slow)
	for n := 1; n <= 3; n++ {
		write(t, log, fmt.Sprintf("line %d\n", n))
		until(t, fmt.Sprintf("%d lines", n), func() bool { return server.count() == n })
	}
	closed(t, log)
	server.requireLog("line 1", "line 2", "line 3")
	if seen := server.seen(); len(seen) != 2 || seen[0].TransferEncoding[0] != "chunked" {
		t.Fatalf("%d requests, the first with transfer encoding %v", len(seen), seen[0].TransferEncoding)
	}
}

func TestLinesAreConfirmedWhileTheLogGrowsAndOnlyCloseEndsIt(t *testing.T) {
	server := newFake(t)
	log := begun(t, server.URL, Options{}, quick)
	for n := 1; n <= 3; n++ {
		write(t, log, fmt.Sprintf("line %d\n", n))
		until(t, "the buffer is empty", func() bool {
			written, kept, _ := log.(*writer).queue.figures()
			return written == int64(n) && kept == 0
		})
		if server.hasEnded() {
			t.Fatal("the log has ended")
		}
	}
	if puts := len(server.seen()); puts != 3 {
		t.Fatalf("%d requests", puts)
	}
	closed(t, log)
	server.requireLog("line 1", "line 2", "line 3")
}

func TestLinesAreTheOnesThatWereWritten(t *testing.T) {
	server := newFake(t)
	log := begun(t, server.URL, Options{}, quick)
	for _, piece := range []string{"", "a", "b\n\n", "\r\n", "ä\x00", "\xff", "\nlast"} {
		write(t, log, piece)
	}
	closed(t, log)
	server.requireLog("ab", "", "\r", "ä\x00\xff", "last")
}

func TestALogWithoutLinesHasAnEnd(t *testing.T) {
	server := newFake(t)
	closed(t, begun(t, server.URL, Options{}, quick))
	server.requireLog()
}

func TestALineThatIsTooLongIsCutBetweenCharactersAndThatIsSaid(t *testing.T) {
	server := newFake(t)
	log := begun(t, server.URL, Options{}, quick)
	write(t, log, strings.Repeat("x", LineBytes-1))
	write(t, log, "ä")
	write(t, log, "y\nnext\n")
	err := log.Close()
	server.requireLog(strings.Repeat("x", LineBytes-1), "next")
	loss, is := err.(*Loss)
	if !is || loss.CutBytes != 3 || loss.Dropped != 0 || !loss.Ended {
		t.Fatalf("Close returned %v", err)
	}
}

func TestTheRequestSaysWhoSendsWhat(t *testing.T) {
	server := newFake(t)
	log, err := begin(server.URL+"/", "a/b:c+d", Options{
		Token:  "secret",
		Labels: map[string]string{"bug.title": "WARNING in x=y & z", "manager": "ci", "kernel.branch": ""},
	}, quick)
	if err != nil {
		t.Fatal(err)
	}
	write(t, log, "line\n")
	closed(t, log)
	for _, request := range server.seen() {
		if got := request.URL.EscapedPath(); got != "/api/v1/bisections/a%2Fb:c+d/log" {
			t.Errorf("path %s", got)
		}
		if got := request.Header.Get("Authorization"); got != "Bearer secret" {
			t.Errorf("Authorization: %s", got)
		}
		labels := fmt.Sprint(request.URL.Query()["label"])
		if labels != "[bug.title=WARNING in x=y & z manager=ci]" {
			t.Errorf("labels %s", labels)
		}
	}
}

func TestOverTLSWithACertificateOfOnesOwn(t *testing.T) {
	server := unstartedFake(t)
	server.StartTLS()
	trusted := x509.NewCertPool()
	trusted.AddCert(server.Certificate())
	log := begun(t, server.URL, Options{TLS: &tls.Config{RootCAs: trusted}}, quick)
	write(t, log, "line\n")
	closed(t, log)
	server.requireLog("line")
}

func TestACertificateThatNobodyVouchesForGetsNoLine(t *testing.T) {
	server := unstartedFake(t)
	server.Config.ErrorLog = stdlog.New(io.Discard, "", 0)
	server.StartTLS()
	failed := make(chan string, 1)
	log := begun(t, server.URL, Options{
		CloseTimeout: 100 * time.Millisecond,
		Token:        "secret",
		Say:          func(sentence string) { failed <- sentence },
	}, quick)
	write(t, log, "line\n")
	<-failed
	err := log.Close()
	if err == nil || !strings.Contains(err.Error(), "certificate") {
		t.Fatalf("Close returned %v", err)
	}
	if server.count() != 0 || len(server.seen()) != 0 {
		t.Fatal("the server got something")
	}
}

func TestManyMayWriteAtOnce(t *testing.T) {
	server := newFake(t)
	log := begun(t, server.URL, Options{}, quick)
	var writers sync.WaitGroup
	for n := 0; n < 8; n++ {
		writers.Add(1)
		go func() {
			defer writers.Done()
			for line := 0; line < 500; line++ {
				io.WriteString(log, "a whole line\n")
			}
		}()
	}
	writers.Wait()
	closed(t, log)
	if server.count() != 4000 {
		t.Fatalf("%d lines", server.count())
	}
	for number, line := range server.lines {
		if line != "a whole line" {
			t.Fatalf("line %d is %q", number, line)
		}
	}
}

func TestAfterCloseWritesAreIgnored(t *testing.T) {
	server := newFake(t)
	log := begun(t, server.URL, Options{}, quick)
	write(t, log, "line\n")
	closed(t, log)
	write(t, log, "late\n")
	closed(t, log)
	server.requireLog("line")
}

func TestTheOldestLinesLeaveAFullBufferAndTheGapKeepsItsNumbers(t *testing.T) {
	server := newFake(t)
	gate := make(chan struct{})
	server.misbehaving(func(answer http.ResponseWriter, request *http.Request) bool {
		select {
		case <-gate:
			return false
		default:
			answer.WriteHeader(http.StatusServiceUnavailable)
			return true
		}
	})
	log := begun(t, server.URL, Options{BufferBytes: 1 << 20}, quick)
	const lines, length = 3000, 1000
	for n := 1; n <= lines; n++ {
		write(t, log, fmt.Sprintf("%0*d\n", length-1, n))
	}
	if held := log.(*writer).queue.bytes; held > 1<<20 {
		t.Fatalf("the buffer holds %d bytes", held)
	}
	close(gate)
	err := log.Close()
	fits := (1 << 20) / (length + lineCost)
	loss, is := err.(*Loss)
	if !is || loss.Written != lines || loss.Dropped != int64(lines-fits) || loss.Unconfirmed != 0 || !loss.Ended {
		t.Fatalf("Close returned %v; %d lines fit", err, fits)
	}
	if server.count() != fits {
		t.Fatalf("the server has %d lines", server.count())
	}
	for number, line := range server.lines {
		if line != fmt.Sprintf("%0*d", length-1, number) {
			t.Fatalf("line %d has the number %s", number, strings.TrimLeft(line, "0"))
		}
	}
	if !strings.Contains(err.Error(), fmt.Sprintf("of 3000 lines, %d left the full buffer unconfirmed", lines-fits)) {
		t.Fatal(err)
	}
}

func TestPausesGrowUpToTheLongest(t *testing.T) {
	var got []time.Duration
	for n := 1; n <= 9; n++ {
		got = append(got, pauseAfter(n, usual))
	}
	if fmt.Sprint(got) != "[500ms 1s 2s 4s 8s 15s 15s 15s 15s]" {
		t.Fatal(got)
	}
	if pauseAfter(1<<30, usual) != usual.longest {
		t.Fatal("many failures")
	}
}
