// Package command is what a person types: one file a command. A command reads
// its arguments, asks the packages that know, and hands what they say to
// package render.
package command
