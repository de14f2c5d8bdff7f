// Package autograder makes what a school's platform runs to judge a
// submission: the grader, and the scripts that the platform asks for around it.
//
//	a := autograder.Assignment{Title: "Week 3", Exercises: …, Graders: …, GoVersion: "1.26.8"}
//	files, err := a.Gradescope(autograder.Gradescope{Sums: sums, Minutes: 10})
//	err = files.Zip(w)                 // autograder.zip
//
//	files, err := a.Classroom50()      // CLASSROOM/autograders/ASSIGNMENT/
//	err = files.Lay(dir)
//
//	files, err := a.Actions(autograder.Actions{})   // .github/ of a repository
//	err = files.Lay(dir)
//
// Whatever the platform, the work is done by `racekata-grader grade one`, which
// writes the file that the platform reads. The scripts see to what is around it:
// that Go and a C compiler are there, that the race-built standard library is
// compiled before a student waits for it, that a result is there even if the
// grader died, and that nothing a submission prints or leaves is taken for
// something else. They lie in template/ as they are shipped, between <% and %>
// the few values that differ.
//
// The graders are handout's: without references, debriefs and fixtures. Sums asks
// go.dev which checksum the Go has that an image is pinned to.
package autograder
