package exercise

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Version is a short hash of what decides whether code passes: the starter's Go
// files, the hidden tests, and of exercise.toml the imports and checks. A
// better hint, a debrief, a wrong answer more or another plan is no new
// version: what passed still passes. The error is one of reading.
func (e *Exercise) Version() (string, error) {
	hidden, err := e.HiddenTests()
	if err != nil {
		return "", err
	}
	starter, err := e.starterGo()
	if err != nil {
		return "", err
	}
	checks := slices.Clone(e.Checks)
	for i := range checks {
		checks[i].Hints = nil
	}
	rules, err := json.Marshal(struct {
		Imports Imports
		Checks  []Check
	}{e.Imports, checks})
	if err != nil {
		return "", err
	}
	h := sha256.New()
	part := func(name string, content []byte) { fmt.Fprintf(h, "%s %d\n%s", name, len(content), content) }
	part("rules", rules)
	for _, name := range slices.Sorted(maps.Keys(hidden)) {
		part("hidden/"+name, hidden[name])
	}
	for _, name := range slices.Sorted(maps.Keys(starter)) {
		part("starter/"+name, starter[name])
	}
	return hex.EncodeToString(h.Sum(nil))[:12], nil
}

// starterGo is the Go files at the top of the starter, by name: the code to be
// mended and the visible tests. The README's wording and the demo decide
// nothing.
func (e *Exercise) starterGo() (map[string][]byte, error) {
	files, err := e.goFiles("testdata/starter", func(name string) bool { return !strings.HasPrefix(name, ".") })
	if err != nil {
		return nil, fmt.Errorf("read the starter of %s: %w", e.ID, err)
	}
	return files, nil
}

// Versions is the version of each exercise, by id.
func (c Catalogue) Versions() (map[string]string, error) {
	all := make(map[string]string, len(c))
	for _, e := range c {
		v, err := e.Version()
		if err != nil {
			return nil, err
		}
		all[e.ID] = v
	}
	return all, nil
}
