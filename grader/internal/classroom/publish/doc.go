// Package publish writes all that comes out of a grading run into the folder of
// results:
//
//	results.json            everything, for programs
//	gradebook_canvas.csv    for Canvas's import
//	gradebook_moodle.csv    for Moodle's
//	junit.xml               for GitLab and Jenkins
//	report.html             the teacher's page
//	feedback/<student>.md   one for each student
//	code/<hash>/<file>      what was judged, once each
//
// Each file is replaced whole or not at all. The code is kept by content, so
// that results can be merged, published again and argued about without the
// submissions.
package publish
