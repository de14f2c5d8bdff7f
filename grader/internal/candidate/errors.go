package candidate

import "errors"

// What can be wrong with a folder as a whole. The error returned is an *Error
// that wraps one of these or the error of the operating system.
var (
	ErrNoFolder  = errors.New("there is no such folder")
	ErrNotFolder = errors.New("not a folder")
	ErrNoGoFile  = errors.New("there is no Go file to judge")
)

// Error says which folder could not be read, and why.
type Error struct {
	Folder string // as it was given; "" for files in memory
	Err    error
}

func (e *Error) Error() string {
	if e.Folder == "" {
		return "read candidate: " + e.Err.Error()
	}
	return "read candidate " + shown(e.Folder) + ": " + e.Err.Error()
}

func (e *Error) Unwrap() error { return e.Err }
