package kit

// Settle returns once every other goroutine is parked: whatever can happen
// without the test's help has happened. Most "A before B" requirements are
// judged so: hold one callback, Settle, look, release.
//
// If the program will not come to rest because a goroutine spins or polls,
// that is the finding "busy wait", and the run ends.
func (k *T) Settle() { process.watch.Settle() }
