package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"

	"racekata/grader/internal/interview"
)

// scene is how a picture comes about.
type scene struct {
	name string
	rows int // of the terminal; what a command prints must fit
	picture
	play func(*desk) (capture string, err error)
}

var scenes = []scene{
	{"check", 50, picture{
		"make check",
		"make check on the untouched starter of the exercise 101_counter: a data race, with the lines that race, the runs that showed it, and what to type next.",
		80,
	}, check},
	{"watch", 30, picture{
		"make watch",
		"The screen of make watch: how far one is, what is wrong with the exercise in hand, when that was judged, and the keys.",
		80,
	}, watch},
	{"list", 60, picture{
		"make list",
		"make list after a few exercises: those passed, those tried and those still to come, with their points.",
		80,
	}, list},
	{"scorecard", 90, picture{
		"racekata-grader interview",
		"The scorecard of an interview: the points, attempts and times of each exercise, what was met on the way, and what an interviewer would ask.",
		80,
	}, scorecard},
}

// shoot plays a scene at a desk of its own.
func shoot(ctx context.Context, s scene, grader string, seed uint64) (capture string, err error) {
	d, err := sit(ctx, grader, seed, s.Columns, s.rows)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, d.leave()) }()
	return s.play(d)
}

func check(d *desk) (string, error) {
	if err := d.enter("make check"); err != nil {
		return "", err
	}
	return d.printed()
}

func watch(d *desk) (string, error) {
	if err := d.Type("make watch"); err != nil {
		return "", err
	}
	if err := d.shows("waiting for a save"); err != nil {
		return "", err
	}
	capture, err := d.Coloured()
	if err != nil {
		return "", err
	}
	if err := d.Keys("q"); err != nil { // a screen that is torn down may still write
		return "", err
	}
	return capture, d.prompted("make watch")
}

func list(d *desk) (string, error) {
	for _, id := range []string{"101_counter", "105_panic_room", "201_late_add", "102_log_line"} {
		if err := d.solve(d.dir, id); err != nil {
			return "", err
		}
		if err := d.check(id); err != nil {
			return "", err
		}
	}
	// One that is not right yet.
	if err := d.mistake(d.dir, "202_missing_done"); err != nil {
		return "", err
	}
	if err := d.check("202_missing_done"); err != nil {
		return "", err
	}
	if err := d.enter("make list"); err != nil {
		return "", err
	}
	return d.printed()
}

// check has an answer judged, out of sight.
func (d *desk) check(id string) error {
	cmd := exec.CommandContext(d.ctx, d.grader, "check", id)
	cmd.Dir = d.dir
	out, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.ExitCode() == 1 { // not passed
		return nil
	}
	if err != nil {
		return fmt.Errorf("check %s: %w\n%s", id, err, out)
	}
	return nil
}

// scorecard solves the first exercise of an interview, errs once in the second
// and stops.
func scorecard(d *desk) (string, error) {
	command := fmt.Sprintf("racekata-grader interview --seed %d --minutes 45", d.seed)
	if err := d.Type(command); err != nil {
		return "", err
	}
	if err := d.shows("waiting for a save"); err != nil {
		return "", err
	}
	folders, err := os.ReadDir(filepath.Join(d.dir, interview.Folder))
	if err != nil {
		return "", err
	}
	if len(folders) != 1 {
		return "", fmt.Errorf("there are %d interviews instead of one", len(folders))
	}
	folder := filepath.Join(d.dir, interview.Folder, folders[0].Name())
	s, err := interview.Open(folder)
	if err != nil {
		return "", err
	}
	set := s.State().Exercises
	if len(set) < 2 {
		return "", errors.New("the interview has less than two exercises")
	}
	if err := d.solve(folder, set[0].ID); err != nil {
		return "", err
	}
	if err := d.attempted(folder, set[0].ID); err != nil {
		return "", err
	}
	if err := d.Keys("n"); err != nil {
		return "", err
	}
	if err := d.shows(set[1].ID + " ·"); err != nil {
		return "", err
	}
	if err := d.mistake(folder, set[1].ID); err != nil {
		return "", err
	}
	if err := d.attempted(folder, set[1].ID); err != nil {
		return "", err
	}
	if err := d.Keys("q"); err != nil {
		return "", err
	}
	if err := d.shows("end the interview?"); err != nil {
		return "", err
	}
	if err := d.Keys("y"); err != nil {
		return "", err
	}
	if err := d.prompted(command); err != nil {
		return "", err
	}
	return d.printed()
}

// attempted waits until an attempt has been judged and counted.
func (d *desk) attempted(folder, id string) error {
	_, err := d.Until("shows a verdict on "+id, func(string) bool {
		s, err := interview.Open(folder)
		return err == nil && slices.ContainsFunc(s.State().Exercises, func(e interview.Standing) bool {
			return e.ID == id && e.Attempts > 0
		})
	})
	if err != nil {
		return err
	}
	return d.shows("waiting for a save")
}
