// Package export writes a class's grades in the formats of other systems.
//
// Each format is one file and one function that takes a writer and the
// results, and knows nothing of the others:
//
//	export.Canvas(w, r, export.CanvasOptions{})           // gradebook.csv
//	export.Moodle(w, r)                                   // a grade import
//	export.MoodleWorksheet(w, r, "101_counter")           // an offline worksheet
//	export.JUnit(w, r)                                    // JUnit XML
//	export.Gradescope(w, r, "ada", export.GradescopeOptions{})
//	export.Classroom50(w, r, "ada", submission)
//	export.Annotations(w, r, "ada"), export.Summary(w, r, "ada")
//	export.Feedback(w, r, "ada", sources)
//
// Points are as the class has them: lateness and the teacher's overrides are in,
// and a gradebook's columns are multiplied by the exercise's weight, so that
// their sum is what results.Total says.
//
// Three readers are kept apart. A gradebook is opened in a spreadsheet, so no
// cell begins like a formula. A feedback file, an annotation and a test's output
// are read by students, so no hidden test is named in them and no path of the
// machine that graded. And what students wrote themselves, their names, file
// names and code, is quoted for the format that it goes into.
package export
