package autograder

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
)

// Actions is what its workflow needs beside the assignment.
type Actions struct {
	// URL is the address, without the name of the file, from which the
	// workflow fetches the grader; "" puts it into the repository.
	URL string
}

// ErrAnswers says that a grader holds the published answers and is about to be
// given to students.
var ErrAnswers = errors.New("this grader holds the published answers")

// actionsMinutes ends a job that hangs.
const actionsMinutes = 30

// ActionsFolder and ActionsWorkflow are what the package has of a repository.
const (
	ActionsFolder   = ".github/racekata"
	ActionsWorkflow = ".github/workflows/racekata.yml"
)

// Actions is the files of a classroom repository's .github. Students have that
// repository, so the graders must be bare: the error is ErrAnswers otherwise.
func (a *Assignment) Actions(o Actions) (Files, error) {
	if err := a.check(); err != nil {
		return nil, err
	}
	o.URL = strings.TrimRight(o.URL, "/")
	if o.URL != "" {
		if err := CheckURL(o.URL); err != nil {
			return nil, err
		}
	}
	sums := map[string]string{}
	key := sha256.New()
	var bytes int64
	for _, g := range a.Graders {
		if !g.Bare {
			return nil, ErrAnswers
		}
		sum, err := sha256Of(g.Path)
		if err != nil {
			return nil, fmt.Errorf("package for GitHub Actions: %w", err)
		}
		sums[g.Arch] = sum
		io.WriteString(key, sum)
		bytes += size(g.Path)
	}
	v := a.values()
	v["URL"], v["Minutes"], v["Sums"] = o.URL, actionsMinutes, allArches(sums)
	v["Key"], v["Megabytes"] = hex.EncodeToString(key.Sum(nil))[:12], (bytes+1<<20-1)>>20
	workflow, err := fill("actions", "racekata.yml", v)
	if err != nil {
		return nil, err
	}
	readme, err := fill("actions", "README.md", v)
	if err != nil {
		return nil, err
	}
	files := Files{
		{Name: ActionsWorkflow, Mode: 0o644, Content: workflow},
		{Name: ActionsFolder + "/README.md", Mode: 0o644, Content: readme},
	}
	if a.Course != nil {
		files = append(files, File{Name: ActionsFolder + "/course.toml", Mode: 0o644, Content: a.Course})
	}
	if o.URL == "" {
		files = append(files, a.graders(ActionsFolder+"/")...)
	}
	return files, nil
}

// Upload is the files that belong to the address of Actions.URL.
func (a *Assignment) Upload() Files { return a.graders("") }

// CheckURL is an error unless the workflow can fetch from there.
func CheckURL(url string) error {
	if !urlPattern.MatchString(url) {
		return fmt.Errorf("%q is no address that a workflow can fetch from: it begins with https:// and has no query", url)
	}
	return nil
}

func sha256Of(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
