// Package course reads course.toml, the one file that says how a course goes:
// which exercises, worth how much, due when, what lateness costs, who has more
// time and who works together.
//
//	title = "Concurrent programming"
//
//	[[exercise]]
//	id       = ["101", "105", "201"]
//	deadline = 2027-03-05T23:59:00+01:00
//
//	[late]
//	per_day = 0.1
//
//	[[extension]]
//	student = "Jane Doe"
//	more    = "2d"
//
//	[teams]
//	"Red pandas" = ["Jane Doe", "jroe"]
//
// [Example] is a complete one. Every mistake in a file is found at once, each
// with its line and what to write instead:
//
//	c, err := course.Read(file, catalogue)
//	if wrong := course.Errors(nil); errors.As(err, &wrong) {
//		for _, w := range wrong {
//			fmt.Println(w.Line, w.Problem, w.Fix)
//		}
//	}
//
// A course needs no file; [Of] makes one of the names of exercises.
//
// People go by several names: the roster's, a login, a school's number, an
// address. Where a course is asked about somebody, it is given all of them, and
// any may be the one that the file has. Case and spaces do not matter, and
// "Doe, Jane" is "Jane Doe".
package course
