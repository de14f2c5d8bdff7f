package interview

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"racekata/grader/internal/exercise"
)

// goVersion is the go line of a session's module, that of the repository.
const goVersion = "1.26.0"

// write writes everything but session.json.
func (l Layout) write(dir, id string) error {
	for _, e := range l.Exercises {
		starter, err := e.Starter()
		if err == nil {
			err = os.CopyFS(filepath.Join(dir, "exercises", e.ID), starter)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", e.ID, err)
		}
	}
	for name, content := range map[string]string{
		"go.mod":    "module racekata\n\ngo " + goVersion + "\n",
		"Makefile":  makefile(l.Grader),
		"README.md": l.readme(id),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// makefile is what the Makefiles of the exercises include.
func makefile(grader string) string {
	const byName = "racekata-grader"
	// A line cannot hold a line break; then the PATH has to do.
	if grader == "" || strings.ContainsAny(grader, "\r\n") {
		grader = byName
	}
	quoted := "'" + strings.ReplaceAll(grader, "'", `'\''`) + "'"
	return `# make check, in an exercise's folder; make check EX=205 beside this file.

FLAGS = $(if $(CPU),--cpu $(CPU)) $(if $(PROFILE),--profile $(PROFILE)) $(if $(SEED),--seed $(SEED)) \
	$(if $(RUNS),--runs $(RUNS)) $(if $(REPEAT),--repeat $(REPEAT)) $(if $(THOROUGH),--thorough)

check: ARGS = $(EX) $(FLAGS)
explain: ARGS = $(TOPIC)
hint solution reset: ARGS = $(EX)

.PHONY: check explain hint solution reset
check explain hint solution reset:
	@g=` + strings.ReplaceAll(quoted, "$", "$$") + `; [ -x "$$g" ] || g=` + byName + `; RACEKATA_MAKE=1 "$$g" $@ $(ARGS)
`
}

// readme is the rules.
func (l Layout) readme(id string) string {
	w := &strings.Builder{}
	total := 0
	for _, e := range l.Exercises {
		total += e.Points()
	}
	told := "your points, what went wrong on the way, the\n   questions that an interviewer asks, and the reference solutions"
	if exercise.Catalogue(l.Exercises).Bare() {
		told = "your points and what went wrong on the way"
	}
	deadline := l.Now.Add(l.Length)
	fmt.Fprintf(w, "# Interview %s\n\n", id)
	fmt.Fprintf(w, "You have **%s**. It ends at **%s** (%s); nothing stops the clock.\n\n",
		Spell(l.Length), deadline.Format("15:04:05"), deadline.Format("2 January 2006, MST"))
	for _, e := range l.Exercises {
		fmt.Fprintf(w, "- `exercises/%s`: %s (%s, level %d, %s)\n", e.ID, escape(e.Title), escape(e.Pillar), e.Level, points(e.Points()))
	}
	fmt.Fprintf(w, `
1. Each exercise is broken. Its README.md says what the code must do.
2. Work on them in any order; there are %s to win.
3. To have your code judged: `+"`make check`"+` in an exercise's folder, or
   `+"`make check EX=%s`"+` here.
4. Check as often as you like. The best verdict on each exercise counts, and a
   verdict on code that was saved before the end counts too.
5. Leave the screen and come back: the deadline stays.
6. There are no hints and no solutions until it is over.
7. At the end, scorecard.md has %s.
`, points(total), l.Exercises[0].Number(), told)
	return w.String()
}

// Spell writes a duration for a person, in whole seconds: "12 min 30 s".
func Spell(d time.Duration) string {
	seconds := int64(max(0, d) / time.Second)
	minutes := seconds / 60
	seconds %= 60
	switch {
	case minutes == 0:
		return fmt.Sprintf("%d s", seconds)
	case seconds == 0:
		return fmt.Sprintf("%d min", minutes)
	}
	return fmt.Sprintf("%d min %d s", minutes, seconds)
}

func points(n int) string {
	if n == 1 {
		return "1 point"
	}
	return fmt.Sprintf("%d points", n)
}
