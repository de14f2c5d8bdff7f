package candidate

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
)

// Candidate is the source files under judgement.
type Candidate struct {
	// Origin is where the files came from, to show a person: the folder as
	// it was given, or "" for files that exist in memory only.
	Origin string
	// Files are sorted by name.
	Files []File
	// LeftOut are sorted by name.
	LeftOut []LeftOut
}

// File is one source file.
type File struct {
	// Name is the base name, "counter.go". It is safe to write to a folder
	// and to hand to the go command.
	Name string
	// Path is what a person opens: "exercises/101_counter/counter.go". It is
	// quoted when the folder's name holds bytes that could upset a terminal.
	Path    string
	Content []byte
}

// The limits on a candidate. They are far beyond what an exercise asks for
// and keep a submission from costing the machine more than a glance.
const (
	MaxFileBytes = 1 << 20
	MaxFiles     = 200
	MaxBytes     = 4 << 20
)

// Map returns the content by name, as a copy of the map and not of the bytes.
func (c Candidate) Map() map[string][]byte {
	m := make(map[string][]byte, len(c.Files))
	for _, f := range c.Files {
		m[f.Name] = f.Content
	}
	return m
}

// File returns the file of that name.
func (c Candidate) File(name string) (File, bool) {
	for _, f := range c.Files {
		if f.Name == name {
			return f, true
		}
	}
	return File{}, false
}

// Hash is the hexadecimal SHA-256 of names and contents. It depends on neither
// where the files lie nor what was left out, so that two people who hand in
// the same text have the same hash.
func (c Candidate) Hash() string {
	h := sha256.New()
	for _, f := range c.Files {
		// Lengths first: "a"+"bc" must not equal "ab"+"c".
		fmt.Fprintf(h, "%d %d\n", len(f.Name), len(f.Content))
		h.Write([]byte(f.Name))
		h.Write(f.Content)
	}
	return hex.EncodeToString(h.Sum(nil))
}
