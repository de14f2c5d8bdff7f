package roster

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding/unicode"
)

func read(t *testing.T, text string) Roster {
	t.Helper()
	r, err := Read(strings.NewReader(text))
	require.NoError(t, err)
	return r
}

func TestRead(t *testing.T) {
	want := Student{Name: "Jane Doe", ID: "12", SISID: "u7", Login: "jdoe", Email: "jane@example.edu", Section: "A", Team: "red", Line: 2}
	utf16, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String("Name\tID\tsis_id\tLogin\tEmail\tSection\tTeam\r\nJane Doe\t12\tu7\tjdoe\tjane@example.edu\tA\tred\r\n")
	require.NoError(t, err)
	for name, text := range map[string]string{
		"by hand":       "name,id,sis_id,login,email,section,team\nJane Doe,12,u7,jdoe,jane@example.edu,A,red\n",
		"order, case":   "TEAM,Section,E-Mail,LOGIN,SIS_ID,Id,NAME\nred,A,jane@example.edu,jdoe,u7,12,Jane Doe\n",
		"Canvas":        "Student,ID,SIS User ID,SIS Login ID,Email,Section,Group,Counter (98765)\nJane Doe,12,u7,jdoe,jane@example.edu,A,red,3\n    Points Possible,,,,,,,10\n\"Student, Test\",99,,x,,,,\n",
		"Moodle":        "Identifier;First name;Last name;ID number;Username;Email address;Class;Groups\n12;Jane;Doe;u7;jdoe;jane@example.edu;A;red\n",
		"mark":          "\xef\xbb\xbfname,id,sis_id,login,email,section,team\r\nJane Doe,12,u7,jdoe,jane@example.edu,A,red\r\n",
		"UTF-16":        utf16,
		"tabs":          "name\tid\tsis_id\tlogin\temail\tsection\tteam\nJane Doe\t12\tu7\tjdoe\tjane@example.edu\tA\tred\n",
		"quoted break":  "\"name\",id,sis_id,login,\"email\",section,team\n\"Jane\nDoe\",12,u7,jdoe,jane@example.edu,A,red\n",
		"break in head": "\"na,me;\n;;;;;;;;\",name,id,sis_id,login,email,section,team\nx,Jane Doe,12,u7,jdoe,jane@example.edu,A,red\n",
	} {
		t.Run(name, func(t *testing.T) {
			r := read(t, text)
			want := want
			if name == "break in head" {
				want.Line = 3
			}
			require.Equal(t, []Student{want}, r.Students)
			require.Empty(t, r.Notes)
		})
	}
	require.Equal(t, map[string]string{"id": "12", "sis_id": "u7", "login": "jdoe", "email": "jane@example.edu", "section": "A"}, want.IDs())
}

func TestReadOdd(t *testing.T) {
	r := read(t, "sep=;\nname;email\nJos\xe9 Garc\xeda;j@x\n")
	require.Equal(t, []Student{{Name: "José García", Email: "j@x", Line: 3}}, r.Students)
	require.Equal(t, []string{"The roster is not in UTF-8 and was read as Windows-1252."}, r.Notes)

	r = read(t, "name,email\n\nJane,\nShort\n,\nJane,\n")
	require.Equal(t, []Student{{Name: "Jane", Line: 3}, {Name: "Short", Line: 4}}, r.Students)
	require.Equal(t, []string{`Lines 3 and 6 of the roster are the same student, "Jane".`}, r.Notes)

	r = read(t, "Identifier,Grade\nParticipant 12,\n")
	require.Equal(t, []Student{{Name: "Participant 12", ID: "Participant 12", Line: 2}}, r.Students)

	r = read(t, "name,username,github_username\nJane,jdoe,janehub\n")
	require.Equal(t, []string{"janehub"}, r.Students[0].Other)
}

func TestReadErrors(t *testing.T) {
	for text, want := range map[string]string{
		"":                            "read roster: it is empty",
		"name,id\n":                   "read roster: there is no student in it",
		"Nom,\"E mail\"\nx,y\n":       `read roster: there is no column for the name (name, Student, Full name, or First name and Last name); there are "Nom", "E mail"`,
		"name,id\n\"Jane,1\n":         "read roster: line 2: extraneous or missing \" in quoted-field",
		"name,id\nJane,7\nJohn,7\n":   `read roster: lines 2 ("Jane") and 3 ("John") have the same id, "7": leave one of them`,
		"name,email\nA,x@y\nB,X@Y\n":  `read roster: lines 2 ("A") and 3 ("B") have the same email address, "X@Y": leave one of them`,
		"PK\x03\x04":                  "read roster: it is a spreadsheet: save it as CSV",
		strings.Repeat("x", 16<<20+1): "read roster: it is larger than 16 MiB",
	} {
		_, err := Read(strings.NewReader(text))
		require.EqualError(t, err, want)
	}
	_, err := Read(strings.NewReader("id\n1\n"))
	var column *ColumnError
	require.ErrorAs(t, err, &column)
	require.Equal(t, []string{"id"}, column.Have)
}

func FuzzRead(f *testing.F) {
	f.Add("name;id\n\"a\nb\";1\n")
	f.Add("\xff\xfen\x00")
	f.Add("sep=,\nStudent,Email\nx,y")
	f.Fuzz(func(t *testing.T, text string) {
		r, err := Read(strings.NewReader(text))
		if err != nil {
			return
		}
		require.NotEmpty(t, r.Students)
		for _, s := range r.Students {
			require.NotEmpty(t, s.Name)
			require.NotEmpty(t, forms(s.Name))
		}
	})
}
