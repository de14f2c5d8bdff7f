// Package exercise loads the catalogue: the folders of solutions/, each with
// an exercise.toml that says what is judged.
//
//	title    = "The hit counter"
//	pillar   = "correctness"
//	level    = 1
//	concepts = ["read-modify-write", "mutex"]
//
//	[[check]]
//	name   = "every increment is counted"
//	points = 8
//	tests  = ["TestEveryIncrementIsCounted"]
//	hints  = ["what one sees", "why it happens", "nearly the fix"]
//
//	[[check]]
//	name           = "no goroutine is left behind"
//	points         = 2
//	tests          = ["TestNothingIsLeftBehind"]
//	catches        = ["leak"]
//	starter_passes = true
//
// It is pure data: nothing here builds, runs or prints.
package exercise
