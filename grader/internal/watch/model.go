package watch

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// model is the screen's state. Only Update changes it.
type model struct {
	Options
	ctx     context.Context
	checker *checker
	watched func(i int) // watches the folder of an exercise from now on

	width, height int
	at            int // the exercise in hand
	request       int // of the latest check; answers to earlier ones are void
	checking      bool
	step          string    // what the check is at
	outcome       *Outcome  // of the exercise in hand; nil before the first
	judgedAt      time.Time // when the outcome came
	notice        string    // a warning, until the next key
	page          func(width int) string
	typed         string // of an exercise's number
	question      string
	answer        func() tea.Cmd // what yes does
	top           int            // the first line shown of the body
	result        Result
	leaving       bool // the time is up; a running check is waited for
	crash         string
}

// What the screen is told beside keys.
type (
	saved   struct{ exercise int }
	problem struct{ text string } // something to say in the status line
	paged   struct {
		exercise int
		write    func(width int) string
		err      error
		recheck  bool
	}
	tick    struct{}
	timesUp struct{}
)

func (m *model) Init() tea.Cmd {
	m.take(m.First)
	return m.ticking()
}

func (m *model) ticking() tea.Cmd {
	if m.Tick == 0 {
		return nil
	}
	return tea.Tick(m.Tick, func(time.Time) tea.Msg { return tick{} })
}

// take takes an exercise in hand.
func (m *model) take(i int) {
	m.at, m.outcome, m.page, m.top = i, nil, nil, 0
	m.watched(i)
	m.check()
}

// check judges the exercise in hand, from the beginning.
func (m *model) check() {
	if m.leaving {
		return // what was saved when the time was up is being judged
	}
	m.request++
	m.checking, m.step = true, ""
	m.checker.start(m.ctx, m.request, m.at)
}

func (m *model) passed() bool { return m.outcome != nil && m.outcome.Passed && !m.checking }

func (m *model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.width, m.height = msg.Width, msg.Height
	case saved:
		if msg.exercise == m.at {
			if m.outcome == nil || m.Hash(m.at) != m.outcome.Hash {
				m.page = nil // whoever changes the code wants the verdict
			}
			m.check()
		}
	case stepped:
		if msg.request == m.request {
			m.step = msg.text
		}
	case checked:
		if msg.request == m.request {
			m.checking, m.outcome, m.judgedAt = false, &msg.outcome, time.Now()
			if m.page == nil {
				m.top = 0
			}
			if m.leaving {
				return m, tea.Quit
			}
		}
	case crashed:
		m.crash = msg.what
		return m, tea.Quit
	case problem:
		m.notice = msg.text
	case paged:
		return m, m.paged(msg)
	case tick:
		return m, m.ticking()
	case timesUp:
		m.result.Ended = true
		if !m.checking {
			return m, tea.Quit
		}
		m.leaving, m.question = true, ""
	case tea.KeyPressMsg:
		name := msg.String()
		if key, ok := strings.CutPrefix(name, "alt+"); ok {
			// Terminals send the same bytes for Alt with a key and for Esc
			// with the key after it, and no key here wants Alt.
			return m, tea.Batch(m.pressed("esc"), m.pressed(key))
		}
		return m, m.pressed(name)
	}
	return m, nil
}

func (m *model) paged(msg paged) tea.Cmd {
	if msg.exercise != m.at {
		return nil // another exercise has been taken since
	}
	if msg.recheck && msg.err == nil {
		m.check()
	}
	if msg.err != nil {
		m.notice = msg.err.Error()
		if errors.Is(msg.err, context.Canceled) {
			m.notice = ""
		}
		return nil
	}
	if msg.recheck {
		// The verdict that comes is of more interest than a page.
		m.notice = strings.ReplaceAll(strings.TrimSpace(msg.write(m.width)), "\n", "; ")
		return nil
	}
	m.page, m.top = msg.write, 0
	return nil
}

func (m *model) pressed(name string) tea.Cmd {
	m.notice = ""
	switch name {
	case "ctrl+c":
		m.result.Interrupted = true
		return tea.Quit
	case "ctrl+z":
		return tea.Suspend
	}
	if m.question != "" {
		ask := m.answer
		m.question, m.answer = "", nil
		if name == "y" || name == "Y" {
			return ask()
		}
		return nil
	}
	if m.typing(name) {
		return nil
	}
	if m.scroll(name) {
		return nil
	}
	switch name {
	case "q":
		if m.QuitQuestion != "" {
			m.ask(m.QuitQuestion, func() tea.Cmd { return tea.Quit })
			return nil
		}
		return tea.Quit
	case "esc", "enter", "backspace":
		m.page, m.top = nil, 0
		return nil
	case "n":
		m.take(m.Next(m.at, m.passed()))
		return nil
	case "p":
		m.take(m.Previous(m.at, m.passed()))
		return nil
	case "r":
		m.page = nil
		m.check()
		return nil
	case "o":
		if m.outcome != nil && m.outcome.Full != nil {
			m.page, m.top = m.outcome.Full, 0
		}
		return nil
	}
	for _, a := range m.Actions {
		if a.Key == name {
			return m.act(a)
		}
	}
	if len(name) == 1 {
		m.notice = name + " is no key here"
	}
	return nil
}

// typing takes the digits of an exercise's number, and goes there once there
// are three.
func (m *model) typing(name string) bool {
	if m.Find == nil || len(name) != 1 || name < "0" || name > "9" {
		m.typed = ""
		return false
	}
	m.typed += name
	m.notice = "go to " + m.typed + "…"
	if len(m.typed) == 3 {
		i, ok := m.Find(m.typed)
		m.notice = "there is no exercise " + m.typed
		m.typed = ""
		if ok {
			m.notice = ""
			m.take(i)
		}
	}
	return true
}

func (m *model) ask(question string, yes func() tea.Cmd) { m.question, m.answer = question, yes }

func (m *model) act(a Action) tea.Cmd {
	i := m.at
	do := func() tea.Cmd {
		return func() tea.Msg {
			write, err := a.Page(m.ctx, i)
			return paged{i, write, err, a.Recheck}
		}
	}
	if a.Question != nil {
		m.ask(a.Question(i), do)
		return nil
	}
	return do()
}

// body is the text between header and status, in lines.
func (m *model) body() []string {
	var text string
	switch {
	case m.page != nil:
		text = m.page(m.width)
	case m.outcome != nil:
		text = m.outcome.Screen(m.width)
	}
	text = strings.ReplaceAll(text, "\t", "    ")
	// A line that is too long would be cut.
	return strings.Split(strings.TrimRight(ansi.Wrap(text, m.width, " "), "\n"), "\n")
}

// room is how many lines of the body can be seen.
func (m *model) room() int {
	return max(1, m.height-len(m.above())-1-len(m.keyLines(m.width)))
}

// scroll moves the body, if the key is one that does.
func (m *model) scroll(name string) bool {
	page := max(1, m.room()-1)
	switch name {
	case "up", "k":
		m.top--
	case "down", "j":
		m.top++
	case "pgup", "b":
		m.top -= page
	case "pgdown", "space", "f":
		m.top += page
	case "home", "g":
		m.top = 0
	case "end", "G":
		m.top = len(m.body())
	default:
		return false
	}
	m.top = max(0, min(m.top, len(m.body())-m.room()))
	return true
}

// above is what stands above the body: the header, what to edit, a gap.
func (m *model) above() []string {
	lines := append([]string{}, m.Header(m.width)...)
	if edit := m.Exercises[m.at].Edit; edit != "" {
		lines = append(lines, m.Style.Idle(edit))
	}
	return append(lines, "")
}

func (m *model) View() tea.View {
	v := tea.NewView(m.screen())
	v.AltScreen = true
	return v
}

func (m *model) screen() string {
	if m.width == 0 {
		return "" // the window's size is about to come
	}
	body, room := m.body(), m.room()
	// After a resize less may be there to scroll over.
	top := max(0, min(m.top, len(body)-room))
	shown := body[top:min(len(body), top+room)]
	lines := append(m.above(), shown...)
	for range room - len(shown) {
		lines = append(lines, "")
	}
	lines = append(lines, m.status(top, len(shown), len(body)))
	lines = append(lines, m.keyLines(m.width)...)
	for i, l := range lines {
		lines[i] = ansi.Truncate(l, m.width, "…")
	}
	return strings.Join(lines[:min(len(lines), m.height)], "\n")
}

// status is the line above the keys: what goes on, or how old the verdict is.
func (m *model) status(top, shown, all int) string {
	s := m.Style
	scroll := ""
	if all > shown {
		scroll = fmt.Sprintf("lines %d to %d of %d ↑↓ · ", top+1, top+shown, all)
	}
	switch {
	case m.question != "":
		return s.Asking(m.question)
	case m.notice != "":
		return s.Warning(m.notice)
	case m.leaving:
		return s.Busy(scroll + "time is up; what was saved last is being judged")
	case m.checking:
		step := m.step
		if step == "" {
			step = m.Exercises[m.at].ID + ": checking"
		}
		if m.outcome != nil && m.page == nil {
			step += " (above: what was there before)"
		}
		return s.Busy(scroll + step)
	case m.outcome != nil:
		return s.Idle(fmt.Sprintf("%sjudged at %s in %.1f s; waiting for a save", scroll, m.judgedAt.Format("15:04:05"), m.outcome.Took.Seconds()))
	}
	return ""
}
