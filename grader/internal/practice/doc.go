// Package practice lays out a folder to practise in, anywhere:
//
//	evenings/
//	├── exercises/101_counter/ …   every starter, as reset lays it out
//	├── Makefile                   make check, here and in each exercise's folder
//	├── README.md                  how an evening goes
//	├── go.mod .gitignore .editorconfig .vscode/settings.json
//
// The grader carries all of it, so that a learner needs the one binary and no
// clone of the repository. Only starters and the files of template/ are laid
// out: what judges stays in the binary.
//
//	err := practice.LayOut(ctx, "evenings", catalogue, "/usr/local/bin/racekata-grader")
package practice
