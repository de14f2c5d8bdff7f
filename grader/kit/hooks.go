package kit

import "racekata/grader/kit/hook"

// hooksOn and hooksOff switch the schedule's hooks: they act only while a
// test's body runs, so that clean-up and leak check see the candidate as it
// is.
func hooksOn()  { hook.Quiet(false) }
func hooksOff() { hook.Quiet(true) }
