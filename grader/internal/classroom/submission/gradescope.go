package submission

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"strings"
	"syscall"
	"time"

	"go.yaml.in/yaml/v3"
)

// metadataName is the file beside the folders of a Gradescope export:
//
//	submission_12345:
//	  :submitters:
//	  - :name: Jane Doe
//	    :sid: '1234'
//	    :email: jane@example.edu
//	  :created_at: 2026-03-01 12:00:00.123456789 Z
const metadataName = "submission_metadata.yml"

const maxMetadata = 64 << 20

type gradescopeEntry struct {
	people  []Person
	created time.Time
}

// key names a team after all who handed in.
func (g gradescopeEntry) key() string {
	var names []string
	for _, p := range g.people {
		names = append(names, p.Name)
	}
	return strings.Join(names, " & ")
}

// readMetadata returns what is known by the folder's name. Without it, or when
// it is damaged, folders go by their own names.
func readMetadata(dir string, entries []entry, notice func(string)) map[string]gradescopeEntry {
	found := false
	for _, e := range entries {
		found = found || e.name == metadataName && !e.dir && !e.link && !e.special
	}
	if !found {
		return nil
	}
	meta, err := func() (map[string]gradescopeEntry, error) {
		f, err := os.OpenFile(join(dir, metadataName), os.O_RDONLY|syscall.O_NONBLOCK, 0)
		if err != nil {
			return nil, cannotRead(err)
		}
		defer f.Close()
		text, err := io.ReadAll(io.LimitReader(f, maxMetadata+1))
		if err != nil {
			return nil, cannotRead(err)
		}
		return parseMetadata(text)
	}()
	if err != nil {
		notice(fmt.Sprintf("%s: %s Submissions go by the names of their folders.", metadataName, sentence(err)))
	}
	return meta
}

func parseMetadata(text []byte) (map[string]gradescopeEntry, error) {
	if len(text) > maxMetadata {
		return nil, fmt.Errorf("it is larger than %d MiB", maxMetadata>>20)
	}
	var doc yaml.Node
	if err := yaml.NewDecoder(bytes.NewReader(text)).Decode(&doc); err != nil {
		return nil, fmt.Errorf("it is damaged (%s)", quoted(err.Error()))
	}
	if len(doc.Content) == 0 || doc.Content[0].Kind != yaml.MappingNode {
		return nil, fmt.Errorf("it is not a list of submissions")
	}
	meta := map[string]gradescopeEntry{}
	for name, sub := range pairs(doc.Content[0]) {
		var g gradescopeEntry
		for key, v := range pairs(sub) {
			switch key {
			case "created_at":
				g.created = rubyTime(v)
			case "submitters":
				for _, who := range v.Content {
					var p Person
					var sid, email string
					for k, v := range pairs(who) {
						switch k {
						case "name":
							p.Name = strings.TrimSpace(v.Value)
						case "sid":
							sid = strings.TrimSpace(v.Value)
						case "email":
							email = strings.TrimSpace(v.Value)
						}
					}
					for _, id := range []string{email, sid} {
						if id != "" {
							p.IDs = append(p.IDs, id)
						}
					}
					if p.Name == "" && len(p.IDs) > 0 {
						p.Name = p.IDs[0]
					}
					if p.Name != "" {
						g.people = append(g.people, p)
					}
				}
			}
		}
		if len(g.people) > 0 {
			meta[name] = g
		}
	}
	return meta, nil
}

// pairs walks a mapping; Ruby's symbols are written with a colon before them.
// Aliases are not followed, so that a document cannot be larger than its text.
func pairs(n *yaml.Node) func(yield func(string, *yaml.Node) bool) {
	return func(yield func(string, *yaml.Node) bool) {
		if n.Kind != yaml.MappingNode {
			return
		}
		for i := 0; i+1 < len(n.Content); i += 2 {
			if !yield(strings.TrimPrefix(n.Content[i].Value, ":"), n.Content[i+1]) {
				return
			}
		}
	}
}

// rubyTime reads a time as Ruby's YAML writes it, plain or as an object with
// the field utc. It is zero when it is something else.
func rubyTime(n *yaml.Node) time.Time {
	for key, v := range pairs(n) {
		if key == "utc" {
			return rubyTime(v)
		}
	}
	for _, layout := range []string{
		"2006-01-02 15:04:05.999999999 Z07:00", "2006-01-02 15:04:05.999999999 -0700", time.RFC3339Nano,
	} {
		if t, err := time.Parse(layout, strings.Replace(n.Value, " UTC", " Z", 1)); err == nil {
			return t.UTC()
		}
	}
	return time.Time{}
}
