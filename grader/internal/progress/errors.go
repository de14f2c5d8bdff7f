package progress

import (
	"errors"
	"io/fs"
	"syscall"
)

// FileError says that the machine does not let progress be read or kept.
type FileError struct {
	Doing string // "keep progress"
	Err   error
}

func (e *FileError) Error() string { return e.Doing + ": " + e.Err.Error() }
func (e *FileError) Unwrap() error { return e.Err }

// Fix is what to do about it.
func (e *FileError) Fix() string {
	switch {
	case errors.Is(e.Err, syscall.ENOSPC), errors.Is(e.Err, syscall.EDQUOT):
		return "make room on the disk"
	case errors.Is(e.Err, syscall.EROFS), errors.Is(e.Err, fs.ErrPermission):
		return "let .racekata and what is in it be read and written"
	}
	return "look at .racekata; progress begins anew without it, your code is not touched"
}
