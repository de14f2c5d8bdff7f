package selfcheck

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"racekata/grader/internal/exercise"
)

// calibrationFile is where an exercise's calibration is kept.
const calibrationFile = "calibration.toml"

// ReadCalibration reads what was measured; nil when nothing was.
func ReadCalibration(folder string) (*Calibration, error) {
	b, err := os.ReadFile(filepath.Join(folder, calibrationFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var c Calibration
	if err := toml.Unmarshal(b, &c); err != nil {
		return nil, fmt.Errorf("read %s: %w", filepath.Join(folder, calibrationFile), err)
	}
	return &c, nil
}

// Write keeps the calibration, and its plan in exercise.toml.
func (c *Calibration) Write(folder string) error {
	p := c.Plan()
	c.Quick = p.Quick
	b, err := toml.Marshal(c)
	if err != nil {
		return err
	}
	head := "# Written by `make calibrate`. How often single runs catch each wrong answer.\n\n"
	if err := os.WriteFile(filepath.Join(folder, calibrationFile), append([]byte(head), b...), 0o644); err != nil {
		return err
	}
	path := filepath.Join(folder, "exercise.toml")
	old, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	return os.WriteFile(path, []byte(withPlan(string(old), p)), 0o644)
}

var planSection = regexp.MustCompile(`(?s)\n*# Written by calibration\.\n\[plan\]\n.*?(\n\[|$)`)

// withPlan replaces the [plan] section of an exercise.toml, or adds one at the
// end. The rest stays as its author wrote it.
func withPlan(text string, p exercise.Plan) string {
	text = planSection.ReplaceAllString(text, "\n$1")
	return strings.TrimRight(text, "\n") + fmt.Sprintf("\n\n# Written by calibration.\n[plan]\nquick = %d\nthorough = %d\n", p.Quick, p.Thorough)
}
