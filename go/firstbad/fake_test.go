package firstbad

import (
	"bufio"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// quick are the durations of tests in which nothing depends on how long they are.
var quick = timing{
	confirm: 50 * time.Millisecond,
	answer:  10 * time.Second,
	pause:   2 * time.Millisecond,
	longest: 20 * time.Millisecond,
}

// fake is a server that keeps what it gets as the real one does, until misbehave takes the request.
type fake struct {
	*httptest.Server
	t *testing.T

	mu        sync.Mutex
	misbehave func(http.ResponseWriter, *http.Request) bool // true: this request is done with
	lines     map[int64]string
	ended     bool
	requests  []*http.Request
}

func newFake(t *testing.T) *fake {
	f := unstartedFake(t)
	f.Start()
	return f
}

func unstartedFake(t *testing.T) *fake {
	f := &fake{t: t, lines: map[int64]string{}}
	f.Server = httptest.NewUnstartedServer(http.HandlerFunc(f.serve))
	t.Cleanup(f.Close)
	return f
}

func (f *fake) serve(answer http.ResponseWriter, request *http.Request) {
	f.mu.Lock()
	f.requests = append(f.requests, request)
	misbehave := f.misbehave
	f.mu.Unlock()
	if misbehave != nil && misbehave(answer, request) {
		return
	}
	if request.Method == http.MethodPut {
		if last, whole := f.take(request, -1); whole {
			f.answer(answer, last)
		}
		return
	}
	f.position(answer)
}

// take reads so many lines of the body, or all when most is negative. It returns the number of the
// last one, and whether the body did not break off.
func (f *fake) take(request *http.Request, most int) (int64, bool) {
	number, err := strconv.ParseInt(request.URL.Query().Get("from_line"), 10, 64)
	if err != nil || number < 1 {
		f.t.Errorf("from_line is %q", request.URL.Query().Get("from_line"))
		return 0, false
	}
	body := bufio.NewReader(request.Body)
	for ; most != 0; most-- {
		line, err := body.ReadString('\n')
		if err == io.EOF && line == "" {
			break
		}
		if err != nil {
			return number - 1, false // what is unfinished does not count
		}
		f.keep(number, strings.TrimSuffix(line, "\n"))
		number++
	}
	if most != 0 && request.URL.Query().Get("more") != "true" {
		f.mu.Lock()
		f.ended = true
		f.mu.Unlock()
	}
	return number - 1, true
}

func (f *fake) keep(number int64, line string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if before, known := f.lines[number]; known && before != line {
		f.t.Errorf("line %d was %q and came again as %q", number, before, line)
	}
	f.lines[number] = line
}

// position answers with the highest number, whoever sent it.
func (f *fake) position(answer http.ResponseWriter) {
	last := int64(0)
	f.mu.Lock()
	for number := range f.lines {
		if number > last {
			last = number
		}
	}
	f.mu.Unlock()
	f.answer(answer, last)
}

func (f *fake) answer(answer http.ResponseWriter, last int64) {
	f.mu.Lock()
	defer f.mu.Unlock()
	answer.Header().Set("Content-Type", "application/json")
	if err := json.NewEncoder(answer).Encode(map[string]interface{}{"lines": last, "ended": f.ended}); err != nil {
		f.t.Log(err)
	}
}

func (f *fake) misbehaving(how func(http.ResponseWriter, *http.Request) bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.misbehave = how
}

func (f *fake) count() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return len(f.lines)
}

func (f *fake) hasEnded() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.ended
}

// seen returns the requests so far.
func (f *fake) seen() []*http.Request {
	f.mu.Lock()
	defer f.mu.Unlock()
	return append([]*http.Request(nil), f.requests...)
}

// requireLog fails unless exactly these lines are there, from 1 on, and the end.
func (f *fake) requireLog(want ...string) {
	f.t.Helper()
	f.mu.Lock()
	defer f.mu.Unlock()
	for at, line := range want {
		if got, known := f.lines[int64(at+1)]; !known || got != line {
			f.t.Fatalf("line %d is %.80q (known: %v), and should be %.80q", at+1, got, known, line)
		}
	}
	if len(f.lines) != len(want) {
		f.t.Fatalf("the server has %d lines, and should have %d", len(f.lines), len(want))
	}
	if !f.ended {
		f.t.Fatal("the server does not know that the log has ended")
	}
}

// until waits for something that goroutines bring about.
func until(t *testing.T, what string, condition func() bool) {
	t.Helper()
	for end := time.Now().Add(time.Minute); !condition(); time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("still not: %s", what)
		}
	}
}

func begun(t *testing.T, url string, options Options, timing timing) io.WriteCloser {
	t.Helper()
	log, err := begin(url, "job-7", options, timing)
	if err != nil {
		t.Fatal(err)
	}
	return log
}

func write(t *testing.T, log io.Writer, text string) {
	t.Helper()
	if n, err := io.WriteString(log, text); n != len(text) || err != nil {
		t.Fatalf("Write returned %d of %d and %v", n, len(text), err)
	}
}

func closed(t *testing.T, log io.Closer) {
	t.Helper()
	if err := log.Close(); err != nil {
		t.Fatal(err)
	}
}
