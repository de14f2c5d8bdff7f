// Package judge takes one candidate the whole way: policy, workspace, runner,
// finding, verdict.
//
// Everything that judges (check, verify, grade) goes through [Judge.Prepare]
// and [Prepared.Run], so that a candidate has one verdict wherever it is asked
// for.
package judge
