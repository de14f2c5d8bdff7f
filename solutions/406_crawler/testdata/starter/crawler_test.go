package crawler_test

import (
	"context"
	"testing"

	crawler "racekata/exercises/406_crawler"
)

func TestASmallSite(t *testing.T) {
	site := map[string][]string{
		"/":               {"/blog", "/about"},
		"/blog":           {"/blog/first", "/blog/second", "/"},
		"/about":          {"/"},
		"/blog/first":     {"/blog", "/blog/first"},
		"/blog/second":    {"/blog", "/blog/second/b"},
		"/blog/second/b":  {"/"},
		"/nobody/here":    {"/"},
		"/nobody/here/or": {"/nobody/here"},
	}
	fetch := func(_ context.Context, url string) ([]string, error) { return site[url], nil }

	pages, err := crawler.Crawl(context.Background(), "/", 2, fetch)
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]bool{}
	for _, p := range pages {
		found[p.URL] = true
	}
	if len(found) != 6 {
		t.Errorf("found %d pages, not 6: %v", len(found), found)
	}
}
