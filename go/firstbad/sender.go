package firstbad

import (
	"context"
	"errors"
	"fmt"
	"math/rand"
	"sync"
	"time"
)

// sender brings a queue to a server, however often the server goes away.
type sender struct {
	id     string
	server *server
	queue  *queue
	timing timing
	say    func(string)
	random *rand.Rand
	done   chan struct{} // closed when nothing more is sent

	// Of the goroutine that sends.
	next     int64 // number of the line to send next
	sent     int64 // number of the last line that was ever sent
	failures int   // in a row

	mu      sync.Mutex
	settled int64 // number of the last line that was confirmed or dropped, as all before it
	dropped int64 // lines that had left the full queue before they could be sent
	ended   bool  // the server has the end
	cause   error // of the last failure
}

func newSender(id string, server *server, queue *queue, timing timing, say func(string)) *sender {
	if say == nil {
		say = func(string) {}
	}
	return &sender{
		id:     id,
		server: server,
		queue:  queue,
		timing: timing,
		say:    say,
		random: rand.New(rand.NewSource(time.Now().UnixNano())),
		done:   make(chan struct{}),
		next:   1,
	}
}

// run sends until the server has the whole log, or the context ends.
func (s *sender) run(ctx context.Context) {
	defer close(s.done)
	defer s.server.client.CloseIdleConnections()
	for {
		from, last := s.queue.await(s.next)
		s.skipTo(from)
		var err error
		if last {
			err = s.sendEnd(ctx)
		} else {
			err = s.sendLines(ctx)
		}
		if err == nil && last {
			return
		}
		for err != nil {
			s.failed(err)
			if !s.wait(ctx, err) {
				return
			}
			var over bool
			if over, err = s.resume(ctx, last); over {
				return
			}
		}
	}
}

// skipTo goes on at this line, since those before it have left the queue.
func (s *sender) skipTo(line int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if line > s.next {
		s.dropped += line - s.next
		s.settled = line - 1
	}
	s.next = line
}

// confirmed goes on after this line, which the server has.
func (s *sender) confirmed(line int64) {
	s.queue.release(line)
	s.mu.Lock()
	defer s.mu.Unlock()
	if line > s.settled {
		s.settled = line
	}
	s.next = s.settled + 1
}

// sendLines sends what there is and what comes within a short time, as one request.
func (s *sender) sendLines(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, s.timing.confirm+s.timing.answer)
	defer cancel()
	from := s.next
	lines := newBody(s.queue, from, s.queue.bound/4, s.timing.confirm)
	defer lines.Close()
	answered, err := s.server.put(ctx, from, lines)
	sent := lines.sent()
	if sent > s.sent {
		s.sent = sent
	}
	if err != nil {
		return err
	}
	if answered.Lines < from-1 || answered.Lines > sent {
		return &failure{sentence: fmt.Sprintf("the server confirmed line %d of the lines %d to %d",
			answered.Lines, from, sent)}
	}
	s.confirmed(answered.Lines)
	if answered.Lines < sent {
		return &failure{sentence: fmt.Sprintf("the server confirmed only the lines up to %d of %d",
			answered.Lines, sent)}
	}
	s.succeeded()
	return nil
}

// sendEnd says that the log is complete: a request of its own, since a body that ends before its
// time, wherever it was cut on its way, must not end the log.
func (s *sender) sendEnd(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, s.timing.answer)
	defer cancel()
	answered, err := s.server.end(ctx, s.next)
	if err != nil {
		return err
	}
	if !answered.Ended {
		return &failure{sentence: "the server did not take the end of the log"}
	}
	s.succeeded()
	s.setEnded()
	return nil
}

// resume asks how far the log got. It returns true when the server has all of it.
func (s *sender) resume(ctx context.Context, last bool) (bool, error) {
	ctx, cancel := context.WithTimeout(ctx, s.timing.answer)
	defer cancel()
	there, err := s.server.position(ctx)
	if err != nil {
		return false, err
	}
	if last && there.Ended && there.Lines >= s.next-1 {
		s.setEnded()
		return true, nil
	}
	if there.Lines > s.sent {
		// Somebody wrote under this id before; the server compares the logs when it gets this one.
		there.Lines = 0
	}
	s.confirmed(there.Lines)
	return false, nil
}

// wait pauses, the longer the more failures there were; it returns false when the context ends.
// While the job waits in Close, pauses are short.
func (s *sender) wait(ctx context.Context, err error) bool {
	pause := pauseAfter(s.failures, s.timing)
	var asked *failure
	if errors.As(err, &asked) && asked.pause > pause {
		pause = asked.pause
		if pause > s.timing.longest {
			pause = s.timing.longest
		}
	}
	// Many logs lose the server at the same moment and are not to come back at the same one.
	pause = pause/2 + time.Duration(s.random.Int63n(int64(pause/2)+1))
	closing := s.queue.closing
	select {
	case <-closing:
		closing = nil
		if pause > s.timing.pause {
			pause = s.timing.pause
		}
	default:
	}
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-closing:
	case <-ctx.Done():
		return false
	}
	return true
}

// pauseAfter doubles with each failure up to the longest pause.
func pauseAfter(failures int, timing timing) time.Duration {
	pause := timing.pause
	for n := 1; n < failures && pause < timing.longest; n++ {
		pause *= 2
	}
	if pause > timing.longest {
		return timing.longest
	}
	return pause
}

func (s *sender) failed(err error) {
	s.mu.Lock()
	s.cause = err
	s.mu.Unlock()
	s.failures++
	if s.failures == 1 {
		s.say(fmt.Sprintf("firstbad: %s: line %d and what follows wait: %v", s.id, s.next, err))
	}
}

func (s *sender) succeeded() {
	if s.failures > 0 {
		s.say(fmt.Sprintf("firstbad: %s: the server takes lines again, %d of them so far", s.id, s.next-1))
	}
	s.failures = 0
	s.mu.Lock()
	s.cause = nil
	s.mu.Unlock()
}

func (s *sender) setEnded() {
	s.mu.Lock()
	s.ended = true
	s.mu.Unlock()
}
