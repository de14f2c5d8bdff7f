// Package selfcheck is the grader's own exam: for each exercise the starter
// must fail and score 0, the reference and every right answer must pass, and
// every wrong answer must be caught for the reason that its first line states.
package selfcheck
