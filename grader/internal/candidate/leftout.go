package candidate

import "strings"

// LeftOut is one entry of the folder that is no part of the candidate.
type LeftOut struct {
	// Name is as found, and may hold any byte. Print Path instead.
	Name   string
	Path   string // as File.Path
	Reason Reason
}

// String is a line for a person: "helper.s: assembly".
func (l LeftOut) String() string { return l.Path + ": " + string(l.Reason) }

// Reason says why something was left out, in words for a person.
type Reason string

const (
	Test       Reason = "the hidden tests decide, not these"
	Link       Reason = "a link, and links are not followed"
	Folder     Reason = "a folder, and only the files beside it are read"
	Special    Reason = "not a regular file"
	Ignored    Reason = "the go command ignores names that start with _ or ."
	BadName    Reason = "a name that tools would misread"
	ModuleFile Reason = "the grader brings its own module"
	Assembly   Reason = "assembly or an object to link"
	CSource    Reason = "a source file in another language"
	Object     Reason = "compiled code"
	Unreadable Reason = "it cannot be read"
	TooLarge   Reason = "larger than 1 MiB"
	TooMany    Reason = "more than 200 files"
	TooMuch    Reason = "more than 4 MiB in all"
)

// IsGo tells whether a left-out entry would have been Go source.
func (l LeftOut) IsGo() bool { return strings.HasSuffix(l.Name, ".go") }
