package firstbad

import (
	"errors"
	"fmt"
	"math/rand"
	"net/http"
	"sort"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// misbehaviour is one way in which a server or something before it fails; it answers the request.
type misbehaviour func(f *fake, answer http.ResponseWriter, request *http.Request)

var misbehaviours = map[string]misbehaviour{
	"refuses before it has read the body": func(_ *fake, answer http.ResponseWriter, _ *http.Request) {
		answer.WriteHeader(http.StatusServiceUnavailable)
	},
	"is a page of something else": func(_ *fake, answer http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(answer, "<html>Welcome</html>")
	},
	"is another JSON": func(_ *fake, answer http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(answer, `{"status":"UP"}`)
	},
	"breaks off in the middle": func(f *fake, answer http.ResponseWriter, request *http.Request) {
		if request.Method == http.MethodPut {
			f.take(request, 2)
		}
		hangUp(answer)
	},
	"hangs up at once": func(_ *fake, answer http.ResponseWriter, _ *http.Request) {
		hangUp(answer)
	},
	"takes everything and loses the answer": func(f *fake, answer http.ResponseWriter, request *http.Request) {
		if request.Method == http.MethodPut {
			f.take(request, -1)
		}
		hangUp(answer)
	},
	"confirms a part of it": func(f *fake, answer http.ResponseWriter, request *http.Request) {
		if request.Method == http.MethodPut {
			last, _ := f.take(request, 1)
			f.answer(answer, last)
			return
		}
		f.position(answer)
	},
	"confirms what was never sent": func(_ *fake, answer http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(answer, `{"lines":1000000,"ended":false}`)
	},
	"confirms less than nothing": func(_ *fake, answer http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(answer, `{"lines":-5,"ended":false}`)
	},
	"answers without an end": func(_ *fake, answer http.ResponseWriter, _ *http.Request) {
		for {
			if _, err := answer.Write(make([]byte, 1<<15)); err != nil {
				return
			}
		}
	},
}

func hangUp(answer http.ResponseWriter) {
	connection, _, err := answer.(http.Hijacker).Hijack()
	if err == nil {
		connection.Close()
	}
}

func TestEveryLineArrivesOnceAServerBehavesAgain(t *testing.T) {
	for name, misbehave := range misbehaviours {
		misbehave := misbehave
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := newFake(t)
			var left int32 = 6
			server.misbehaving(func(answer http.ResponseWriter, request *http.Request) bool {
				if atomic.AddInt32(&left, -1) < 0 {
					return false
				}
				misbehave(server, answer, request)
				return true
			})
			log := begun(t, server.URL, Options{}, quick)
			want := lines(50)
			write(t, log, strings.Join(want, "\n"))
			until(t, "it misbehaved often enough", func() bool { return atomic.LoadInt32(&left) < 0 })
			closed(t, log)
			server.requireLog(want...)
		})
	}
}

// Whatever happens in whatever order, and however the text is cut.
func TestEveryLineArrivesThroughAnyTrouble(t *testing.T) {
	for seed := int64(1); seed <= 8; seed++ {
		seed := seed
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			t.Parallel()
			chance := dice(seed)
			server := newFake(t)
			server.misbehaving(anyTrouble(server, chance))
			short := quick
			short.confirm = time.Millisecond
			log := begun(t, server.URL, Options{CloseTimeout: time.Minute}, short)
			want := lines(400)
			for text := strings.Join(want, "\n") + "\n"; text != ""; {
				length := 1 + chance(60)
				if length > len(text) {
					length = len(text)
				}
				write(t, log, text[:length])
				text = text[length:]
				if chance(20) == 0 {
					time.Sleep(time.Millisecond)
				}
			}
			closed(t, log)
			server.requireLog(want...)
		})
	}
}

// A line that is not there has been counted as dropped, and no line twice.
func TestNoLineIsLostUnsaidThroughAnyTroubleWithAFullBuffer(t *testing.T) {
	for seed := int64(1); seed <= 4; seed++ {
		seed := seed
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			t.Parallel()
			chance := dice(seed)
			server := newFake(t)
			server.misbehaving(anyTrouble(server, chance))
			log := begun(t, server.URL, Options{BufferBytes: 1 << 20, CloseTimeout: time.Minute}, quick)
			const written = 200
			for n := 1; n <= written; n++ {
				write(t, log, strings.Repeat(strconv.Itoa(n%10), 1+chance(60_000))+"\n")
				if chance(10) == 0 {
					time.Sleep(time.Millisecond)
				}
			}
			var loss *Loss
			if err := log.Close(); err != nil && !errors.As(err, &loss) {
				t.Fatal(err)
			}
			if loss == nil {
				loss = &Loss{Ended: true}
			}
			missing := int64(written - server.count())
			t.Logf("%d lines are missing, %d were counted", missing, loss.Dropped)
			if !loss.Ended || loss.Unconfirmed != 0 || missing > loss.Dropped || loss.Dropped > written {
				t.Fatalf("%d lines are missing: %v", missing, loss)
			}
		})
	}
}

func dice(seed int64) func(int) int {
	random := rand.New(rand.NewSource(seed))
	var guard sync.Mutex
	return func(n int) int {
		guard.Lock()
		defer guard.Unlock()
		return random.Intn(n)
	}
}

// anyTrouble is a server of which a third of the answers are right.
func anyTrouble(f *fake, chance func(int) int) func(http.ResponseWriter, *http.Request) bool {
	var names []string
	for name := range misbehaviours {
		names = append(names, name)
	}
	sort.Strings(names)
	return func(answer http.ResponseWriter, request *http.Request) bool {
		if chance(3) == 0 {
			return false
		}
		misbehaviours[names[chance(len(names))]](f, answer, request)
		return true
	}
}
