// Package firstbad sends the log of a bisection to a Firstbad server while it is being written.
//
//	live, err := firstbad.New("https://firstbad.example.org", "job-7", firstbad.Options{
//		Labels: map[string]string{"bug.title": "WARNING in x"},
//		Token:  token,
//	})
//	if err != nil {
//		return err // an id, a URL or a label that no server would take
//	}
//	trace := io.MultiWriter(file, live)
//	...
//	if err := live.Close(); err != nil {
//		log.Print(err) // what the server does not have, and why
//	}
//
// The job that writes never waits for the network and never gets an error: lines go into a bounded
// buffer, and a goroutine sends them as they come. When the server goes away, the goroutine tries
// again with growing pauses, asks how far the log got, and goes on there. Lines that the server has
// not confirmed stay in the buffer; when it is full, the oldest are dropped, since the end of a log
// names the culprit. Numbers are kept, so that the server knows of the gap.
package firstbad

import (
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"sync"
	"time"
)

const (
	// LineBytes is the longest line; what is beyond it is cut, here as in the server.
	LineBytes = 256 << 10

	defaultBuffer = 16 << 20
	smallest      = 1 << 20
	defaultClose  = 30 * time.Second
)

// Options of a log. The zero value is fine for a server on the same machine.
type Options struct {
	// Labels say what the log is about: bug.title, bug.url, kernel.repo, kernel.branch, manager.
	// At most 32, each of at most 1 KiB with its name, 4 KiB together. Those without a value are
	// left out.
	Labels map[string]string

	// Token is shown to the server with each request (Authorization: Bearer).
	Token string

	// TLS is for https where the system's certificates do not do. It is not changed.
	TLS *tls.Config

	// BufferBytes bounds the memory for lines that the server has not confirmed: at least 1 MiB,
	// 16 MiB when it is 0.
	BufferBytes int

	// CloseTimeout bounds how long Close waits for the last lines; 30 s when it is 0.
	CloseTimeout time.Duration

	// Say gets one sentence when sending begins to fail and one when it goes on. It is called from
	// the goroutine that sends, which waits for it.
	Say func(sentence string)
}

// New begins a log with this id: 1 to 200 letters, digits and ._:/@+=~- (see ID). It contacts
// nobody; an error means that the URL, the id or an option can never work.
//
// Lines are numbered from 1. A log that is written again under its id changes nothing in the
// server; another log needs another id.
//
// The result may be written to by several goroutines. Write always takes everything. Close ends the
// log and returns nil when the server has all of it, else a *Loss; it returns within CloseTimeout.
func New(url, id string, options Options) (io.WriteCloser, error) {
	return begin(url, id, options, usual)
}

// timing holds the durations that tests shorten.
type timing struct {
	confirm time.Duration // a request ends so long after its first line, and the server confirms
	answer  time.Duration // how long the server may take for that
	pause   time.Duration // before the second attempt; it doubles with each one
	longest time.Duration // pause
}

var usual = timing{
	confirm: 5 * time.Second,
	answer:  time.Minute,
	pause:   500 * time.Millisecond,
	longest: 15 * time.Second,
}

// writer is the job's side of a log.
type writer struct {
	queue   *queue
	sender  *sender
	timeout time.Duration
	stop    context.CancelFunc

	once sync.Once
	loss error
}

func begin(url, id string, options Options, timing timing) (io.WriteCloser, error) {
	server, err := newServer(url, id, options)
	if err != nil {
		return nil, err
	}
	if options.BufferBytes == 0 {
		options.BufferBytes = defaultBuffer
	}
	if options.BufferBytes < smallest {
		return nil, refused("BufferBytes is %d; a buffer has at least %d bytes", options.BufferBytes, smallest)
	}
	if options.CloseTimeout == 0 {
		options.CloseTimeout = defaultClose
	}
	if options.CloseTimeout < 0 {
		return nil, refused("CloseTimeout is %v; it is to be positive", options.CloseTimeout)
	}
	queue := newQueue(options.BufferBytes)
	ctx, stop := context.WithCancel(context.Background())
	w := &writer{
		queue:   queue,
		sender:  newSender(id, server, queue, timing, options.Say),
		timeout: options.CloseTimeout,
		stop:    stop,
	}
	go w.sender.run(ctx)
	return w, nil
}

// Write takes everything, at once. What comes after Close is ignored.
func (w *writer) Write(text []byte) (int, error) {
	w.queue.write(text)
	return len(text), nil
}

// Close ends the log; a last line without a line feed is a line too.
func (w *writer) Close() error {
	w.once.Do(func() {
		w.queue.finish()
		patience := time.NewTimer(w.timeout)
		defer patience.Stop()
		select {
		case <-w.sender.done:
		case <-patience.C:
		}
		w.stop()
		if loss := w.sender.loss(); loss != nil {
			if loss.Cause == nil && !loss.Ended {
				loss.Cause = fmt.Errorf("the server took longer than the %v that Close waits", w.timeout)
			}
			w.loss = loss
		}
	})
	return w.loss
}
