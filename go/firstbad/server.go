package firstbad

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// answerBytes is more than a server says.
const answerBytes = 64 << 10

// server is one log at one server, over HTTP.
type server struct {
	log    string     // URL of the log
	labels url.Values // as the server takes them
	token  string
	client *http.Client
}

// failure is an answer other than 200, or one that no Firstbad server gives.
type failure struct {
	sentence string
	pause    time.Duration // that the server asks for; 0 when it asks for none
}

func (f *failure) Error() string { return f.sentence }

func newServer(address, id string, options Options) (*server, error) {
	base, err := serverURL(address)
	if err != nil {
		return nil, err
	}
	if err := checkID(id); err != nil {
		return nil, err
	}
	labels, err := labelValues(options.Labels)
	if err != nil {
		return nil, err
	}
	if !visible(options.Token) {
		return nil, refused("the token has other characters than visible ones of ASCII")
	}
	transport := &http.Transport{
		Proxy:               http.ProxyFromEnvironment,
		DialContext:         (&net.Dialer{Timeout: 10 * time.Second}).DialContext,
		TLSHandshakeTimeout: 10 * time.Second,
		IdleConnTimeout:     time.Minute,
	}
	if options.TLS != nil {
		transport.TLSClientConfig = options.TLS.Clone()
	}
	return &server{
		log:    base + "/api/v1/bisections/" + url.PathEscape(id) + "/log",
		labels: labels,
		token:  options.Token,
		client: &http.Client{
			Transport: transport,
			// Lines are not to go where nobody has sent them, and neither is the token.
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
	}, nil
}

// position is how much of the log the server has.
type position struct {
	Lines int64 `json:"lines"`
	Ended bool  `json:"ended"`
}

func (s *server) position(ctx context.Context) (position, error) {
	return s.ask(ctx, http.MethodGet, s.log+"/position", nil)
}

// put sends lines, of which the first has this number, and waits until they are durable.
func (s *server) put(ctx context.Context, from int64, lines io.Reader) (position, error) {
	return s.ask(ctx, http.MethodPut, s.log+"?"+s.query(from, true), lines)
}

// end says that the log has no line with this number and none after it.
func (s *server) end(ctx context.Context, number int64) (position, error) {
	return s.ask(ctx, http.MethodPut, s.log+"?"+s.query(number, false), http.NoBody)
}

func (s *server) query(from int64, more bool) string {
	query := url.Values{
		"label":     s.labels["label"],
		"from_line": {strconv.FormatInt(from, 10)},
		"more":      {strconv.FormatBool(more)},
	}
	return query.Encode()
}

func (s *server) ask(ctx context.Context, method, address string, body io.Reader) (position, error) {
	var answered position
	request, err := http.NewRequestWithContext(ctx, method, address, body)
	if err != nil {
		return answered, err
	}
	if method == http.MethodPut {
		request.Header.Set("Content-Type", "text/plain; charset=utf-8")
	}
	if s.token != "" {
		request.Header.Set("Authorization", "Bearer "+s.token)
	}
	response, err := s.client.Do(request)
	if err != nil {
		// The client's own error repeats the URL with all labels.
		var inner *url.Error
		if errors.As(err, &inner) {
			err = inner.Err
		}
		return answered, err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(io.LimitReader(response.Body, answerBytes))
	if err != nil {
		return answered, err
	}
	if response.StatusCode != http.StatusOK {
		return answered, refusal(response, text)
	}
	if json.Unmarshal(text, &answered) != nil || !strings.Contains(string(text), `"lines"`) {
		return answered, &failure{sentence: "the answer is not that of a Firstbad server"}
	}
	return answered, nil
}

// refusal makes one sentence of an answer that may come from anything in between.
func refusal(response *http.Response, text []byte) error {
	sentence := "the server answered " + strconv.Itoa(response.StatusCode)
	var problem struct {
		Detail string `json:"detail"`
	}
	if location := response.Header.Get("Location"); location != "" {
		sentence += " and points to " + shown(location) + ", which is not followed"
	} else if json.Unmarshal(text, &problem) == nil && problem.Detail != "" {
		sentence += ": " + shown(problem.Detail)
	}
	seconds, err := strconv.Atoi(response.Header.Get("Retry-After"))
	if err != nil || seconds < 0 || seconds > 3600 {
		seconds = 0
	}
	return &failure{sentence, time.Duration(seconds) * time.Second}
}

// shown makes foreign text fit for a line of somebody's log.
func shown(text string) string {
	const most = 300
	plain := strings.Map(func(c rune) rune {
		if strconv.IsPrint(c) {
			return c
		}
		return ' '
	}, text)
	if characters := []rune(plain); len(characters) > most {
		return string(characters[:most]) + "..."
	}
	return plain
}

// refused is what New returns.
func refused(format string, values ...interface{}) error {
	return fmt.Errorf("firstbad: "+format, values...)
}
