// Package kubernetes_test holds the manifests to what the grader expects, since
// there is no cluster to apply them to: it reads them strictly, and runs the
// grader as the pods would.
package kubernetes_test

import (
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"racekata/grader/internal/classroom/grading"
	"racekata/grader/internal/classroom/results"
)

// Every pod grades a shard of its own, and all of them together the class.
func TestShardOfEachIndex(t *testing.T) {
	m := read(t, "job.yaml")
	require.Equal(t, "Indexed", m.Spec.CompletionMode)
	require.Positive(t, m.Spec.Completions)
	require.Equal(t, m.Spec.Completions, m.Spec.Parallelism, "changed in one place only")
	shardsOf(t, m)
}

// shardsOf asks the grader which shard each index of a Job is.
func shardsOf(t *testing.T, m manifest) {
	t.Helper()
	env := m.grader().env(t)
	for index := range m.Spec.Completions {
		// What Kubernetes adds to the environment of an indexed Job's pods.
		env["JOB_COMPLETION_INDEX"] = strconv.Itoa(index)
		s, ok, err := grading.ShardFromEnvironment(func(name string) string { return env[name] })
		require.NoError(t, err)
		require.True(t, ok)
		require.Equal(t, results.Shard{K: index + 1, N: m.Spec.Completions}, s)
	}
}

func TestEndOfAPod(t *testing.T) {
	m := read(t, "job.yaml")
	require.Equal(t, "Never", m.pod().RestartPolicy, "a policy for failures asks for it")
	require.NotNil(t, m.Spec.BackoffLimitPerIndex, "FailIndex asks for it")
	rules := m.Spec.PodFailurePolicy.Rules
	require.Len(t, rules, 2)
	require.Equal(t, "Ignore", rules[0].Action)
	require.Equal(t, "DisruptionTarget", rules[0].OnPodConditions[0].Type)
	require.Equal(t, "FailIndex", rules[1].Action)
	require.Equal(t, m.grader().Name, rules[1].OnExitCodes.ContainerName)
	require.Equal(t, []int{2}, rules[1].OnExitCodes.Values)
	require.GreaterOrEqual(t, m.pod().TerminationGracePeriodSeconds, 30)
}

// What the sandbox needs is there, and nothing that it does not need.
func TestSandboxOfAPod(t *testing.T) {
	m := read(t, "job.yaml")
	p, c := m.pod(), m.grader()
	require.Contains(t, c.Args, "--require-sandbox")
	require.NotNil(t, p.HostUsers)
	require.False(t, *p.HostUsers, "procMount asks for it")
	require.Equal(t, "Unmasked", c.SecurityContext.ProcMount)
	require.Equal(t, "Unconfined", p.SecurityContext.SeccompProfile.Type)
	require.Equal(t, "Unconfined", p.SecurityContext.AppArmorProfile.Type)
	for _, m := range []manifest{m, read(t, "merge.yaml")} {
		p, c := m.pod(), m.grader()
		require.True(t, p.SecurityContext.RunAsNonRoot)
		require.Positive(t, p.SecurityContext.RunAsUser)
		require.False(t, *p.AutomountServiceAccountToken)
		require.False(t, *c.SecurityContext.AllowPrivilegeEscalation)
		require.True(t, c.SecurityContext.ReadOnlyRootFilesystem)
		require.Equal(t, []string{"ALL"}, c.SecurityContext.Capabilities.Drop)
	}
}

// Every folder that is named is mounted, what is written is writable, and what
// is not is not.
func TestFoldersOfAPod(t *testing.T) {
	writable := map[string][]string{
		"job.yaml":   {"/cache", "/results", "/scratch"},
		"merge.yaml": {"/results", "/tmp"},
	}
	for file, want := range writable {
		m := read(t, file)
		var mounted, volumes, free []string
		for _, v := range m.pod().Volumes {
			volumes = append(volumes, v.Name)
		}
		for _, v := range m.grader().VolumeMounts {
			mounted = append(mounted, v.Name)
			if !v.ReadOnly {
				free = append(free, v.MountPath)
			}
		}
		require.ElementsMatch(t, volumes, mounted, file)
		require.ElementsMatch(t, want, free, file)
	}
	c := read(t, "job.yaml").grader()
	env := c.env(t)
	for _, name := range []string{"RACEKATA_CACHE", "GOCACHE", "HOME", "TMPDIR"} {
		require.True(t, slices.ContainsFunc(writable["job.yaml"], func(dir string) bool {
			return env[name] == dir || strings.HasPrefix(env[name], dir+"/")
		}), "%s is %q", name, env[name])
	}
	require.True(t, slices.ContainsFunc(c.VolumeMounts, func(m mount) bool {
		return m.MountPath == filepath.Join(env["RACEKATA_CACHE"], "grading-secret") && m.ReadOnly
	}), "all shards draw from one secret")
}

// With kustomization.yaml the number of shards is in one place.
func TestShardsInOnePlace(t *testing.T) {
	if _, err := exec.LookPath("kubectl"); err != nil {
		t.Skip("no kubectl here, which reads kustomization.yaml without a cluster")
	}
	dir := t.TempDir()
	copyFile(t, "kustomization.yaml", dir, "", "")
	copyFile(t, "job.yaml", dir, "completions: 4", "completions: 7")
	out, err := exec.Command("kubectl", "kustomize", dir).Output()
	require.NoError(t, err)
	m := parse(t, out)
	require.Equal(t, 7, m.Spec.Completions)
	require.Equal(t, 7, m.Spec.Parallelism)
	shardsOf(t, m)
}
