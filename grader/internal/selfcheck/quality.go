package selfcheck

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"racekata/grader/internal/exercise"
)

// Quality writes what exams and calibrations in the folder of solutions say of
// the exercises, in the order given, as Markdown. kit is a hash of the kit, with
// which an exam's figures hold.
func Quality(w io.Writer, exercises []*exercise.Exercise, solutions, kit string) error {
	fmt.Fprint(w, "# How well answers are told apart\n\n")
	if err := examSection(w, exercises, solutions, kit); err != nil {
		return err
	}
	return calibrationSection(w, exercises, solutions)
}

func examSection(w io.Writer, exercises []*exercise.Exercise, solutions, kit string) error {
	fmt.Fprint(w, `## Whole checks

Written by `+"`make exam`"+`, which can be stopped and carried on. Each answer was built
once and checked many times, as `+"`make check`"+` does, each time with seeds of its own:
in how many of these checks it was rejected for the reason that it states, or
accepted. All of them ran beside others on a machine that was too small for them;
the last but one column says beside how many at least those of the reference did.

| exercise | wrong answers | rejected | right answers | accepted | reference under load | accepted |
|---|--:|---|--:|---|---|---|
`)
	var weakest, problems []string
	for _, e := range exercises {
		x, err := ReadExamined(filepath.Join(solutions, e.ID))
		if err != nil {
			return err
		}
		if x == nil {
			fmt.Fprintf(w, "| %s | not examined | | | | | |\n", e.ID)
			continue
		}
		inputs, err := ExamInputs(e, kit)
		if err != nil {
			return err
		}
		if x.Inputs != inputs {
			fmt.Fprintf(w, "| %s | tests, answers or the kit have changed since | | | | | |\n", e.ID)
			continue
		}
		groups := map[Role][]Done{}
		load, least := 0, 0
		for _, d := range x.Answers {
			role, _, _ := strings.Cut(d.Name, "/")
			groups[Role(role)] = append(groups[Role(role)], d)
			load = max(load, d.Load)
			if Role(role) == Wrong && (least == 0 || d.Asked < least) {
				least = d.Asked
			}
		}
		for _, d := range x.Answers {
			if strings.HasPrefix(d.Name, string(Wrong)+"/") && d.Asked > least {
				weakest = append(weakest, fmt.Sprintf("- %s, %s: %s\n", e.ID, d.Name, checks([]Done{d})))
			}
			if d.Problem != "" {
				problems = append(problems, fmt.Sprintf("- %s, %s: %d of %d, %s\n", e.ID, d.Name, d.Good, d.Times, d.Problem))
			}
		}
		fmt.Fprintf(w, "| %s | %d | %s | %d | %s | %d others | %s |\n", e.ID,
			len(groups[Wrong]), checks(groups[Wrong]), len(groups[Right]), checks(groups[Right]), load, checks(groups[Reference]))
	}
	for _, list := range []struct {
		title string
		lines []string
	}{
		{"Of all wrong answers these are the weakest, by the calibration below:", weakest},
		{"Not as it must be:", problems},
	} {
		if len(list.lines) > 0 {
			fmt.Fprintf(w, "\n%s\n\n%s", list.title, strings.Join(list.lines, ""))
		}
	}
	fmt.Fprintln(w)
	return nil
}

// checks says how the checks of some answers went.
func checks(answers []Done) string {
	least, asked, times, good := 0, 0, 0, 0
	for i, d := range answers {
		if i == 0 || d.Times < least {
			least = d.Times
		}
		asked, times, good = asked+max(d.Asked, d.Times), times+d.Times, good+d.Good
	}
	switch {
	case times < asked:
		return fmt.Sprintf("%d of %d so far, of %d to make", good, times, asked)
	case good < times:
		return fmt.Sprintf("%d of %d", good, times)
	case len(answers) > 1:
		return fmt.Sprintf("%d of %d each", least, least)
	}
	return fmt.Sprintf("%d of %d", good, times)
}

func calibrationSection(w io.Writer, exercises []*exercise.Exercise, solutions string) error {
	fmt.Fprint(w, `## Single runs

Written by `+"`make calibrate`"+`. For each wrong answer: what catches it; in how many
of the measured runs, first unperturbed, then under drawn schedules; and how many
perturbed runs the plan of a check needs, after one unperturbed run at each
-cpu value, so that fewer than one check in 100,000 misses it (both rates taken
at the lower end of their 95 % intervals). The last column is what a check runs.

| exercise | wrong answer | caught by | plain runs | perturbed runs | needed | planned |
|---|---|---|---|---|---|---|
`)
	for _, e := range exercises {
		c, err := ReadCalibration(filepath.Join(solutions, e.ID))
		if err != nil {
			return err
		}
		if c == nil {
			fmt.Fprintf(w, "| %s | not calibrated | | | | | |\n", e.ID)
			continue
		}
		for _, r := range c.Answers {
			var by []string
			for _, k := range r.Caught {
				by = append(by, string(k))
			}
			needs := fmt.Sprint(r.Needed)
			switch {
			case r.Needed < 0:
				needs = fmt.Sprintf("over %d", most)
			case r.Plain == 0:
				needs = "none: refused"
			}
			fmt.Fprintf(w, "| %s | %s | %s | %d of %d | %d of %d | %s | %d |\n", e.ID, r.Name, strings.Join(by, ", "),
				r.PlainCaught, r.Plain, r.PerturbedCaught, r.Perturbed, needs, c.Quick)
		}
	}
	return nil
}
