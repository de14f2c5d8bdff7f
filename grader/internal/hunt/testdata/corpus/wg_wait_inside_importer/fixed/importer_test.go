package importer

import "testing"

func TestEveryFileIsImported(t *testing.T) {
	i := New(2)
	for _, file := range []string{"users.csv", "orders.csv", "items.csv"} {
		i.Import(file, func(file string) int { return len(file) })
	}
	rows := i.Wait()
	if len(rows) != 3 || rows["users.csv"] != 9 {
		t.Errorf("rows: %v", rows)
	}
}
