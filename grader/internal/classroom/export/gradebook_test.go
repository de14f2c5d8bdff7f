package export

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// rows reads CSV back and requires that no cell begins like a formula.
func rows(t *testing.T, text string) [][]string {
	t.Helper()
	all, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	require.NoError(t, err)
	for _, row := range all {
		for _, c := range row {
			require.False(t, strings.HasPrefix(strings.TrimSpace(c), "=") || strings.HasPrefix(c, "+") || strings.HasPrefix(strings.TrimSpace(c), "@"), "%q", c)
		}
	}
	return all
}

func TestCanvas(t *testing.T) {
	var b bytes.Buffer
	unknown, err := Canvas(&b, class(), CanvasOptions{Columns: map[string]string{"101_counter": "Counter (98765)"}})
	require.NoError(t, err)
	require.Equal(t, []string{"bob"}, unknown)
	golden(t, "canvas.csv", b.String())
	all := rows(t, b.String())
	require.Equal(t, []string{"Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Counter (98765)", "The pipeline"}, all[0])
	require.Equal(t, []string{"Points Possible", "", "", "", "", "10", "15"}, all[1])
	require.Equal(t, []string{"Lovelace, Ada", "1234", "u7", "ada", "A", "4", "12.75"}, all[2])
	require.Equal(t, `'=HYPERLINK("http://x")`, all[3][0])
	require.Equal(t, []string{"0", ""}, all[4][5:], "a fault leaves the grade as it is")
}

func TestCanvasTotalAndEqualTitles(t *testing.T) {
	r := class()
	var b bytes.Buffer
	_, err := Canvas(&b, r, CanvasOptions{Total: "Course"})
	require.NoError(t, err)
	all := rows(t, b.String())
	require.Equal(t, []string{"Course"}, all[0][5:])
	require.Equal(t, []string{"25"}, all[1][5:])
	require.Equal(t, []string{"16.75"}, all[2][5:])
	require.Equal(t, []string{""}, all[4][5:], "a sum with a fault in it is none")

	r.Exercises[1].Title = r.Exercises[0].Title
	b.Reset()
	_, err = Canvas(&b, r, CanvasOptions{})
	require.NoError(t, err)
	require.Equal(t, []string{"The hit counter", "205_pipeline"}, rows(t, b.String())[0][5:])
}

func TestMoodle(t *testing.T) {
	var b bytes.Buffer
	r := class()
	unknown, pending, err := Moodle(&b, r)
	require.NoError(t, err)
	require.Empty(t, unknown)
	require.Equal(t, []string{"bob"}, pending)
	golden(t, "moodle.csv", b.String())
	all := rows(t, b.String())
	require.Equal(t, []string{"Email address", "The hit counter", "The pipeline", "Feedback"}, all[0])
	require.Equal(t, []string{"Ada@example.org", "4", "12.75"}, all[1][:3])
	for _, row := range all[1:] {
		require.NotContains(t, row, "", "feedback without a grade would erase the grade")
	}
	delete(r.Students[0].IDs, "email")
	unknown, _, err = Moodle(&b, r)
	require.NoError(t, err)
	require.Equal(t, []string{"ada"}, unknown)
}

func TestMoodleWorksheet(t *testing.T) {
	var b bytes.Buffer
	r := class()
	unknown, err := MoodleWorksheet(&b, r, "205_pipeline")
	require.NoError(t, err)
	require.Equal(t, []string{"bob"}, unknown)
	require.Equal(t, [][]string{{"Identifier", "Grade", "Last modified (grade)"}, {"Participant 1234", "12.75", ""}, {"Participant 77", "13.5", ""}}, rows(t, b.String()))
	b.Reset()
	_, err = MoodleWorksheet(&b, r, "")
	require.NoError(t, err)
	require.Equal(t, []string{"Participant 1234", "16.75", ""}, rows(t, b.String())[1])
	_, err = MoodleWorksheet(&b, r, "999_nothing")
	require.ErrorContains(t, err, "999_nothing was not graded")
	for in, want := range map[string]string{"12": "Participant 12", "Participant 3": "Participant 3", "u7": "", "": "", "=1": "", "Participant ": ""} {
		require.Equal(t, want, participant(in), in)
	}
}

func TestCell(t *testing.T) {
	for in, want := range map[string]string{
		"=1+1": "'=1+1", "+1": "'+1", "-1": "'-1", "@x": "'@x", "\t=1": "'=1", "  =1": "'=1", "\r\n=1": "'=1", "＝1": "'＝1", "|x": "'|x",
		"Ada": "Ada", "": "", "a=b": "a=b", "O'Brien": "O'Brien", "a\nb": "a b", "Ünal": "Ünal",
	} {
		require.Equal(t, want, cell(in), "%q", in)
	}
}

func FuzzCell(f *testing.F) {
	f.Add("=cmd")
	f.Add("\xff\t =x")
	f.Fuzz(func(t *testing.T, s string) {
		var b bytes.Buffer
		w := csv.NewWriter(&b)
		require.NoError(t, w.Write([]string{cell(s), "x"}))
		w.Flush()
		for _, row := range rows(t, b.String()) {
			require.Equal(t, []string{cell(s), "x"}, row)
		}
	})
}
