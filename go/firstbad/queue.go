package firstbad

import (
	"bytes"
	"sync"
	"unicode/utf8"
)

// lineCost is what a line costs beside its bytes.
const lineCost = 64

// queue holds the lines that the server has not confirmed, in order. Adding never waits: when the
// queue is full, the oldest lines leave it.
type queue struct {
	bound int // for bytes

	mu      sync.Mutex
	changed *sync.Cond
	lines   [][]byte // complete ones, each with its line feed
	first   int64    // number of lines[0], or of the next line when there is none
	bytes   int      // what lines cost
	rest    []byte   // the beginning of a line whose end is not written yet
	full    bool     // rest is as long as a line may be
	cut     int64    // bytes that were beyond it, in all lines
	closed  bool     // no line follows

	closing chan struct{} // closed with it
}

func newQueue(bound int) *queue {
	q := &queue{bound: bound, first: 1, closing: make(chan struct{})}
	q.changed = sync.NewCond(&q.mu)
	return q
}

// write adds text that may begin and end anywhere in a line.
func (q *queue) write(text []byte) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.closed {
		return
	}
	for {
		end := bytes.IndexByte(text, '\n')
		if end < 0 {
			q.keep(text)
			return
		}
		q.keep(text[:end])
		q.endLine()
		text = text[end+1:]
	}
}

// finish says that no line follows.
func (q *queue) finish() {
	q.mu.Lock()
	defer q.mu.Unlock()
	if len(q.rest) > 0 {
		q.endLine()
	}
	q.closed = true
	close(q.closing)
	q.changed.Broadcast()
}

func (q *queue) keep(part []byte) {
	room := LineBytes - len(q.rest)
	if q.full {
		room = 0
	}
	if len(part) > room {
		q.full = true
		kept := append(q.rest, part[:room]...)
		q.rest = kept[:wholeCharacters(kept)]
		q.cut += int64(len(kept) - len(q.rest) + len(part) - room)
		return
	}
	q.rest = append(q.rest, part...)
}

func (q *queue) endLine() {
	line := make([]byte, len(q.rest)+1)
	copy(line, q.rest)
	line[len(q.rest)] = '\n'
	q.rest = q.rest[:0]
	q.full = false
	q.lines = append(q.lines, line)
	q.bytes += len(line) + lineCost
	for q.bytes > q.bound && len(q.lines) > 1 {
		q.dropFirst()
	}
	q.changed.Broadcast()
}

func (q *queue) dropFirst() {
	q.bytes -= len(q.lines[0]) + lineCost
	q.lines[0] = nil
	q.lines = q.lines[1:]
	q.first++
}

// await waits until there is a line with this number or a higher one, and returns the lowest such
// number. When the log ends before it, ended is true.
func (q *queue) await(number int64) (from int64, ended bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for {
		if number < q.first {
			number = q.first
		}
		if q.has(number) {
			return number, false
		}
		if q.closed {
			return number, true
		}
		q.changed.Wait()
	}
}

func (q *queue) has(number int64) bool {
	return number >= q.first && number < q.first+int64(len(q.lines))
}

// release lets go of the lines up to this one.
func (q *queue) release(number int64) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for len(q.lines) > 0 && q.first <= number {
		q.dropFirst()
	}
}

// figures returns how many lines were written, how many of them are still here, and how many bytes
// were cut.
func (q *queue) figures() (written, kept, cut int64) {
	q.mu.Lock()
	defer q.mu.Unlock()
	kept = int64(len(q.lines))
	return q.first + kept - 1, kept, q.cut
}

// wholeCharacters returns the largest length that does not end inside a character of UTF-8.
func wholeCharacters(text []byte) int {
	for back := 1; back < utf8.UTFMax && back <= len(text); back++ {
		at := len(text) - back
		if utf8.RuneStart(text[at]) {
			if !utf8.FullRune(text[at:]) {
				return at
			}
			break
		}
	}
	return len(text)
}
