package roster

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"racekata/grader/internal/classroom/submission"
)

func sub(name string, ids ...string) submission.Submission {
	return submission.Submission{Key: name, People: []submission.Person{{Name: name, IDs: ids}}}
}

func TestMatchOne(t *testing.T) {
	r := read(t, `name,id,sis_id,login,email,github
Jane Mary Doe,12345,u7,jdoe,jane@example.edu,janehub
"Roe, John",12346,u8,jroe,john@example.edu,
José García,Participant 99,u9,jg,jose@example.edu,
Ann-Kathrin O'Neill,4,12345,ako,ann@example.edu,j-roe
`)
	for _, tc := range []struct {
		s        submission.Submission
		name, by string
	}{
		{sub("x", "12345"), "Jane Mary Doe", "id"},
		{sub("u7"), "Jane Mary Doe", "sis_id"},
		{sub("JDOE"), "Jane Mary Doe", "login"},
		{sub("Jane@Example.edu"), "Jane Mary Doe", "email"},
		{sub("jane"), "Jane Mary Doe", "the address before the @"},
		{sub("jane mary doe"), "Jane Mary Doe", "name"},
		{sub("Doe, Jane Mary"), "Jane Mary Doe", "name"},
		{sub("doejanemary", "777"), "Jane Mary Doe", "name"},
		{sub("Doe_Jane_Mary"), "Jane Mary Doe", "name"},
		{sub("Group A-John Roe", "888"), "Roe, John", "name"},
		{sub("hw3_jroe_final"), "Roe, John", "login"},
		{sub("Jose\u0301 Garci\u0301a"), "José García", "name"},
		{sub("garcia jose"), "José García", "name without accents"},
		{sub("Participant 99", "99"), "José García", "id"},
		{sub("oneillannkathrin", "5"), "Ann-Kathrin O'Neill", "name"},
		{sub("j-roe", "hw-1-j-roe", "1-j-roe", "j-roe", "roe"), "Ann-Kathrin O'Neill", "other"},
		{sub("janehub"), "Jane Mary Doe", "other"},
	} {
		m := Match([]submission.Submission{tc.s}, r)
		require.Len(t, m.Pairs, 1, tc.s.Key)
		require.Len(t, m.Pairs[0].Students, 1, tc.s.Key)
		require.Equal(t, tc.name, m.Pairs[0].Students[0].Name, tc.s.Key)
		require.Equal(t, tc.by, m.Pairs[0].By, tc.s.Key)
		require.Len(t, m.Nothing, 3)
		require.Empty(t, m.Nobody)
		require.Empty(t, m.Notes)
	}
	for _, name := range []string{"stranger", "doe", "", "__", "u7_u8"} {
		m := Match([]submission.Submission{sub(name)}, r)
		require.Equal(t, []int{0}, m.Nobody, name)
		require.Len(t, m.Nothing, 4)
	}
	m := Match([]submission.Submission{sub("roejohn", "12345")}, r)
	require.Equal(t, "Jane Mary Doe", m.Pairs[0].Students[0].Name)
	require.Equal(t, []string{"roejohn is matched by id with Jane Mary Doe, though the name is that of Roe, John."}, m.Notes)
}

func TestMatchClass(t *testing.T) {
	r := read(t, "name,login,team\nJane Doe,jd1,red\nJane Doe,jd2,\nJohn Roe,jr,red\nAnn Poe,ap,blue\nZoe Moe,zm,blue\nLast One,lo,\n")
	subs := []submission.Submission{sub("Jane Doe"), sub("jd2"), sub("jr"), sub("BLUE"), sub("who"), sub("jd2_again_jd2")}
	subs[1].Modified = time.Unix(100, 0)
	subs[5].Modified = time.Unix(200, 0)
	m := Match(subs, r)
	var got [][]string
	for _, p := range m.Pairs {
		row := []string{subs[p.Submission].Key}
		for _, s := range p.Students {
			row = append(row, s.Login)
		}
		got = append(got, row)
	}
	require.Equal(t, [][]string{{"jr", "jd1", "jr"}, {"BLUE", "ap", "zm"}, {"jd2_again_jd2", "jd2"}}, got)
	require.Equal(t, []int{0, 1, 4}, m.Nobody)
	require.Len(t, m.Nothing, 1)
	require.Equal(t, "Last One", m.Nothing[0].Name)
	require.Equal(t, []string{
		"Jane Doe fits several students by name (lines 2, 3 of the roster), and was given to none.",
		"Jane Doe has two submissions, jd2 and jd2_again_jd2: the later one counts, which is jd2_again_jd2.",
	}, m.Notes)

	subs[5].Submitted, subs[1].Submitted = time.Unix(1, 0), time.Unix(2, 0)
	m = Match(subs, r)
	require.Equal(t, []int{0, 4, 5}, m.Nobody)
}

func TestMatchOfATeamsOwn(t *testing.T) {
	r := read(t, "name,email\nJane Doe,jane@x\nJohn Roe,john@x\nAnn Poe,ann@x\n")
	s := submission.Submission{Key: "Jane & John", People: []submission.Person{{Name: "Jane", IDs: []string{"jane@x"}}, {Name: "J. Roe", IDs: []string{"john@x"}}}}
	m := Match([]submission.Submission{s}, r)
	require.Len(t, m.Pairs[0].Students, 2)
	require.Len(t, m.Nothing, 1)
}
