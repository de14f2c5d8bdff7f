// Package hunt looks for concurrency bugs in any Go module, with the means by
// which the grader judges exercises.
//
//	packages ──► hooks and watch laid over (-overlay) ──► go test -c -race
//	  ──► for each test: plain runs, then a swarm of schedules ──► findings
//
// The packages of the main module that a test depends on get the schedule's
// hooks, and each top-level test begins with a call of the watch:
//
//	func TestTransfer(t *testing.T) {
//
// becomes
//
//	func TestTransfer(t *testing.T) {racekatawatch.Test(t);
//
// Both packages lie in the module under hunt as <module>/racekata_hunt/hook
// and .../watch, but only in the overlay: nothing is written into the module's
// folder. A process runs one test, in the package's folder, so whatever it
// shows is that test's.
package hunt
