// On Windows the grader only says where it works: it needs process groups, file
// locks and the limits of a Unix, and the race detector wants gcc besides.
package main

import (
	"fmt"
	"os"
)

func main() {
	fmt.Fprint(os.Stderr, onWindows)
	os.Exit(2)
}
