package firstbad

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

const (
	sample  = "../../app/src/main/resources/firstbad/app/local/hidraw-release.txt"
	culprit = "e4b8954074f6d0db01c8c97d338a67f9389c042f"

	// The sample has 253 lines. The search comes a line at a time; the result with its report is one
	// message.
	search = 196
)

// The server is killed once it knows so many lines, and before more than so many are written.
var kills = []struct {
	known  int64
	before int
}{{40, 80}, {120, 160}}

// FIRSTBAD_PACE=300ms lets the search take a minute.
func pace(t *testing.T) time.Duration {
	t.Helper()
	named := os.Getenv("FIRSTBAD_PACE")
	if named == "" {
		return 20 * time.Millisecond
	}
	pace, err := time.ParseDuration(named)
	if err != nil {
		t.Fatalf("FIRSTBAD_PACE: %v", err)
	}
	return pace
}

// A job as syz-ci runs it: the trace is kept, and goes to the server beside that. The server, with
// broker, registry and topology, is killed twice while the log is being written.
func TestAServerThatIsKilledTwiceHasEveryLineOnceAndOneCulprit(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes minutes")
	}
	log, err := os.ReadFile(sample)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(log), "\n")
	server := startReal(t)

	id := ID("5a7bc1f09e|4611686018427387904") + "@20261128T101500Z"
	live, err := New(server.url, id, Options{
		Labels: map[string]string{
			"bug.title": "KASAN: use-after-free Read in hidraw_release",
			"manager":   "ci-upstream-kasan",
		},
		Say: func(sentence string) { t.Log(sentence) },
		// A start of everything on a busy machine takes long; the job waits for it in the end only.
		CloseTimeout: 10 * time.Minute,
	})
	if err != nil {
		t.Fatal(err)
	}
	pause := pace(t)
	trace := new(bytes.Buffer)
	written := make(chan error)
	killed := make(chan bool, len(kills))
	go func() {
		both := io.MultiWriter(trace, live)
		for at, line := range lines[:search] {
			for _, kill := range kills {
				if at == kill.before {
					<-killed
				}
			}
			if _, err := io.WriteString(both, line); err != nil {
				written <- err
				return
			}
			time.Sleep(pause)
		}
		_, err := io.WriteString(both, strings.Join(lines[search:], ""))
		written <- err
	}()
	for _, kill := range kills {
		server.awaitLines(id, kill.known)
		server.kill()
		killed <- true
		server.start()
	}
	if err := <-written; err != nil {
		t.Fatalf("the job was disturbed: %v", err)
	}
	if err := live.Close(); err != nil {
		t.Fatal(err)
	}
	if trace.String() != string(log) {
		t.Fatal("the trace is not the log")
	}
	server.requireWholeLog(id, string(log))
}

// real is a firstbad of its own: `firstbad up` on a data folder.
type real struct {
	t       *testing.T
	url     string
	command []string
	printed string
	process *exec.Cmd
}

func startReal(t *testing.T) *real {
	t.Helper()
	binary := os.Getenv("FIRSTBAD_BIN")
	if binary == "" {
		const sentence = "FIRSTBAD_BIN does not name a firstbad command; ./check runs this with one"
		if os.Getenv("CI") == "true" {
			t.Fatal(sentence)
		}
		t.Skip(sentence)
	}
	folder := t.TempDir()
	page, broker, registry := freePort(t), freePort(t), freePort(t)
	server := &real{
		t:   t,
		url: fmt.Sprintf("http://127.0.0.1:%d", page),
		command: []string{
			binary, "up", "--data", filepath.Join(folder, "data"),
			"--port", fmt.Sprint(page),
			"--kafka-port", fmt.Sprint(broker),
			"--registry-port", fmt.Sprint(registry),
		},
		printed: filepath.Join(folder, "printed.txt"),
	}
	t.Setenv("FIRSTBAD_BOOTSTRAP_SERVERS", fmt.Sprintf("127.0.0.1:%d", broker))
	t.Setenv("FIRSTBAD_REGISTRY", fmt.Sprintf("http://127.0.0.1:%d", registry))
	t.Cleanup(server.kill)
	server.start()
	return server
}

func (r *real) start() {
	r.t.Helper()
	printed, err := os.OpenFile(r.printed, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		r.t.Fatal(err)
	}
	defer printed.Close()
	r.process = exec.Command(r.command[0], r.command[1:]...)
	r.process.Stdout, r.process.Stderr = printed, printed
	if err := r.process.Start(); err != nil {
		r.t.Fatal(err)
	}
	r.await("it is ready", func() bool {
		_, status := r.get("/health/ready")
		return status == http.StatusOK
	})
}

// kill is SIGKILL; the launcher has become Java.
func (r *real) kill() {
	if r.process == nil {
		return
	}
	if err := r.process.Process.Kill(); err != nil {
		r.t.Error(err)
	}
	r.process.Wait()
	r.process = nil
}

func (r *real) awaitLines(id string, known int64) {
	r.t.Helper()
	r.await(fmt.Sprintf("%d lines are there", known), func() bool {
		text, status := r.get("/api/v1/bisections/" + id + "/log/position")
		var there position
		return status == http.StatusOK && json.Unmarshal(text, &there) == nil && there.Lines >= known
	})
}

// requireWholeLog looks at the log that the view kept, at what the fold counted, and at the topic of
// culprits.
func (r *real) requireWholeLog(id, log string) {
	r.t.Helper()
	var answer struct {
		Bisection struct {
			EndedBy string `json:"ended_by"`
			Culprit string
			Lines   struct{ Read, Missing, Late, Conflict int }
		}
	}
	// Silence may end it a moment before that, when the last kill falls between result and end.
	r.await("the bisection has ended with its log", func() bool {
		text, status := r.get("/api/v1/bisections/" + id)
		return status == http.StatusOK && json.Unmarshal(text, &answer) == nil &&
			answer.Bisection.EndedBy == "END_OF_LOG"
	})
	got := answer.Bisection
	if got.Culprit != culprit || got.Lines.Read != strings.Count(log, "\n") ||
		got.Lines.Missing+got.Lines.Late+got.Lines.Conflict != 0 {
		r.t.Fatalf("the bisection is %+v", got)
	}
	kept, _ := r.get("/api/v1/bisections/" + id + "/log")
	if strings.TrimSuffix(string(kept), "\n") != strings.TrimSuffix(log, "\n") {
		r.t.Fatalf("the view's log differs:\n%s", kept)
	}
	// One event and line of JSON for each culprit.
	found := r.run("culprits", "-f", "json")
	var event struct{ ID, Commit string }
	if strings.Count(found, "\n") != 1 || json.Unmarshal([]byte(found), &event) != nil ||
		event.ID != id || event.Commit != culprit {
		r.t.Fatalf("the topic of culprits holds: %s", found)
	}
}

func (r *real) run(arguments ...string) string {
	r.t.Helper()
	command := exec.Command(r.command[0], arguments...)
	command.Stderr = os.Stderr
	output, err := command.Output()
	if err != nil {
		r.t.Fatal(err)
	}
	return string(output)
}

func (r *real) get(path string) ([]byte, int) {
	response, err := http.Get(r.url + path)
	if err != nil {
		return nil, 0
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		return nil, 0
	}
	return text, response.StatusCode
}

func (r *real) await(what string, condition func() bool) {
	r.t.Helper()
	for end := time.Now().Add(10 * time.Minute); !condition(); time.Sleep(100 * time.Millisecond) {
		if time.Now().After(end) {
			printed, _ := os.ReadFile(r.printed)
			r.t.Fatalf("still not: %s; the server printed:\n%s", what, printed)
		}
	}
}

func freePort(t *testing.T) int {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().(*net.TCPAddr).Port
}
