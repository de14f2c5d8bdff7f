// Package render writes verdicts for people.
//
// The contract of the screen:
//
//   - The verdict goes to standard output, and nothing else does. What the
//     grader says while it works goes to standard error, on one line that is
//     wiped when the verdict comes; without a terminal only what takes long is
//     said, once.
//   - Colour only on a terminal and only without NO_COLOR and --no-color. No
//     fact is told by colour alone: ✓ ✗ ▶ stand beside it.
//   - Lines fit the terminal, 80 columns where there is none; never under 40.
//   - A sentence begins in lower case after its mark and has no full stop; the
//     last line says what to do next.
package render
