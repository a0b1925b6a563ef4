package firstbad

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestTheEnvironmentSaysWhereALogGoes(t *testing.T) {
	server := newFake(t)
	file := filepath.Join(t.TempDir(), "token")
	if err := os.WriteFile(file, []byte("secret\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv(URLVariable, server.URL)
	t.Setenv(TokenFileVariable, file)
	log := FromEnvironment("job-7", Options{
		Labels: map[string]string{"bug.title": "x" + strings.Repeat("ä", 600)},
		Say:    func(sentence string) { t.Error(sentence) },
	})
	write(t, log, "line\n")
	closed(t, log)
	server.requireLog("line")
	request := server.seen()[0]
	if got := request.Header.Get("Authorization"); got != "Bearer secret" {
		t.Errorf("Authorization: %s", got)
	}
	label := request.URL.Query().Get("label")
	if want := "bug.title=x" + strings.Repeat("ä", 345); label != want {
		t.Errorf("the label has %d bytes: %s", len(label), label)
	}
}

func TestNothingInTheEnvironmentDisturbsTheJob(t *testing.T) {
	missing := filepath.Join(t.TempDir(), "token")
	for _, environment := range []struct{ url, token, says string }{
		{"", "", ""},
		{"", missing, ""},
		{"nonsense", "", "http:// or https://"},
		{"http://host", missing, "its token cannot be read"},
	} {
		t.Setenv(URLVariable, environment.url)
		t.Setenv(TokenFileVariable, environment.token)
		said := ""
		for _, say := range []func(string){nil, func(sentence string) { said += sentence }} {
			log := FromEnvironment("job-7", Options{Say: say})
			write(t, log, "line\n")
			closed(t, log)
		}
		if environment.says == "" && said != "" || !strings.Contains(said, environment.says) {
			t.Errorf("with %q and %q it said %q", environment.url, environment.token, said)
		}
	}
}
