package autograder

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"
)

// ParseVersion takes "go1.26.8" or "1.26.8" for 1.26.8; false for what is no
// release.
func ParseVersion(s string) (string, bool) {
	s = strings.TrimPrefix(strings.TrimSpace(s), "go")
	return s, versionPattern.MatchString(s)
}

// ErrNoSum says that go.dev has no archive of that release and processor.
var ErrNoSum = errors.New("there is no such archive")

// listBytes is more than go.dev's list of all releases has had so far.
const listBytes = 64 << 20

// Sums asks a copy of https://go.dev/dl (base) for the SHA-256 of Go's archives
// for Linux, by processor. The error is ErrNoSum, or why it could not be asked.
func Sums(ctx context.Context, base, release string, arches []string) (map[string]string, error) {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	url := strings.TrimRight(base, "/") + "/?mode=json&include=all"
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return nil, fmt.Errorf("ask for the checksum of Go: %w", err)
	}
	client := &http.Client{Transport: &http.Transport{Proxy: http.ProxyFromEnvironment, DisableKeepAlives: true}}
	resp, err := client.Do(req)
	if err != nil {
		return nil, fmt.Errorf("ask for the checksum of Go: %w", err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("ask for the checksum of Go: %s answers %s", url, resp.Status)
	}
	var releases []struct {
		Version string `json:"version"`
		Files   []struct {
			Filename string `json:"filename"`
			SHA256   string `json:"sha256"`
		} `json:"files"`
	}
	if err := json.NewDecoder(io.LimitReader(resp.Body, listBytes)).Decode(&releases); err != nil {
		return nil, fmt.Errorf("ask for the checksum of Go: %s answers something else: %w", url, err)
	}
	sums := map[string]string{}
	for _, r := range releases {
		if r.Version != "go"+release {
			continue
		}
		for _, f := range r.Files {
			for _, arch := range arches {
				if f.Filename == archive(release, arch) && CheckSum(f.SHA256) == nil {
					sums[arch] = f.SHA256
				}
			}
		}
	}
	if i := slices.IndexFunc(arches, func(arch string) bool { return sums[arch] == "" }); i >= 0 {
		return nil, fmt.Errorf("%s has no checksum of %s: %w", base, archive(release, arches[i]), ErrNoSum)
	}
	return sums, nil
}

// archive is what Go's archive for Linux is called.
func archive(release, arch string) string { return "go" + release + ".linux-" + arch + ".tar.gz" }
