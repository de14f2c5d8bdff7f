// Package submission reads what a class handed in.
//
// A teacher has a folder with an entry for each student: a folder, a .zip, a
// .tar.gz, a git checkout. Or it is what a learning platform let them
// download, and then the names say who handed in what:
//
//	doejane_LATE_12345_67890_counter-2.go          Canvas, flattened and renamed
//	Jane Doe_12345_assignsubmission_file_/         Moodle, a folder each
//	Jane Doe_12345_assignsubmission_file_hw.zip    Moodle, in one folder
//	submission_12345/, submission_metadata.yml     Gradescope's export
//	homework-1-jdoe/.git                           GitHub Classroom's checkouts
//	Jane Doe.zip, jdoe/, jdoe_counter.go           anything else
//
// [Open] tells them apart by these names and gives one [Submission] for each
// student, with one [Exercise] for each of the catalogue:
//
//	subs, err := submission.Open(ctx, "downloads", catalogue, submission.Options{})
//	for _, s := range subs {
//		for _, e := range s.Exercises {
//			if e.Why != "" { continue } // nothing to judge, and this says why
//			judge(e.ID, e.Candidate)
//		}
//	}
//
// # Where an exercise is found
//
// In the folder that bears its id, at any depth: 101_counter, 101-counter,
// 101, exercise 101. Of several the shallowest counts that holds a Go file; at
// one depth one below a folder called exercises, then the one that has the id
// letter by letter, then the first by name. A folder with more to its name
// (101_counter_old) counts only if there is no other. Where no folder bears
// the id, the files decide: those of the exercise's package that lie together.
// Whatever was there twice is named in the notes.
//
// # What a submission cannot do
//
// Nothing is unpacked to disk. Archives are read in memory, within limits, and
// only the .go files of them are kept; links are never followed, in neither
// direction. Paths inside a submission are used for looking up exercises and
// for nothing else: a file of a candidate is called exercises/<id>/<name>,
// whatever it was called by the student, so that the same code has the same
// verdict wherever it lay. A submission that cannot be read says so in
// [Submission.Problem] and stops no other.
package submission
