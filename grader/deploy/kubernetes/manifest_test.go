package kubernetes_test

import (
	"bytes"
	"io"
	"os"
	"testing"

	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
)

// manifest is a Job, with those of Kubernetes' fields that ours have. What is
// not here is a slip of the pen: reading is strict.
type manifest struct {
	APIVersion string `yaml:"apiVersion"`
	Kind       string
	Metadata   struct{ Name string }
	Spec       struct {
		CompletionMode        string `yaml:"completionMode"`
		Completions           int
		Parallelism           int
		BackoffLimit          *int `yaml:"backoffLimit"`
		BackoffLimitPerIndex  *int `yaml:"backoffLimitPerIndex"`
		ActiveDeadlineSeconds int  `yaml:"activeDeadlineSeconds"`
		PodFailurePolicy      struct {
			Rules []struct {
				Action          string
				OnPodConditions []struct{ Type, Status string } `yaml:"onPodConditions"`
				OnExitCodes     *struct {
					ContainerName string `yaml:"containerName"`
					Operator      string
					Values        []int
				} `yaml:"onExitCodes"`
			}
		} `yaml:"podFailurePolicy"`
		Template struct {
			Metadata struct{ Labels map[string]string }
			Spec     pod
		}
	}
}

type pod struct {
	RestartPolicy                 string `yaml:"restartPolicy"`
	AutomountServiceAccountToken  *bool  `yaml:"automountServiceAccountToken"`
	EnableServiceLinks            *bool  `yaml:"enableServiceLinks"`
	ShareProcessNamespace         bool   `yaml:"shareProcessNamespace"`
	HostUsers                     *bool  `yaml:"hostUsers"`
	TerminationGracePeriodSeconds int    `yaml:"terminationGracePeriodSeconds"`
	SecurityContext               struct {
		RunAsNonRoot    bool                  `yaml:"runAsNonRoot"`
		RunAsUser       int                   `yaml:"runAsUser"`
		RunAsGroup      int                   `yaml:"runAsGroup"`
		FSGroup         int                   `yaml:"fsGroup"`
		SeccompProfile  struct{ Type string } `yaml:"seccompProfile"`
		AppArmorProfile struct{ Type string } `yaml:"appArmorProfile"`
	} `yaml:"securityContext"`
	Containers []container
	Volumes    []volume
}

type container struct {
	Name, Image     string
	Args            []string
	Env             []struct{ Name, Value string }
	Resources       struct{ Requests, Limits map[string]string }
	SecurityContext struct {
		AllowPrivilegeEscalation *bool `yaml:"allowPrivilegeEscalation"`
		ReadOnlyRootFilesystem   bool  `yaml:"readOnlyRootFilesystem"`
		Capabilities             struct{ Drop []string }
		ProcMount                string `yaml:"procMount"`
	} `yaml:"securityContext"`
	VolumeMounts []mount `yaml:"volumeMounts"`
}

type mount struct {
	Name      string
	MountPath string `yaml:"mountPath"`
	SubPath   string `yaml:"subPath"`
	ReadOnly  bool   `yaml:"readOnly"`
}

type volume struct {
	Name                  string
	PersistentVolumeClaim *struct {
		ClaimName string `yaml:"claimName"`
		ReadOnly  bool   `yaml:"readOnly"`
	} `yaml:"persistentVolumeClaim"`
	ConfigMap *struct{ Name string } `yaml:"configMap"`
	Secret    *struct {
		SecretName  string `yaml:"secretName"`
		DefaultMode int    `yaml:"defaultMode"`
	}
	EmptyDir *struct {
		SizeLimit string `yaml:"sizeLimit"`
	} `yaml:"emptyDir"`
}

// read reads the one Job that a file holds.
func read(t *testing.T, file string) manifest {
	t.Helper()
	b, err := os.ReadFile(file)
	require.NoError(t, err)
	return parse(t, b)
}

func parse(t *testing.T, b []byte) (m manifest) {
	t.Helper()
	d := yaml.NewDecoder(bytes.NewReader(b))
	d.KnownFields(true)
	require.NoError(t, d.Decode(&m))
	require.ErrorIs(t, d.Decode(&manifest{}), io.EOF, "one document a file")
	require.Equal(t, "batch/v1", m.APIVersion)
	require.Equal(t, "Job", m.Kind)
	require.Len(t, m.Spec.Template.Spec.Containers, 1)
	return m
}

// pod and grader are what a Job's pods are made of.
func (m manifest) pod() pod          { return m.Spec.Template.Spec }
func (m manifest) grader() container { return m.Spec.Template.Spec.Containers[0] }

// env is the environment that the manifest gives to the grader.
func (c container) env(t *testing.T) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, e := range c.Env {
		require.NotContains(t, all, e.Name)
		all[e.Name] = e.Value
	}
	return all
}
