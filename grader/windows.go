package main

// onWindows is all that the grader says on Windows.
const onWindows = `✗ racekata-grader does not run on Windows itself; everything works inside WSL
  → wsl --install, then in its terminal: sudo apt install golang gcc make git
    (Go 1.26 or newer), clone the repository there and type make check
`
