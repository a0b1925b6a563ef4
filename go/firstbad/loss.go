package firstbad

import (
	"fmt"
	"strings"
)

// Loss is the error of Close: the server does not have the whole log, or is not known to have it.
type Loss struct {
	ID          string
	Written     int64 // lines that the job wrote
	Dropped     int64 // of them, that left the full buffer before the server had confirmed them
	Unconfirmed int64 // of them, that Close gave up on; the server may have some
	CutBytes    int64 // that were beyond LineBytes, in all lines
	Ended       bool  // the server knows that the log is complete
	Cause       error // why the last request failed; nil when it did not
}

// Error is one sentence.
func (l *Loss) Error() string {
	var parts []string
	if l.Dropped > 0 {
		parts = append(parts, fmt.Sprintf("%d left the full buffer unconfirmed", l.Dropped))
	}
	if l.Unconfirmed > 0 {
		parts = append(parts, fmt.Sprintf("%d were not confirmed before Close gave up", l.Unconfirmed))
	}
	if l.CutBytes > 0 {
		parts = append(parts, fmt.Sprintf("%d bytes beyond %d of a line were cut", l.CutBytes, LineBytes))
	}
	if !l.Ended {
		parts = append(parts, "the server does not know that the log has ended")
	}
	sentence := fmt.Sprintf("firstbad: %s: of %d lines, %s", l.ID, l.Written, strings.Join(parts, ", "))
	if l.Cause != nil {
		sentence += ": " + l.Cause.Error()
	}
	return sentence
}

// Unwrap returns the cause.
func (l *Loss) Unwrap() error { return l.Cause }

// loss says what the server does not have; nil when it has everything.
func (s *sender) loss() *Loss {
	written, kept, cut := s.queue.figures()
	s.mu.Lock()
	defer s.mu.Unlock()
	loss := &Loss{
		ID:          s.id,
		Written:     written,
		Dropped:     s.dropped,
		Unconfirmed: kept,
		CutBytes:    cut,
		Ended:       s.ended,
		Cause:       s.cause,
	}
	if gone := written - kept - s.settled; gone > 0 {
		loss.Dropped += gone
	}
	if loss.Ended && loss.Dropped == 0 && loss.CutBytes == 0 {
		return nil
	}
	return loss
}
