package autograder

import "encoding/json"

// Classroom50 is the files of CLASSROOM/autograders/ASSIGNMENT/.
func (a *Assignment) Classroom50() (Files, error) {
	if err := a.check(); err != nil {
		return nil, err
	}
	v := a.values()
	readme, err := fill("classroom50", "README.md", v)
	if err != nil {
		return nil, err
	}
	script, err := templates.ReadFile("template/classroom50/autograder.py")
	if err != nil {
		return nil, err
	}
	settings, err := json.MarshalIndent(map[string][]string{"arguments": {"--exercises", a.ids()}}, "", "  ")
	if err != nil {
		return nil, err
	}
	files := Files{
		{Name: "autograder.py", Mode: 0o755, Content: script},
		{Name: "racekata.json", Mode: 0o644, Content: append(settings, '\n')},
		{Name: "README.md", Mode: 0o644, Content: readme},
	}
	if a.Course != nil {
		files = append(files, File{Name: "course.toml", Mode: 0o644, Content: a.Course})
	}
	return append(files, a.graders("")...), nil
}
