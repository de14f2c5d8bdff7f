package submission

import (
	"fmt"
	"regexp"
)

// moodleName is what a name in a Moodle download tells:
//
//	Jane Doe_12345_assignsubmission_file_            a folder
//	Jane Doe_12345_assignsubmission_file_hw.zip      a file, all in one folder
//	Participant_12345_assignsubmission_file_         anonymous
//
// with "Group A-" before the name where there are groups. The number is that
// of the participant in this assignment, the Identifier of Moodle's grading
// worksheet. Other kinds than file hold no code: onlinetext, comments.
type moodleName struct {
	entry
	name, id, kind string
	file           string // "" for a folder
}

var moodlePattern = regexp.MustCompile(`(?s)^(.+)_(\d{1,20})_assignsubmission_([a-z]+)(?:_(.*))?$`)

func parseMoodle(name string) (moodleName, bool) {
	m := moodlePattern.FindStringSubmatch(name)
	if m == nil {
		return moodleName{}, false
	}
	return moodleName{name: m[1], id: m[2], kind: m[3], file: m[4]}, true
}

func moodleStudent(files []moodleName) student {
	f := files[0]
	s := student{key: f.name, people: []Person{{Name: f.name, IDs: []string{f.id}}}, layout: Moodle}
	if f.name == "Participant" {
		s.key += " " + f.id
		s.people[0].Name = s.key
	}
	var sources []source
	for _, m := range files {
		if m.kind != "file" {
			if len(files) > 1 {
				s.notes = append(s.notes, fmt.Sprintf("%s holds no files and was passed over.", quoted(m.entry.name)))
				continue
			}
		}
		src := source{entry: m.entry, inside: m.file}
		if !m.dir {
			src.archive = isArchive(m.entry.name)
			if src.inside == "" {
				src.inside = m.entry.name
			}
		}
		sources = append(sources, src)
	}
	if len(sources) == 0 { // kinds without files only
		sources = []source{{entry: f.entry, inside: f.file}}
	}
	s.attempts = oneAttempt(sources)
	return s
}
