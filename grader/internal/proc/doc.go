// Package proc runs a process as the leader of a group of its own, so that it
// and all that it starts can be killed at once, within limits that hold even
// when the process does not cooperate.
package proc
