package submission

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/flate"
	"context"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

var good = item{name: "hw/101_counter/counter.go", text: counter}

// beside reads one hostile entry beside a good one, which has to come out
// whole.
func beside(t *testing.T, name string, content []byte) Submission {
	t.Helper()
	dir := class(t, map[string]string{name: string(content), "zz good.zip": string(zipOf(t, good))})
	before := listing(t, dir)
	subs := open(t, dir)
	require.Equal(t, before, listing(t, dir), "nothing is unpacked")
	require.Len(t, subs, 2)
	require.Equal(t, only(counter), have(subs[1]))
	require.Empty(t, subs[1].Notes)
	return subs[0]
}

func listing(t *testing.T, dir string) string {
	t.Helper()
	var b strings.Builder
	require.NoError(t, filepath.WalkDir(dir, func(p string, d os.DirEntry, err error) error {
		fmt.Fprintln(&b, p, err)
		return nil
	}))
	return b.String()
}

func TestPathsOutOfTheArchive(t *testing.T) {
	bad := []item{
		{name: "../101_counter/counter.go", text: visits}, {name: "hw/../../101_counter/counter.go", text: visits},
		{name: "/101_counter/counter.go", text: visits}, {name: `C:\101_counter\counter.go`, text: visits},
		{name: `..\101-counter\counter.go`, text: visits}, {name: "//101_counter/counter.go", text: visits},
	}
	items := append(append([]item{}, bad...), good)
	for name, content := range map[string][]byte{"a.zip": zipOf(t, items...), "a.tgz": tgzOf(t, items...)} {
		s := beside(t, name, content)
		require.Equal(t, only(counter), have(s))
		require.Len(t, s.Notes, len(bad), "%q", s.Notes)
		noted(t, s, "../101_counter/counter.go points out of the archive and was left out.")
		noted(t, s, "/101_counter/counter.go is an absolute path and was left out.")
		noted(t, s, "C:/101_counter/counter.go is an absolute path and was left out.")
	}
}

func TestBackslashesAreSlashes(t *testing.T) {
	s := beside(t, "a.zip", zipOf(t, item{name: `hw\101_counter\counter.go`, text: counter}))
	require.Equal(t, only(counter), have(s))
}

func TestLinksAndDevicesInArchives(t *testing.T) {
	s := beside(t, "a.zip", zipOf(t, good,
		item{name: "hw/101_counter/passwd.go", link: "/etc/passwd"}, item{name: "hw/101_counter/in.go", link: "counter.go"}, item{name: "102_log_line", link: "/etc"}))
	require.Equal(t, only(counter), have(s))
	noted(t, s, "hw/101_counter/passwd.go is a link and was left out.")
	noted(t, s, "102_log_line is a link and was left out.")
	require.Len(t, get(t, s, "101_counter").Candidate.LeftOut, 2)

	s = beside(t, "a.tgz", tgzOf(t, good,
		item{name: "hw/101_counter/passwd.go", link: "/etc/passwd"},
		item{name: "hw/101_counter/hard.go", typ: tar.TypeLink, link: "/etc/passwd"},
		item{name: "hw/101_counter/zero.go", typ: tar.TypeChar},
		item{name: "hw/101_counter/disk.go", typ: tar.TypeBlock},
		item{name: "hw/101_counter/pipe.go", typ: tar.TypeFifo}))
	require.Equal(t, only(counter), have(s))
	noted(t, s, "hw/101_counter/passwd.go is a link and was left out.")
	noted(t, s, "hw/101_counter/hard.go is a hard link and was left out.")
	noted(t, s, "hw/101_counter/zero.go is not a regular file and was left out.")
	require.Len(t, get(t, s, "101_counter").Candidate.LeftOut, 5)
}

func TestLinksAndDevicesOnDisk(t *testing.T) {
	secret := class(t, map[string]string{"counter.go": visits})
	dir := class(t, map[string]string{"anna/101_counter/counter.go": counter, "anna/102_log_line/": ""})
	in := func(name string) string { return filepath.Join(dir, name) }
	require.NoError(t, os.Symlink(filepath.Join(secret, "counter.go"), in("anna/102_log_line/visits.go")))
	require.NoError(t, os.Symlink(secret, in("anna/103_hit_stats")))
	require.NoError(t, os.Symlink("anna", in("ben")))
	require.NoError(t, os.Symlink(secret, in("cleo.zip")))
	require.NoError(t, syscall.Mkfifo(in("anna/101_counter/pipe.go"), 0o644))
	require.NoError(t, syscall.Mkfifo(in("dora.zip"), 0o644))
	require.NoError(t, os.Link(in("anna/101_counter/counter.go"), filepath.Join(secret, "second.go")))
	subs := open(t, dir)
	require.Equal(t, []string{"anna", "ben", "cleo", "dora"}, keys(subs))
	require.Equal(t, only(counter), have(subs[0]))
	noted(t, subs[0], "102_log_line/visits.go is a link and was left out.")
	noted(t, subs[0], "103_hit_stats is a link and was left out.")
	noted(t, subs[0], "101_counter/pipe.go is not a regular file and was left out.")
	noted(t, subs[0], "101_counter/counter.go has a second name somewhere on the disk (a hard link).")
	require.Equal(t, "It is a link, and links are not followed.", subs[1].Problem)
	require.Equal(t, "It is a link, and links are not followed.", subs[2].Problem)
	require.Equal(t, "It is not a regular file.", subs[3].Problem)
	for _, e := range subs[1].Exercises {
		require.NotEmpty(t, e.Why)
	}
}

// zeros is a deflate stream of n times 64 MiB of zeros, made from one piece of
// 64 KB.
func zeros(t *testing.T, n int) []byte {
	t.Helper()
	var piece bytes.Buffer
	w, err := flate.NewWriter(&piece, flate.BestCompression)
	require.NoError(t, err)
	block := make([]byte, 1<<20)
	for range 64 {
		_, err := w.Write(block)
		require.NoError(t, err)
	}
	require.NoError(t, w.Flush())
	all := bytes.Repeat(piece.Bytes(), n)
	return append(all, 1, 0, 0, 0xff, 0xff) // an empty last block
}

const tenGiB = 160 // times 64 MiB

// A zip of 10 GiB is in the form that zip64 has as well.
func TestZipBomb(t *testing.T) {
	stream := zeros(t, tenGiB)
	raw := func(z *zip.Writer, name string, declared uint64) {
		w, err := z.CreateRaw(&zip.FileHeader{Name: name, Method: zip.Deflate, CompressedSize64: uint64(len(stream)), UncompressedSize64: declared})
		require.NoError(t, err)
		_, err = w.Write(stream)
		require.NoError(t, err)
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	raw(z, "102_log_line/visits.go", tenGiB*64<<20)
	raw(z, "103_hit_stats/hits.go", 100) // a lie
	raw(z, "data.bin", tenGiB*64<<20)
	raw(z, "nested.zip", 100)
	w, err := z.Create("101_counter/counter.go")
	require.NoError(t, err)
	_, err = w.Write([]byte(counter))
	require.NoError(t, err)
	require.NoError(t, z.Close())
	start := time.Now()
	s := beside(t, "bomb.zip", b.Bytes())
	t.Logf("%d KB, read in %v", b.Len()>>10, time.Since(start))
	require.Equal(t, only(counter), have(s))
	require.Contains(t, get(t, s, "102_log_line").Why, "larger than 1 MiB")
	require.NotEmpty(t, get(t, s, "103_hit_stats").Why)
	noted(t, s, "nested.zip was left out:")
}

func TestTarBomb(t *testing.T) {
	var head bytes.Buffer
	w := tar.NewWriter(&head)
	require.NoError(t, w.WriteHeader(&tar.Header{Name: "101_counter/counter.go", Mode: 0o644, Size: int64(len(counter))}))
	_, err := w.Write([]byte(counter))
	require.NoError(t, err)
	require.NoError(t, w.Flush())
	require.NoError(t, w.WriteHeader(&tar.Header{Name: "data.bin", Mode: 0o644, Size: tenGiB * 64 << 20, Format: tar.FormatGNU}))
	var b bytes.Buffer
	b.Write([]byte{0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255})
	f, err := flate.NewWriter(&b, flate.BestSpeed)
	require.NoError(t, err)
	_, err = f.Write(head.Bytes())
	require.NoError(t, err)
	require.NoError(t, f.Flush())
	b.Write(zeros(t, tenGiB))
	b.Write(make([]byte, 8)) // checksum and size: nobody gets there
	start := time.Now()
	s := beside(t, "bomb.tar.gz", b.Bytes())
	t.Logf("%d KB, read in %v", b.Len()>>10, time.Since(start))
	require.Equal(t, "It unpacks to more than the limit of 256 MiB.", s.Problem)
	require.Empty(t, have(s))
	require.Equal(t, s.Problem, s.Exercises[0].Why)
}

// millionZip has one file, and a list that names it a million times. Its count
// of them, which has two bytes, is too small, as a liar's would be.
func millionZip(t *testing.T) []byte {
	t.Helper()
	one := zipOf(t, good)
	from := bytes.Index(one, []byte("PK\x01\x02"))
	to := bytes.Index(one, []byte("PK\x05\x06"))
	const n = 1_000_000
	all := append(bytes.Clone(one[:from]), bytes.Repeat(one[from:to], n)...)
	end := bytes.Clone(one[to:])
	binary.LittleEndian.PutUint16(end[8:], n&0xffff)
	binary.LittleEndian.PutUint16(end[10:], n&0xffff)
	binary.LittleEndian.PutUint32(end[12:], uint32(n*(to-from)))
	return append(all, end...)
}

func TestAMillionEntries(t *testing.T) {
	z := millionZip(t)
	var tgz bytes.Buffer
	tw := tar.NewWriter(&tgz)
	for i := range 20_001 {
		require.NoError(t, tw.WriteHeader(&tar.Header{Name: fmt.Sprintf("%d.go", i), Mode: 0o644}))
	}
	require.NoError(t, tw.Close())
	start := time.Now()
	require.Equal(t, "It holds more entries than the limit of 20000.", beside(t, "a.zip", z).Problem)
	t.Logf("%d MB of zip, read in %v", len(z)>>20, time.Since(start))
	require.Equal(t, "It holds more entries than the limit of 20000.", beside(t, "a.tgz", gz(t, tgz.Bytes())).Problem)
	// Inside of another archive it meets the same limit.
	require.Equal(t, "It holds more entries than the limit of 20000.", beside(t, "a.zip", zipOf(t, good, item{name: "in.tar", text: tgz.String()})).Problem)
}

func TestManyEntriesInAFolder(t *testing.T) {
	dir := t.TempDir()
	for i := range 300 {
		p := filepath.Join(dir, "a", fmt.Sprint(i))
		require.NoError(t, os.MkdirAll(p, 0o755))
	}
	require.Equal(t, "It holds more entries than the limit of 200.", openWith(t, dir, Options{Limits: Limits{Entries: 200}})[0].Problem)
}

func TestZip64(t *testing.T) {
	var items []item
	for i := range 66_000 { // more than an ordinary zip can count
		items = append(items, item{name: fmt.Sprintf("d/%d", i)})
	}
	dir := class(t, map[string]string{"a.zip": string(zipOf(t, append(items, good)...))})
	s := openWith(t, dir, Options{Limits: Limits{Entries: 70_000}})
	require.Empty(t, s[0].Problem)
	require.Equal(t, only(counter), have(s[0]))
}

func TestBrokenInTheMiddle(t *testing.T) {
	noise := strings.Repeat("package x // fb8a7c\n", 50)
	items := []item{good, {name: "hw/102_log_line/visits.go", text: visits + noise}}
	for name, whole := range map[string][]byte{"a.zip": zipOf(t, items...), "a.tar.gz": tgzOf(t, items...), "a.tar": tarOf(t, items...)} {
		for _, part := range []int{1, 5, 40, len(whole) / 2, len(whole) * 4 / 5} {
			s := beside(t, name, whole[:part])
			require.NotEmpty(t, s.Problem, "%s %d", name, part)
			require.Empty(t, have(s), "half an archive is not judged")
		}
	}
	// A flipped bit in one file of a zip costs that file alone.
	whole := zipOf(t, items...)
	i := bytes.Index(whole, []byte("visits.go")) + len("visits.go") + 5
	whole[i] ^= 0x10
	s := beside(t, "a.zip", whole)
	require.Equal(t, only(counter), have(s))
	require.Equal(t, "hw/102_log_line/visits.go: it is damaged in the archive", get(t, s, "102_log_line").Why)
}

func TestPasswordAndStrangeMethods(t *testing.T) {
	whole := zipOf(t, good)
	i := bytes.Index(whole, []byte("PK\x01\x02"))
	locked := bytes.Clone(whole)
	locked[6] |= 1
	locked[i+8] |= 1
	s := beside(t, "a.zip", locked)
	require.Equal(t, "hw/101_counter/counter.go: it is protected by a password", get(t, s, "101_counter").Why)
	noted(t, s, "hw/101_counter/counter.go cannot be used: it is protected by a password.")
	strange := bytes.Clone(whole)
	binary.LittleEndian.PutUint16(strange[8:], 9)
	binary.LittleEndian.PutUint16(strange[i+10:], 9)
	require.Contains(t, get(t, beside(t, "a.zip", strange), "101_counter").Why, "it is packed in a way that is not read here")
}

func TestEmptyAndNotAnArchive(t *testing.T) {
	for _, tc := range []struct {
		name, content, want string
	}{
		{"a.zip", "", "The file is empty."},
		{"a.zip", string(zipOf(t)), "The archive is empty."},
		{"a.tgz", string(tgzOf(t)), "The archive is empty."},
		{"a.tgz", string(gz(t, nil)), "The archive is empty."},
		{"a.zip", "hello", "It is no archive, or damaged: hand in a .zip or .tar.gz."},
		{"a.zip", "Rar!\x1a\x07", "RAR archives are not read: hand in a .zip or .tar.gz."},
		{"a.rar", "Rar!\x1a\x07", "RAR archives are not read: hand in a .zip or .tar.gz."},
		{"a.7z", "7z\xbc\xaf\x27\x1c", "7-Zip archives are not read: hand in a .zip or .tar.gz."},
		{"a/", "", "The folder is empty."},
	} {
		require.Equal(t, tc.want, beside(t, tc.name, []byte(tc.content)).Problem, tc.name)
	}
	// What it is decides, not what it is called.
	require.Equal(t, only(counter), have(beside(t, "a.zip", tgzOf(t, good))))
	require.Equal(t, only(counter), have(beside(t, "a.rar", zipOf(t, good))))
}

func TestStrangeNames(t *testing.T) {
	s := beside(t, "new\nline\x1b[31m.zip", zipOf(t, good,
		item{name: "hw/101_counter/\xff\xfe.go", text: counter}, item{name: "hw/101_counter/a\nb.go", text: counter}, item{name: "hw/101_counter/nul\x00.go", text: counter}))
	require.Equal(t, `"new\nline\x1b[31m"`, s.Key)
	require.Equal(t, `"new\nline\x1b[31m.zip"`, s.Source)
	require.Equal(t, only(counter), have(s))
	noted(t, s, `"hw/101_counter/\xff\xfe.go" is not a name in UTF-8.`)
	noted(t, s, `"exercises/101_counter/a\nb.go" was left out: a name that tools would misread.`)
	noted(t, s, `"hw/101_counter/nul\x00.go" is no name for a file and was left out.`)
	require.Equal(t, `"\xff\xfe"`, beside(t, "\xff\xfe.zip", zipOf(t, good)).Key)
}

func TestTwiceInOneArchive(t *testing.T) {
	items := []item{{name: "101_counter/counter.go", text: visits}, {name: "101_counter/counter.go", text: counter}, {name: "101_counter/Counter.go", text: visits}}
	for name, content := range map[string][]byte{"a.zip": zipOf(t, items...), "a.tgz": tgzOf(t, items...)} {
		s := beside(t, name, content)
		require.Equal(t, only(counter), have(s))
		noted(t, s, "101_counter/counter.go is there twice in the archive: the later one counts.")
		noted(t, s, "are one name on some disks")
	}
}

func TestArchivesInArchives(t *testing.T) {
	inner := zipOf(t, good)
	s := beside(t, "a.zip", zipOf(t, item{name: "hw.zip", text: string(inner)}))
	require.Equal(t, only(counter), have(s))
	s = beside(t, "a.tgz", tgzOf(t, item{name: "x/101_counter.zip", text: string(zipOf(t, item{name: "counter.go", text: counter}))}))
	require.Equal(t, only(counter), have(s))
	require.Equal(t, "x/101_counter.zip", get(t, s, "101_counter").Found)
	s = beside(t, "a.zip", zipOf(t, item{name: "b.zip", text: string(zipOf(t, item{name: "c.zip", text: string(inner)}))}))
	require.Empty(t, have(s))
	noted(t, s, "b.zip/c.zip is an archive in an archive in an archive and was left out.")
	// A broken one hurts nothing else, and gives nothing.
	s = beside(t, "a.zip", zipOf(t, good, item{name: "b.tgz", text: string(tgzOf(t, item{name: "102_log_line/visits.go", text: visits})[:60])}))
	require.Equal(t, only(counter), have(s))
	noted(t, s, "b.tgz was left out: the archive is damaged or cut off.")
}

func TestWhatWouldSteerTheBuild(t *testing.T) {
	files := map[string]string{
		"go.mod": "module racekata\n\nreplace racekata/kit => ../kit\ngodebug default=go1.21\n", "go.work": "go 1.26\n", ".env": "# x\nexport GOFLAGS=-race=false\nHOME=/\n",
		"vendor/go.uber.org/goleak/leak.go": "package goleak", "101_counter/go.mod": "module x\n", "101_counter/counter.go": counter, "101_counter/vendor/x.go": counter, "101_counter/hook.s": "TEXT",
	}
	onDisk := map[string]string{}
	var items []item
	for name, text := range files {
		onDisk["a/"+name] = text
		items = append(items, item{name: name, text: text})
	}
	for _, s := range []Submission{one(t, onDisk), beside(t, "a.zip", zipOf(t, items...)), beside(t, "a.tgz", tgzOf(t, items...))} {
		require.Equal(t, only(counter), have(s))
		noted(t, s, "go.mod has a replace line, which has no say: the grader brings its own module.")
		noted(t, s, "go.mod has a godebug line")
		noted(t, s, "go.work has no say: the grader brings its own module.")
		noted(t, s, ".env sets GOFLAGS, which has no say: the grader brings its own environment.")
		noted(t, s, "vendor has no say: only the standard library is there to import.")
		noted(t, s, "101_counter/vendor has no say")
		noted(t, s, "exercises/101_counter/hook.s was left out: assembly or an object to link.")
		require.Len(t, s.Notes, 7, "%q", s.Notes)
	}
}

func TestLimits(t *testing.T) {
	big := strings.Repeat("/", 1<<20)
	var items []item
	for i := range 18 {
		items = append(items, item{name: fmt.Sprintf("junk/%02d.go", i), text: big})
	}
	s := beside(t, "a.zip", zipOf(t, append([]item{good}, items...)...))
	require.Equal(t, only(counter), have(s))
	noted(t, s, "More than 16 MiB of Go source was handed in, and the rest is not read.")
	s = beside(t, "a.tgz", tgzOf(t, good, item{name: "hw/101_counter/big.go", text: big + "/"}, item{name: strings.Repeat("d/", 50) + "x.go", text: counter}))
	require.Equal(t, only(counter), have(s))
	noted(t, s, "exercises/101_counter/big.go was left out: larger than 1 MiB.")
	noted(t, s, "lies more than 40 folders deep and was left out.")
}

func TestManyNotesAreCounted(t *testing.T) {
	var items []item
	for i := range 1000 {
		items = append(items, item{name: fmt.Sprintf("../%d", i)})
	}
	s := beside(t, "a.zip", zipOf(t, append(items, good)...))
	require.Len(t, s.Notes, 6)
	noted(t, s, "And 995 more like this.")
}

func TestUnreadable(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root reads everything")
	}
	dir := class(t, map[string]string{"a/counter.go": counter, "b.zip": string(zipOf(t, good)), "c/101_counter/counter.go": counter, "c/102_log_line/visits.go": visits, "d/counter.go": counter})
	for _, p := range []string{"a", "b.zip", "c/101_counter/counter.go", "c/102_log_line"} {
		require.NoError(t, os.Chmod(filepath.Join(dir, p), 0))
		t.Cleanup(func() { os.Chmod(filepath.Join(dir, p), 0o755) })
	}
	subs := open(t, dir)
	require.Equal(t, "It cannot be read: permission denied.", subs[0].Problem)
	require.Equal(t, "It cannot be read: permission denied.", subs[1].Problem)
	require.Equal(t, "101_counter/counter.go: it cannot be read", get(t, subs[2], "101_counter").Why)
	noted(t, subs[2], "102_log_line cannot be read and was left out.")
	require.Equal(t, only(counter), have(subs[3]))
}

func TestStopsWhenAskedTo(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	r := &reader{ctx: ctx, limits: Limits{}.orDefault(), notes: &notes{}, tree: &tree{index: map[string]int{}}}
	for _, content := range [][]byte{zipOf(t, good), tgzOf(t, good)} {
		require.ErrorIs(t, r.archive(bytes.NewReader(content), int64(len(content)), "", 0), context.Canceled)
	}
}

func FuzzArchive(f *testing.F) {
	c := small()
	inner := string(zipOf(f, good))
	f.Add(zipOf(f, good, item{name: "x.zip", text: inner}, item{name: "l", link: "/etc"}))
	f.Add(tgzOf(f, good, item{name: "x.zip", text: inner}))
	f.Add(tarOf(f, good, item{name: "go.mod", text: "replace x => y"}, item{name: "h", typ: tar.TypeLink, link: "x"}))
	f.Fuzz(func(t *testing.T, content []byte) {
		r := &reader{ctx: context.Background(), limits: Limits{Entries: 100, Unpacked: 1 << 20, Kept: 1 << 18, Nested: 1 << 18}.orDefault(), notes: &notes{}, tree: &tree{index: map[string]int{}}}
		_ = r.archive(bytes.NewReader(content), int64(len(content)), "", 0)
		sum := int64(0)
		for i, x := range r.tree.files {
			require.NotContains(t, "/"+x.path+"/", "/../")
			require.False(t, strings.HasPrefix(x.path, "/"))
			require.Equal(t, i, r.tree.index[x.path])
			sum += int64(len(x.content))
		}
		require.LessOrEqual(t, sum, int64(1<<18))
		for _, e := range r.tree.exercises(c, r.notes) {
			require.Equal(t, e.Why == "", len(e.Candidate.Files) > 0)
		}
	})
}
