// Package interview is practice against the clock: a set of exercises is drawn,
// laid out as fresh starters in a folder of its own, worked on until a deadline
// that nothing moves, and summed up in a scorecard.
//
//	o := interview.Options{Count: 3, MinLevel: 2, MaxLevel: 4, Seed: 7}
//	set, err := interview.Draw(catalogue, o)
//	s, err := interview.LayOut(interview.Layout{
//		Top: top, Options: o, Exercises: set, Length: 45 * time.Minute, Now: time.Now(),
//	})
//	clock := interview.NewClock(s, interview.Source{})
//
// Then, for each verdict, with the time at which the code was read:
//
//	at := clock.Elapsed()
//	untouched, err := candidate.Untouched(e, candidate.Hash())
//	v, err := judge.Check(ctx, e, candidate, ...)
//	err = s.Record(v, candidate.Hash(), untouched, at)
//
// and in the end, or with clock.Save() if it is only interrupted:
//
//	err = s.End(interview.ByTime, clock.Elapsed(), time.Now())
//	card, err := interview.Score(s.State(), catalogue)
//	err = card.Write(s.Dir)
//
// A session's folder is a small module that stands by itself:
//
//	interviews/2026-11-22-7/
//		README.md      the rules
//		Makefile       make check
//		go.mod         module racekata, as the visible tests import it
//		exercises/205_pipeline/...
//		session.json   what has happened so far
//		scorecard.md   scorecard.json, once it is over
//
// session.json is the only truth. Every change reads it anew under a lock and
// replaces it as a whole, so that a screen and a check in another terminal can
// both record, and a crash costs nothing. A program that is started again goes
// on where the file says:
//
//	running, err := interview.Find(top, time.Now())
//	clock := interview.NewClock(running[0], interview.Source{})
//
// How long something took is always told as the time since the start, measured
// by a Clock: a machine whose wall clock is set an hour forward in the middle
// takes no minute away.
//
// Nothing here prints, builds or asks; hints, reference solutions and debriefs
// appear in the scorecard and nowhere before.
package interview
