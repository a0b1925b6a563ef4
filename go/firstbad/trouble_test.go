package firstbad

import (
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

func TestOnlyWhatIsMissingIsSentAgain(t *testing.T) {
	server := newFake(t)
	var puts int32
	server.misbehaving(func(answer http.ResponseWriter, request *http.Request) bool {
		if request.Method != http.MethodPut || atomic.AddInt32(&puts, 1) > 1 {
			return false
		}
		server.take(request, 30)
		hangUp(answer)
		return true
	})
	log := begun(t, server.URL, Options{}, quick)
	want := lines(50)
	write(t, log, strings.Join(want, "\n"))
	closed(t, log)
	server.requireLog(want...)
	var asked []string
	for _, request := range server.seen() {
		asked = append(asked, request.Method+" "+request.URL.Query().Get("from_line"))
	}
	if got := strings.Join(asked, ", "); !strings.HasPrefix(got, "PUT 1, GET , PUT 31, PUT ") {
		t.Fatal(got)
	}
}

func TestNeitherWriteNorCloseWaitsForAServerThatDoesNotAnswer(t *testing.T) {
	// A listener whose connections nobody accepts: the network takes them, and nothing more happens.
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	log := begun(t, "http://"+listener.Addr().String(),
		Options{BufferBytes: 1 << 20, CloseTimeout: 200 * time.Millisecond}, usual)
	began := time.Now()
	for n := 0; n < 100; n++ {
		write(t, log, strings.Repeat("x", 99_999)+"\n")
	}
	if took := time.Since(began); took > 20*time.Second {
		t.Fatalf("writing took %v", took)
	}
	began = time.Now()
	err = log.Close()
	if took := time.Since(began); took > 20*time.Second {
		t.Fatalf("Close took %v", took)
	}
	loss, is := err.(*Loss)
	if !is || loss.Dropped+loss.Unconfirmed != 100 || loss.Unconfirmed != 10 || loss.Ended || loss.Cause == nil {
		t.Fatalf("Close returned %v", err)
	}
}

func TestAServerThatReadsSlowlyGetsEverything(t *testing.T) {
	server := newFake(t)
	server.misbehaving(func(_ http.ResponseWriter, request *http.Request) bool {
		time.Sleep(20 * time.Millisecond)
		return false
	})
	log := begun(t, server.URL, Options{BufferBytes: 1 << 20}, quick)
	var want []string
	for n := 0; n < 9; n++ {
		want = append(want, strings.Repeat(strconv.Itoa(n), 100_000))
	}
	write(t, log, strings.Join(want, "\n"))
	closed(t, log)
	server.requireLog(want...)
	puts := 0
	for _, request := range server.seen() {
		if request.Method == http.MethodPut {
			puts++
		}
	}
	if puts < 4 { // a quarter of the buffer each, and the end
		t.Fatalf("%d requests", puts)
	}
}

func TestARedirectIsNotFollowedAndTheTokenStaysHere(t *testing.T) {
	elsewhere := newFake(t)
	server := newFake(t)
	server.misbehaving(func(answer http.ResponseWriter, request *http.Request) bool {
		http.Redirect(answer, request, elsewhere.URL+request.URL.Path, http.StatusTemporaryRedirect)
		return true
	})
	failed := make(chan string, 9)
	log := begun(t, server.URL, Options{
		Token:        "secret",
		CloseTimeout: 50 * time.Millisecond,
		Say:          func(sentence string) { failed <- sentence },
	}, quick)
	write(t, log, "line\n")
	if said := <-failed; !strings.Contains(said, "307 and points to "+elsewhere.URL) {
		t.Fatal(said)
	}
	if err := log.Close(); err == nil || strings.Contains(err.Error(), "secret") {
		t.Fatalf("Close returned %v", err)
	}
	if len(elsewhere.requests) != 0 {
		t.Fatal("the redirect was followed")
	}
}

func TestTroubleIsSaidOnceAndItsEndToo(t *testing.T) {
	server := newFake(t)
	var locked int32 = 1
	server.misbehaving(func(answer http.ResponseWriter, request *http.Request) bool {
		if atomic.LoadInt32(&locked) == 0 {
			return false
		}
		answer.WriteHeader(http.StatusUnauthorized)
		fmt.Fprint(answer, `{"detail":"The token is not one of this server's.\u001b[31m"}`)
		return true
	})
	said := make(chan string, 9)
	log := begun(t, server.URL, Options{Say: func(sentence string) { said <- sentence }}, quick)
	write(t, log, "line\n")
	first := <-said
	if first != "firstbad: job-7: line 1 and what follows wait: the server answered 401:"+
		" The token is not one of this server's. [31m" {
		t.Fatalf("%q", first)
	}
	before := len(server.seen())
	until(t, "it tried again", func() bool { return len(server.seen()) > before+2 })
	atomic.StoreInt32(&locked, 0)
	if second := <-said; second != "firstbad: job-7: the server takes lines again, 1 of them so far" {
		t.Fatalf("%q", second)
	}
	closed(t, log)
	server.requireLog("line")
}

func TestAPauseThatTheServerAsksForIsKept(t *testing.T) {
	server := newFake(t)
	var last, gap int64
	server.misbehaving(func(answer http.ResponseWriter, request *http.Request) bool {
		now := time.Now().UnixNano()
		if before := atomic.SwapInt64(&last, now); before != 0 {
			atomic.CompareAndSwapInt64(&gap, 0, now-before)
			return false
		}
		answer.Header().Set("Retry-After", "1")
		answer.WriteHeader(http.StatusTooManyRequests)
		return true
	})
	patient := quick
	patient.longest = time.Minute
	log := begun(t, server.URL, Options{}, patient)
	write(t, log, "line\n")
	until(t, "the second attempt", func() bool { return atomic.LoadInt64(&gap) != 0 })
	closed(t, log)
	server.requireLog("line")
	if waited := time.Duration(atomic.LoadInt64(&gap)); waited < time.Second/2 { // it varies by half
		t.Fatalf("it waited %v", waited)
	}
}

func TestCloseDoesNotWaitForALongPause(t *testing.T) {
	server := newFake(t)
	var asked int32
	server.misbehaving(func(answer http.ResponseWriter, request *http.Request) bool {
		if atomic.AddInt32(&asked, 1) > 1 {
			return false
		}
		answer.Header().Set("Retry-After", "3600")
		answer.WriteHeader(http.StatusServiceUnavailable)
		return true
	})
	long := quick
	long.longest = time.Hour
	failed := make(chan string, 9)
	log := begun(t, server.URL, Options{Say: func(sentence string) { failed <- sentence }}, long)
	write(t, log, "line\n")
	<-failed
	closed(t, log)
	server.requireLog("line")
}

func TestALogThatSomebodyWroteBeforeIsSentAsAWhole(t *testing.T) {
	server := newFake(t)
	want := lines(5)
	for at, line := range lines(9) {
		server.lines[int64(at+1)] = line
	}
	server.misbehaving(func(answer http.ResponseWriter, request *http.Request) bool {
		if len(server.seen()) > 1 {
			return false
		}
		answer.WriteHeader(http.StatusServiceUnavailable)
		return true
	})
	log := begun(t, server.URL, Options{}, quick)
	write(t, log, strings.Join(want, "\n"))
	until(t, "lines were sent again", func() bool { return len(server.seen()) > 2 })
	closed(t, log)
	if got := server.seen()[2]; got.Method != http.MethodPut || got.URL.Query().Get("from_line") != "1" {
		t.Fatalf("%s %s", got.Method, got.URL)
	}
}

func TestNothingStaysBehind(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	defer server.Close()
	log := begun(t, server.URL, Options{CloseTimeout: 10 * time.Millisecond}, quick)
	write(t, log, "line\n")
	if err := log.Close(); err == nil {
		t.Fatalf("Close returned %v", err)
	}
	select {
	case <-log.(*writer).sender.done:
	case <-time.After(time.Minute):
		t.Fatal("the goroutine that sends goes on")
	}
}

func lines(count int) []string {
	var lines []string
	for n := 1; n <= count; n++ {
		lines = append(lines, fmt.Sprintf("run #%d: crashed: WARNING in x", n))
	}
	return lines
}
