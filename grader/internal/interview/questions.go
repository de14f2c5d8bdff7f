package interview

import (
	"bufio"
	"bytes"
	"strings"
)

// asked is the heading of the section of a debrief that an interview ends with.
const asked = "## Asked in interviews"

// Question is one that an interviewer asks, with an answer, both in Markdown.
type Question struct {
	Question string `json:"question"`
	Answer   string `json:"answer"`
}

// Questions takes the questions out of a debrief. They are written as
//
//	## Asked in interviews
//
//	**Who closes a channel?** Its sender, if there is one. With several
//	senders, somebody who waits for all of them.
//
// and an answer goes on until the next paragraph that begins in bold.
func Questions(debrief []byte) []Question {
	var all []Question
	for _, p := range paragraphs(section(debrief, asked)) {
		if q, answer, ok := cutBold(p); ok {
			all = append(all, Question{Question: q, Answer: answer})
			continue
		}
		if len(all) > 0 {
			last := &all[len(all)-1]
			last.Answer = strings.TrimLeft(last.Answer+"\n\n"+p, "\n")
		}
	}
	return all
}

// section returns the lines between a heading of the second level and the next
// heading of the first or second one.
func section(markdown []byte, heading string) []string {
	var lines []string
	inside := false
	eachLine(markdown, func(line string, code bool) {
		switch {
		case !code && (strings.HasPrefix(line, "# ") || strings.HasPrefix(line, "## ")):
			inside = strings.TrimSpace(line) == heading
		case inside:
			lines = append(lines, line)
		}
	})
	return lines
}

// paragraphs joins lines up to a blank one; code between fences stays in one
// piece.
func paragraphs(lines []string) []string {
	var all, part []string
	flush := func() {
		if len(part) > 0 {
			all = append(all, strings.Join(part, "\n"))
		}
		part = nil
	}
	eachLine([]byte(strings.Join(lines, "\n")), func(line string, code bool) {
		if !code && strings.TrimSpace(line) == "" {
			flush()
			return
		}
		part = append(part, line)
	})
	flush()
	return all
}

// eachLine hands out the lines of a text and whether each is part of a fenced
// block of code, its fences included.
func eachLine(text []byte, do func(line string, code bool)) {
	fence := ""
	s := bufio.NewScanner(bytes.NewReader(text))
	s.Buffer(nil, len(text)+1)
	for s.Scan() {
		line := s.Text()
		mark := fenceOf(line)
		switch {
		case fence == "" && mark != "":
			fence = mark
			do(line, true)
		case fence != "":
			do(line, true)
			if strings.HasPrefix(mark, fence) && strings.TrimSpace(line) == mark {
				fence = ""
			}
		default:
			do(line, false)
		}
	}
}

// fenceOf returns the run of three or more backticks or tildes that a line
// begins with.
func fenceOf(line string) string {
	line = strings.TrimLeft(line, " ")
	for _, c := range []string{"`", "~"} {
		if rest := strings.TrimLeft(line, c); len(line)-len(rest) >= 3 {
			return line[:len(line)-len(rest)]
		}
	}
	return ""
}

// cutBold takes the bold text that a paragraph begins with off it. Asterisks
// within code are code.
func cutBold(p string) (bold, rest string, ok bool) {
	body, ok := strings.CutPrefix(p, "**")
	if !ok {
		return "", "", false
	}
	code := false
	for i := range len(body) {
		switch {
		case body[i] == '`':
			code = !code
		case !code && i > 0 && strings.HasPrefix(body[i:], "**"):
			return strings.Join(strings.Fields(body[:i]), " "), strings.TrimSpace(body[i+2:]), true
		}
	}
	return "", "", false
}
