package autograder

import (
	"bytes"
	"embed"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"text/template"

	"racekata/grader/internal/candidate"
)

//go:embed template
var templates embed.FS

// Assignment is what is judged, and with what.
type Assignment struct {
	Title     string // "" is "racekata"
	Exercises []Exercise
	// Course is the teacher's course.toml, or nil.
	Course []byte
	// Graders are the binaries, by processor.
	Graders []Grader
	// GoVersion is the release that compiles, "1.26.8".
	GoVersion string
}

// Exercise is one that is judged.
type Exercise struct {
	ID     string
	Points float64 // at most, with its weight
	// Starter is the untouched code, which a machine is tried with.
	Starter candidate.Candidate
}

// Grader is a binary of the grader for Linux.
type Grader struct {
	Arch string // "amd64"
	Path string
	// Bare is true when it holds no reference, debrief or fixture.
	Bare bool
}

func (g Grader) name() string { return "racekata-grader-linux-" + g.Arch }

// Arches are the processors that graders are built for.
var Arches = []string{"amd64", "arm64"}

var (
	idPattern      = regexp.MustCompile(`^[a-z0-9_]+$`)
	versionPattern = regexp.MustCompile(`^1\.[0-9]+(\.[0-9]+|rc[0-9]+|beta[0-9]+)?$`)
	sumPattern     = regexp.MustCompile(`^[0-9a-f]{64}$`)
	urlPattern     = regexp.MustCompile(`^https://[A-Za-z0-9./_~:%+-]+$`)
)

// check refuses what would get into a script as something else than it is.
func (a *Assignment) check() error {
	if len(a.Exercises) == 0 {
		return fmt.Errorf("package an autograder: there is nothing to judge")
	}
	for _, e := range a.Exercises {
		if !idPattern.MatchString(e.ID) {
			return fmt.Errorf("package an autograder: %q is no id", e.ID)
		}
	}
	if !versionPattern.MatchString(a.GoVersion) {
		return fmt.Errorf("package an autograder: %q is no release of Go", a.GoVersion)
	}
	if len(a.Graders) == 0 {
		return fmt.Errorf("package an autograder: there is no grader")
	}
	for _, g := range a.Graders {
		if !idPattern.MatchString(g.Arch) {
			return fmt.Errorf("package an autograder: %q is no processor", g.Arch)
		}
	}
	return nil
}

// values are what every template may name; each platform adds its own.
func (a *Assignment) values() map[string]any {
	type row struct{ ID, Points string }
	var rows []row
	total := 0.0
	for _, e := range a.Exercises {
		rows = append(rows, row{e.ID, number(e.Points)})
		total += e.Points
	}
	var graders []string
	bare := true
	for _, g := range a.Graders {
		graders = append(graders, g.name())
		bare = bare && g.Bare
	}
	return map[string]any{
		"Title": a.title(), "Exercises": rows, "Total": number(total), "Course": a.Course != nil,
		"GoVersion": a.GoVersion, "Graders": graders, "Bare": bare, "Args": []string{"--exercises", a.ids()},
	}
}

// ids names the exercises as --exercises takes them. They are named even if
// they are all: what a platform shows as full points must not depend on what
// was handed in.
func (a *Assignment) ids() string {
	var ids []string
	for _, e := range a.Exercises {
		ids = append(ids, e.ID)
	}
	return strings.Join(ids, ",")
}

// title is the course's for a line of Markdown.
func (a *Assignment) title() string {
	line := strings.Join(strings.Fields(strings.ToValidUTF8(a.Title, "")), " ")
	if line == "" {
		return "racekata"
	}
	return markdown.Replace(line)
}

var markdown = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "<", `\<`, "#", `\#`, "&", `\&`)

func number(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }

// fill fills a template of the platform.
func fill(platform, name string, values map[string]any) ([]byte, error) {
	path := "template/" + platform + "/" + name
	text, err := fs.ReadFile(templates, path)
	if err != nil {
		return nil, err
	}
	t, err := template.New(name).Delims("<%", "%>").Option("missingkey=error").Parse(string(text))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	var b bytes.Buffer
	if err := t.Execute(&b, values); err != nil {
		return nil, fmt.Errorf("fill %s: %w", path, err)
	}
	return b.Bytes(), nil
}

// graders are the binaries, in dir of the package.
func (a *Assignment) graders(dir string) Files {
	var files Files
	for _, g := range a.Graders {
		files = append(files, File{Name: dir + g.name(), Mode: 0o755, From: g.Path})
	}
	return files
}

// allArches is the checksums by processor, "" for those that are
// not there, so that a template can name each.
func allArches(sums map[string]string) map[string]string {
	all := map[string]string{}
	for _, arch := range Arches {
		all[arch] = sums[arch]
	}
	return all
}

// CheckSum is an error unless s is a SHA-256 in hexadecimal digits.
func CheckSum(s string) error {
	if !sumPattern.MatchString(s) {
		return fmt.Errorf("%q is no SHA-256: it has 64 digits from 0 to f", s)
	}
	return nil
}

// size is that of a file in bytes; 0 for one that is not there.
func size(path string) int64 {
	info, err := os.Stat(filepath.Clean(path))
	if err != nil {
		return 0
	}
	return info.Size()
}
