package firstbad

import (
	"io"
	"time"
)

// body is what one request sends: the lines from a number on, while they are written. It ends when
// its time is over, when the next line has left the queue, or with the log.
type body struct {
	queue *queue
	most  int // bytes
	timer *time.Timer

	// Guarded by the queue.
	next int64  // number of the line to read next
	rest []byte // of the line before it
	read int    // bytes
	over bool   // no further line is begun
}

// newBody begins with this line. So many bytes or so much time later it ends with a line.
func newBody(queue *queue, from int64, most int, within time.Duration) *body {
	b := &body{queue: queue, most: most, next: from}
	b.timer = time.AfterFunc(within, b.end)
	return b
}

// Read waits for lines. It returns what there is; a line may be cut, but is never followed by the
// end of the body then.
func (b *body) Read(into []byte) (int, error) {
	q := b.queue
	q.mu.Lock()
	defer q.mu.Unlock()
	for {
		if length := b.fill(into); length > 0 || len(into) == 0 {
			return length, nil
		}
		if b.over || q.closed || q.first > b.next {
			return 0, io.EOF
		}
		q.changed.Wait()
	}
}

func (b *body) fill(into []byte) int {
	length := 0
	for length < len(into) {
		if len(b.rest) == 0 {
			if b.over || b.read >= b.most || !b.queue.has(b.next) {
				break
			}
			b.rest = b.queue.lines[b.next-b.queue.first]
			b.next++
		}
		part := copy(into[length:], b.rest)
		b.rest = b.rest[part:]
		b.read += part
		length += part
	}
	b.over = b.over || b.read >= b.most
	return length
}

// Close is for the HTTP client, which may have enough in the middle of a line.
func (b *body) Close() error {
	b.timer.Stop()
	b.end()
	return nil
}

func (b *body) end() {
	b.queue.mu.Lock()
	defer b.queue.mu.Unlock()
	b.over = true
	b.queue.changed.Broadcast()
}

// sent returns the number of the last line that was begun.
func (b *body) sent() int64 {
	b.queue.mu.Lock()
	defer b.queue.mu.Unlock()
	return b.next - 1
}
