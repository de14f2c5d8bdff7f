//go:build !windows

package main

import (
	"embed"
	"io/fs"
)

// The kit's sources go into the workspace in which hidden tests are compiled.
// They are embedded here because no package below can reach them, and the kit
// itself would carry them into each hidden test's binary.
//
//go:embed kit
var kitFiles embed.FS

func kit() fs.FS {
	sub, err := fs.Sub(kitFiles, "kit")
	if err != nil {
		panic(err) // the name is a constant
	}
	return sub
}
