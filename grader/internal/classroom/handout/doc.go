// Package handout lays out what the students of a course get:
//
//	spring/
//	├── README.md                the course: exercises, points, deadlines, how to
//	│                            work and to hand in, what is graded
//	├── exercises/101_counter/ … the starters, with their visible tests
//	├── Makefile                 make check, here and in each exercise's folder
//	├── go.mod .gitignore .editorconfig .vscode/settings.json
//	└── grader/                  if asked for: the grader for Linux and macOS
//
// What judges and what answers stays with the teacher: no hidden test,
// reference, debrief, right or wrong answer is in any of these files. The
// graders in grader/ cannot do without the hidden tests, and hold them and the
// starters, but nothing else of the teacher's side; see [Build].
//
//	err := handout.LayOut(ctx, "spring", handout.Handout{
//		Course:    c,
//		Catalogue: catalogue,
//		Source:    source, // from handout.Source: the graders are built from it
//	})
package handout
