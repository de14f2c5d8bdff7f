// Package explain holds the texts of `racekata-grader explain`: what each kind
// of finding means, and how to read the reports of the tools.
//
// A topic is a file in topics/, named for it, with underscores for hyphens. Its
// first line is the title that lists show:
//
//	# leak: a goroutine is still there after its work is done
package explain
