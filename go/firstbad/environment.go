package firstbad

import (
	"io"
	"os"
	"strings"
)

const (
	// URLVariable names the environment variable with the URL of the server; without it a log goes
	// nowhere.
	URLVariable = "FIRSTBAD_URL"

	// TokenFileVariable names the one with the path of a file that holds the token, read when a log
	// begins: the environment itself is shown to every process that a job starts.
	TokenFileVariable = "FIRSTBAD_TOKEN_FILE"

	shortLabel = 700
)

// FromEnvironment is New for a program that others configure: the environment says where logs go,
// and whether they go anywhere. What is wrong is said to options.Say; the result takes everything
// all the same. Labels are cut to 700 bytes, and a token in the options wins over the file.
func FromEnvironment(id string, options Options) io.WriteCloser {
	url := os.Getenv(URLVariable)
	if url == "" {
		return nowhere{}
	}
	say := options.Say
	if say == nil {
		say = func(string) {}
	}
	if file := os.Getenv(TokenFileVariable); file != "" && options.Token == "" {
		token, err := os.ReadFile(file)
		if err != nil {
			say("firstbad: " + id + ": the log is not sent, since its token cannot be read: " + err.Error())
			return nowhere{}
		}
		options.Token = strings.TrimSpace(string(token))
	}
	short := map[string]string{}
	for name, value := range options.Labels {
		if most := shortLabel - len(name); len(value) > most && most >= 0 {
			value = value[:wholeCharacters([]byte(value[:most]))]
		}
		short[name] = value
	}
	options.Labels = short
	live, err := New(url, id, options)
	if err != nil {
		say(err.Error() + "; the log " + id + " is not sent")
		return nowhere{}
	}
	return live
}

// nowhere is a log that nobody wants.
type nowhere struct{}

func (nowhere) Write(text []byte) (int, error) { return len(text), nil }
func (nowhere) Close() error                   { return nil }
