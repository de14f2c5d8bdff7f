// Package report makes the teacher's page of a class: report.html.
//
// The page is one file without anything beside it: style, script and data are in
// it, and a Content-Security-Policy forbids every request, so that it can be
// kept, mailed and opened without a network. Only its own script, named by its
// hash, runs: what a student wrote is data and is put on the page as text.
//
//	f, err := os.Create("report.html")
//	…
//	err = report.Write(f, r, report.Options{Sources: sources, Published: published})
//
// It holds hidden tests' messages and every student's points: it is for the
// teacher and not to be published.
//
// analyse.go ranks findings and collects typical wrong fixes, data.go packs the
// map of students and exercises, chart.go draws, page.html, page.css and page.js
// are the page.
package report
