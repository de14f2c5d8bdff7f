package submission

import (
	"bufio"
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// headTime is when the last commit of a checkout was made, as its committer's
// clock had it; zero when that cannot be told without effort.
//
// Git itself is not asked: a checkout's own configuration may name programs
// that git would start. What is read here is the commit that HEAD names, loose
// or whole in a pack; one that is stored as a difference is left alone.
func headTime(root *os.Root) time.Time {
	id := head(root)
	if id == "" {
		return time.Time{}
	}
	commit := loose(root, id)
	if commit == nil {
		commit = packed(root, id)
	}
	m := committerPattern.FindSubmatch(commit)
	if m == nil {
		return time.Time{}
	}
	sec, err := strconv.ParseInt(string(m[1]), 10, 64)
	if err != nil {
		return time.Time{}
	}
	return time.Unix(sec, 0).UTC()
}

var (
	committerPattern = regexp.MustCompile(`(?m)^committer .*> (\d{1,11}) [-+]\d{4}$`)
	idPattern        = regexp.MustCompile(`^[0-9a-f]{40}$`)
	refPattern       = regexp.MustCompile(`^refs(/[A-Za-z0-9_.+-]+)+$`)
)

// maxCommit bounds what is read of a commit; its message comes last.
const maxCommit = 64 << 10

func openGit(root *os.Root, name string) (*os.File, error) {
	f, err := root.OpenFile(".git/"+name, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, err
	}
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
		f.Close()
		return nil, errors.New("not a regular file")
	}
	return f, nil
}

func gitText(root *os.Root, name string, most int64) string {
	f, err := openGit(root, name)
	if err != nil {
		return ""
	}
	defer f.Close()
	text, _ := io.ReadAll(io.LimitReader(f, most))
	return string(text)
}

// head is the id of the commit that is checked out.
func head(root *os.Root) string {
	text := strings.TrimSpace(gitText(root, "HEAD", 1024))
	ref, symbolic := strings.CutPrefix(text, "ref: ")
	if symbolic {
		if !refPattern.MatchString(ref) || path.Clean(ref) != ref {
			return ""
		}
		text = strings.TrimSpace(gitText(root, ref, 1024))
		if text == "" {
			for line := range strings.Lines(gitText(root, "packed-refs", 4<<20)) {
				if id, name, ok := strings.Cut(strings.TrimSpace(line), " "); ok && name == ref {
					text = id
				}
			}
		}
	}
	if !idPattern.MatchString(text) {
		return ""
	}
	return text
}

func inflate(in io.Reader) []byte {
	z, err := zlib.NewReader(in)
	if err != nil {
		return nil
	}
	defer z.Close()
	text, _ := io.ReadAll(io.LimitReader(z, maxCommit))
	return text
}

func loose(root *os.Root, id string) []byte {
	f, err := openGit(root, "objects/"+id[:2]+"/"+id[2:])
	if err != nil {
		return nil
	}
	defer f.Close()
	text := inflate(f)
	if !bytes.HasPrefix(text, []byte("commit ")) {
		return nil
	}
	return text
}

// packed looks into the packs by their index, of version 2: a table of how
// many ids begin with at most each byte, the ids in order, their checksums,
// and where they are.
func packed(root *os.Root, id string) []byte {
	want, err := hex.DecodeString(id)
	if err != nil {
		return nil
	}
	dir, err := root.OpenFile(".git/objects/pack", os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil
	}
	defer dir.Close()
	entries, _ := dir.ReadDir(1000)
	for _, e := range entries {
		stem, ok := strings.CutSuffix(e.Name(), ".idx")
		if !ok || !e.Type().IsRegular() {
			continue
		}
		if at, ok := inIndex(root, "objects/pack/"+e.Name(), want); ok {
			return inPack(root, "objects/pack/"+stem+".pack", at)
		}
	}
	return nil
}

func inIndex(root *os.Root, name string, want []byte) (int64, bool) {
	f, err := openGit(root, name)
	if err != nil {
		return 0, false
	}
	defer f.Close()
	const table = 8 + 256*4
	begin := make([]byte, table)
	if _, err := f.ReadAt(begin, 0); err != nil || string(begin[:8]) != "\xfftOc\x00\x00\x00\x02" {
		return 0, false
	}
	upTo := func(b int) int64 { return int64(binary.BigEndian.Uint32(begin[8+4*b:])) }
	total := upTo(255)
	low, high := int64(0), upTo(int(want[0]))
	if want[0] > 0 {
		low = upTo(int(want[0]) - 1)
	}
	id := make([]byte, len(want))
	for low < high {
		mid := low + (high-low)/2
		if _, err := f.ReadAt(id, table+20*mid); err != nil {
			return 0, false
		}
		switch c := bytes.Compare(id, want); {
		case c < 0:
			low = mid + 1
		case c > 0:
			high = mid
		default:
			var at [4]byte
			if _, err := f.ReadAt(at[:], table+24*total+4*mid); err != nil {
				return 0, false
			}
			n := binary.BigEndian.Uint32(at[:])
			return int64(n), n>>31 == 0 // beyond 2 GiB is another table
		}
	}
	return 0, false
}

func inPack(root *os.Root, name string, at int64) []byte {
	f, err := openGit(root, name)
	if err != nil {
		return nil
	}
	defer f.Close()
	in := bufio.NewReader(io.NewSectionReader(f, at, 1<<31))
	// The kind is in the first byte, and the size goes on while a byte's
	// highest bit is set.
	const commit = 1
	b, err := in.ReadByte()
	if err != nil || b>>4&7 != commit {
		return nil
	}
	for b&0x80 != 0 {
		if b, err = in.ReadByte(); err != nil {
			return nil
		}
	}
	return inflate(in)
}
