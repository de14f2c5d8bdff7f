//go:build unix

package filewatch

import (
	"io/fs"
	"os"
	"syscall"
)

// identity tells files and folders of one name apart.
type identity struct{ device, inode uint64 }

func identify(path string) (identity, error) {
	info, err := os.Stat(path)
	if err != nil {
		return identity{}, err
	}
	return identityOf(info), nil
}

func identityOf(info fs.FileInfo) identity {
	st, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return identity{}
	}
	return identity{uint64(st.Dev), uint64(st.Ino)} //nolint:unconvert // of another type on macOS
}
