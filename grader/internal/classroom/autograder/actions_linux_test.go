package autograder

import (
	"encoding/pem"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
)

// workflow is what is read of one here. Nothing that is not named may be in it.
type workflow struct {
	Name        string            `yaml:"name"`
	On          map[string]any    `yaml:"on"`
	Permissions map[string]string `yaml:"permissions"`
	Concurrency map[string]any    `yaml:"concurrency"`
	Jobs        map[string]struct {
		RunsOn  string `yaml:"runs-on"`
		Timeout int    `yaml:"timeout-minutes"`
		Steps   []step `yaml:"steps"`
	} `yaml:"jobs"`
}

type step struct {
	Name  string            `yaml:"name"`
	Uses  string            `yaml:"uses"`
	With  map[string]any    `yaml:"with"`
	Shell string            `yaml:"shell"`
	Env   map[string]string `yaml:"env"`
	Run   string            `yaml:"run"`
}

func readWorkflow(t *testing.T, text string) workflow {
	t.Helper()
	var w workflow
	d := yaml.NewDecoder(strings.NewReader(text))
	d.KnownFields(true)
	require.NoError(t, d.Decode(&w), text)
	return w
}

// machine is one of GitHub's, with a checkout.
type machine struct {
	checkout, temp, summary string
	env                     []string
}

func newMachine(t *testing.T, checkout string, env ...string) *machine {
	t.Helper()
	temp := t.TempDir()
	m := &machine{checkout: checkout, temp: temp, summary: filepath.Join(temp, "summary.md")}
	require.NoError(t, os.WriteFile(m.summary, nil, 0o644))
	m.env = environment(t, append([]string{
		"GOCACHE=" + goCache(t), "RUNNER_TEMP=" + temp, "GITHUB_STEP_SUMMARY=" + m.summary, "GITHUB_ACTIONS=true", "CI=true",
	}, env...)...)
	return m
}

// run runs a step as GitHub does with `shell: bash`.
func (m *machine) run(t *testing.T, s step) (code int, log string) {
	t.Helper()
	require.Equal(t, "bash", s.Shell)
	script := filepath.Join(m.temp, "step.sh")
	require.NoError(t, os.WriteFile(script, []byte(s.Run), 0o644))
	cmd := exec.Command("bash", "--noprofile", "--norc", "-e", "-o", "pipefail", script)
	cmd.Dir, cmd.Env = m.checkout, m.env
	out, err := cmd.CombinedOutput()
	if err != nil {
		require.IsType(t, &exec.ExitError{}, err)
	}
	return cmd.ProcessState.ExitCode(), string(out)
}

func (m *machine) summaryText(t *testing.T) string {
	t.Helper()
	b, err := os.ReadFile(m.summary)
	require.NoError(t, err)
	return string(b)
}

// steps are those that run commands, by name, once all that is around them is
// as it should be.
func steps(t *testing.T, files Files) map[string]step {
	t.Helper()
	w := readWorkflow(t, content(t, files, ActionsWorkflow))
	require.Equal(t, map[string]string{"contents": "read"}, w.Permissions)
	require.Contains(t, w.On, "push")
	require.NotContains(t, w.On, "pull_request_target", "strangers' code with the repository's rights")
	require.Len(t, w.Jobs, 1)
	job := w.Jobs["grade"]
	require.Equal(t, actionsMinutes, job.Timeout)
	require.Equal(t, "ubuntu-24.04", job.RunsOn)
	all := map[string]step{}
	var uses []string
	for _, s := range job.Steps {
		if s.Uses != "" {
			uses = append(uses, s.Uses)
			require.Regexp(t, `^actions/[a-z-]+@v\d+$`, s.Uses)
			continue
		}
		all[s.Name] = s
	}
	require.Equal(t, []string{"actions/checkout@v5", "actions/setup-go@v6", "actions/cache@v4"}, uses)
	require.Equal(t, false, job.Steps[0].With["persist-credentials"])
	require.Regexp(t, `^1\.\d+\.\d+$`, job.Steps[1].With["go-version"], "text, so that 1.30 does not become 1.3")
	require.Len(t, all, 2)
	for _, s := range all {
		require.NotContains(t, s.Run, "${{", "what is expanded into a script is part of it")
	}
	return all
}

func TestActions(t *testing.T) {
	needs(t, "git")
	names := []string{"101", "102"}
	a := assignment(t, names...)
	files, err := a.Actions(Actions{})
	require.NoError(t, err)
	todo := steps(t, files)
	checkScripts(t, todo)
	cache := "RACEKATA_CACHE=" + t.TempDir()

	// repository is a student's, on a machine.
	repository := func(t *testing.T, work map[string]map[string][]byte) *machine {
		dir := lay(t, files, nil)
		require.NoError(t, os.WriteFile(filepath.Join(dir, "go.mod"), []byte("module racekata\n\ngo 1.26\n"), 0o644))
		for name, files := range work {
			handIn(t, filepath.Join(dir, "exercises"), name, files)
		}
		commit(t, dir, "2026-06-01T14:32:01Z")
		return newMachine(t, dir, cache)
	}
	grade := func(t *testing.T, m *machine) (int, string) {
		code, log := m.run(t, todo["Get the grader"])
		require.Zero(t, code, log)
		require.Empty(t, log)
		return m.run(t, todo["Grade"])
	}
	annotation := regexp.MustCompile(`^::error (file=exercises/\w+/\w+\.go,line=\d+,)?title=\w+%3A [^:]*::[^\r\n]*$`)

	t.Run("starter", func(t *testing.T) {
		m := repository(t, map[string]map[string][]byte{"101": starter(t, "101"), "102": starter(t, "102")})
		code, log := grade(t, m)
		require.Equal(t, 1, code, "%s", log)
		lines := outsideCommands(t, log)
		require.NotEmpty(t, lines)
		for _, l := range lines {
			require.Regexp(t, annotation, l)
		}
		require.Contains(t, strings.Join(lines, "\n"), "file=exercises/101_counter/counter.go,line=")
		require.Contains(t, m.summaryText(t), "# 0 of 20 points")
		noSecret(t, log+m.summaryText(t), names, m.checkout, m.temp)
	})
	t.Run("reference", func(t *testing.T) {
		m := repository(t, map[string]map[string][]byte{"101": reference(t, "101"), "102": reference(t, "102")})
		code, log := grade(t, m)
		require.Zero(t, code, log)
		require.Empty(t, outsideCommands(t, log))
		require.Contains(t, m.summaryText(t), "# 20 of 20 points")
	})
	t.Run("forged", func(t *testing.T) {
		m := repository(t, map[string]map[string][]byte{"101": forged()})
		code, log := grade(t, m)
		require.Equal(t, 1, code, log)
		lines := outsideCommands(t, log)
		require.NotEmpty(t, lines)
		for _, l := range lines {
			require.Regexp(t, annotation, l)
		}
		require.NotContains(t, log, "\n::set-output")
		require.Contains(t, m.summaryText(t), "# 0 of 20 points")
	})
	t.Run("nothing handed in", func(t *testing.T) {
		m := repository(t, nil)
		code, log := grade(t, m)
		require.Equal(t, 1, code, log)
		require.Empty(t, outsideCommands(t, log))
		require.Contains(t, m.summaryText(t), "not handed in")
	})
	t.Run("another grader", func(t *testing.T) {
		m := repository(t, nil)
		name := filepath.Join(m.checkout, filepath.FromSlash(ActionsFolder), a.Graders[0].name())
		require.NoError(t, os.WriteFile(name, []byte("#!/bin/sh\necho all is well\n"), 0o755))
		code, log := m.run(t, todo["Get the grader"])
		require.Equal(t, 2, code)
		require.Contains(t, log, "::error::this is not the grader")
	})
}

// checkScripts looks at the commands of a workflow as shellcheck does.
func checkScripts(t *testing.T, todo map[string]step) {
	t.Helper()
	dir := t.TempDir()
	for name, s := range todo {
		file := filepath.Join(dir, strings.ReplaceAll(name, " ", "_")+".sh")
		require.NoError(t, os.WriteFile(file, []byte("#!/usr/bin/env bash\n"+s.Run), 0o644))
		shellcheck(t, file)
	}
}

// A grader that is kept elsewhere is fetched, with the token if there is one,
// and only if it is the one that was packaged.
func TestActionsFetchesTheGrader(t *testing.T) {
	needs(t, "curl")
	a := assignment(t, "101")
	binary, err := os.ReadFile(grader(t))
	require.NoError(t, err)
	var served atomic.Pointer[[]byte]
	served.Store(&binary)
	var authorization atomic.Value
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		authorization.Store(r.Header.Get("Authorization"))
		if r.URL.Path != "/files/"+a.Graders[0].name() {
			w.WriteHeader(http.StatusNotFound)
			return
		}
		w.Write(*served.Load())
	}))
	defer server.Close()
	trusted := filepath.Join(t.TempDir(), "ca.pem")
	require.NoError(t, os.WriteFile(trusted, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw}), 0o644))

	files, err := a.Actions(Actions{URL: server.URL + "/files/"})
	require.NoError(t, err)
	todo := steps(t, files)
	checkScripts(t, todo)
	get := todo["Get the grader"]
	require.Equal(t, map[string]string{"RACEKATA_TOKEN": "${{ secrets.RACEKATA_TOKEN }}"}, get.Env)

	m := newMachine(t, lay(t, files, nil), "CURL_CA_BUNDLE="+trusted, "RACEKATA_TOKEN=s3cret")
	code, log := m.run(t, get)
	require.Zero(t, code, log)
	require.Equal(t, "Bearer s3cret", authorization.Load())
	require.NotContains(t, log, "s3cret")
	got, err := os.ReadFile(filepath.Join(m.temp, "racekata-grader"))
	require.NoError(t, err)
	require.Equal(t, len(binary), len(got))
	info, err := os.Stat(filepath.Join(m.temp, "racekata-grader"))
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o755), info.Mode().Perm())

	m = newMachine(t, m.checkout, "CURL_CA_BUNDLE="+trusted)
	code, log = m.run(t, get)
	require.Zero(t, code, log)
	require.Empty(t, authorization.Load())

	other := append([]byte("\n"), binary...)
	served.Store(&other)
	code, log = m.run(t, get)
	require.Equal(t, 2, code, log)
	require.Contains(t, log, "::error::this is not the grader")

	server.Close()
	code, log = m.run(t, get)
	require.NotZero(t, code)
	require.Contains(t, log, "curl")
}
