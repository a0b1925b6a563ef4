package firstbad

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

func TestWhatCannotWorkIsRefusedAtOnce(t *testing.T) {
	long := strings.Repeat("x", 1025)
	many := map[string]string{}
	for n := 0; n < 33; n++ {
		many[fmt.Sprint("label-", n)] = "x"
	}
	large := map[string]string{}
	for n := 0; n < 5; n++ {
		large[fmt.Sprint("label-", n)] = long[:1000]
	}
	for _, bad := range []struct {
		url, id string
		options Options
		says    string
	}{
		{"firstbad.example.org", "x", Options{}, "http:// or https://"},
		{"ftp://firstbad.example.org", "x", Options{}, "http:// or https://"},
		{"http://", "x", Options{}, "a host"},
		{"http://a\nb", "x", Options{}, "cannot be read"},
		{"http://me:secret@host", "x", Options{}, "a token goes into Options.Token"},
		{"http://host?x=1", "x", Options{}, "query"},
		{"http://host:99999", "x", Options{}, "a port is from 1 to 65535"},
		{"http://host:0", "x", Options{}, "a port is from 1 to 65535"},
		{"http://host", "", Options{}, "1 to 200 characters"},
		{"http://host", "a|b", Options{}, "only letters"},
		{"http://host", strings.Repeat("x", 201), Options{}, "1 to 200"},
		{"http://host", "x", Options{Labels: many}, "33 labels"},
		{"http://host", "x", Options{Labels: large}, "4096 are allowed"},
		{"http://host", "x", Options{Labels: map[string]string{"bug.title": long}}, "1024 are allowed"},
		{"http://host", "x", Options{Labels: map[string]string{" ": "x"}}, "no name"},
		{"http://host", "x", Options{Labels: map[string]string{"a=b": "x"}}, "equals sign"},
		{"http://host", "x", Options{Token: "secret\r\nb"}, "visible"},
		{"http://host", "x", Options{Token: "secretä"}, "visible"},
		{"http://host", "x", Options{BufferBytes: 5}, "at least 1048576 bytes"},
		{"http://host", "x", Options{CloseTimeout: -1}, "positive"},
	} {
		log, err := New(bad.url, bad.id, bad.options)
		if log != nil || err == nil || !strings.Contains(err.Error(), bad.says) {
			t.Errorf("New(%.40q, %.40q) returned %v; it should say %q", bad.url, bad.id, err, bad.says)
		}
		if err != nil && strings.Contains(err.Error(), "secret") {
			t.Errorf("a secret is in: %v", err)
		}
	}
}

func TestAnyTextHasAnID(t *testing.T) {
	for text, want := range map[string]string{
		"":           "_",
		"abc|123":    "abc_123",
		"ä b\n":      "__b_",
		"a/b:c@d+e=": "a/b:c@d+e=",
	} {
		if got := ID(text); got != want {
			t.Errorf("ID(%q) is %q", text, got)
		}
	}
	long := ID(strings.Repeat("x", 300) + "|")
	if checkID(long) != nil || len(long) != 200 || long == ID(strings.Repeat("y", 1)+strings.Repeat("x", 299)+"|") {
		t.Errorf("ID of a long text is %q", long)
	}
}

func TestCharactersStayWhole(t *testing.T) {
	for _, text := range []string{"", "a", "ä", "€", "😀", "\x80\x80\x80\x80\x80", "a\xff"} {
		if got := wholeCharacters([]byte(text)); got != len(text) {
			t.Errorf("%q: %d", text, got)
		}
	}
	for _, text := range []string{"ä", "€", "😀"} {
		for cut := 1; cut < len(text); cut++ {
			if got := wholeCharacters(append(bytes.Repeat([]byte("x"), 5), text[:cut]...)); got != 5 {
				t.Errorf("%q cut to %d bytes: %d", text, cut, got)
			}
		}
	}
}
