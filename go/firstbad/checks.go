package firstbad

import (
	"fmt"
	"hash/crc32"
	"net/url"
	"regexp"
	"sort"
	"strconv"
	"strings"
)

const (
	idLength   = 200
	labelCount = 32
	labelBytes = 1024
	labelsAll  = 4096
)

var (
	legalID = regexp.MustCompile(`^[A-Za-z0-9._:/@+=~-]{1,200}$`)
	notInID = regexp.MustCompile(`[^A-Za-z0-9._:/@+=~-]`)
)

// ID makes an id of any text, such as the name of a job: every character that an id cannot have
// becomes an underscore. Of a text that is too long the end is kept, after a checksum of the whole.
// The id of an empty text is "_".
func ID(text string) string {
	id := notInID.ReplaceAllString(text, "_")
	if id == "" {
		return "_"
	}
	if len(id) > idLength {
		mark := fmt.Sprintf("%08x~", crc32.ChecksumIEEE([]byte(text)))
		id = mark + id[len(id)-idLength+len(mark):]
	}
	return id
}

func checkID(id string) error {
	if !legalID.MatchString(id) {
		return refused("the id %s is refused; an id has 1 to %d characters, and only letters, digits"+
			" and ._:/@+=~- (ID makes one of any text)", fmt.Sprintf("%.60q", id), idLength)
	}
	return nil
}

// visible says whether the text can stand in a header, whose refusal would repeat it.
func visible(text string) bool {
	for _, c := range []byte(text) {
		if c <= ' ' || c > '~' {
			return false
		}
	}
	return true
}

// serverURL returns the URL without a slash at its end.
func serverURL(address string) (string, error) {
	parsed, err := url.Parse(address)
	if err != nil {
		return "", refused("the server's URL cannot be read; it looks like https://firstbad.example.org")
	}
	switch {
	case parsed.Scheme != "http" && parsed.Scheme != "https", parsed.Host == "":
		return "", refused("the server's URL is to begin with http:// or https:// and a host; it is %.200q",
			parsed.Redacted())
	case parsed.User != nil:
		return "", refused("the server's URL holds a name or a password; a token goes into Options.Token")
	case parsed.RawQuery != "" || parsed.Fragment != "":
		return "", refused("the server's URL has a query or a fragment; it is to end with the path")
	}
	if port := parsed.Port(); port != "" {
		if number, err := strconv.ParseUint(port, 10, 16); err != nil || number == 0 {
			return "", refused("the server's URL has the port %.20s; a port is from 1 to 65535", port)
		}
	}
	return strings.TrimRight(parsed.String(), "/"), nil
}

// labelValues returns name=value for each label, in the order of names.
func labelValues(labels map[string]string) (url.Values, error) {
	all := 0
	values := url.Values{}
	for name, value := range labels {
		if value == "" {
			continue
		}
		label := strings.ToValidUTF8(name+"="+value, "\uFFFD")
		if strings.TrimSpace(name) == "" || strings.Contains(name, "=") {
			return nil, refused("the label %.60q has no name, or one with an equals sign", label)
		}
		if bytes := len(label) - 1; bytes > labelBytes {
			return nil, refused("the label %.60q has %d bytes; %d are allowed for name and value",
				name, bytes, labelBytes)
		}
		all += len(label) - 1
		values.Add("label", label)
	}
	if count := len(values["label"]); count > labelCount {
		return nil, refused("%d labels were given; a log has at most %d", count, labelCount)
	}
	if all > labelsAll {
		return nil, refused("the labels have %d bytes together; %d are allowed", all, labelsAll)
	}
	sort.Strings(values["label"])
	return values, nil
}
