package policy

import (
	"flag"
	"fmt"
	"go/constant"
	"go/importer"
	"go/token"
	"go/types"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "write constants.txt anew")

// defaultPackages are the default imports with container/* spelled out.
func defaultPackages() []string {
	var all []string
	for _, p := range DefaultImports {
		if p == "container/*" {
			all = append(all, "container/heap", "container/list", "container/ring")
			continue
		}
		all = append(all, p)
	}
	return all
}

// oftenAdded are packages with constants that an exercise may well add.
var oftenAdded = []string{
	"bufio", "crypto/md5", "crypto/sha1", "crypto/sha256", "crypto/sha512", "encoding/binary",
	"hash/crc32", "log", "math/bits", "unicode", "unicode/utf8",
}

func TestConstantsAreThoseOfTheStandardLibrary(t *testing.T) {
	var b strings.Builder
	std := importer.ForCompiler(token.NewFileSet(), "source", nil)
	for _, importPath := range append(defaultPackages(), oftenAdded...) {
		pkg, err := std.Import(importPath)
		require.NoError(t, err)
		for _, name := range pkg.Scope().Names() {
			c, ok := pkg.Scope().Lookup(name).(*types.Const)
			if !ok || !c.Exported() {
				continue
			}
			typ := types.TypeString(c.Type(), func(*types.Package) string { return "" })
			fmt.Fprintf(&b, "%s\t%s\t%s\t%s\n", importPath, name, typ, c.Val().ExactString())

			if named, ok := c.Type().(*types.Named); ok {
				info := named.Underlying().(*types.Basic).Info()
				require.NotZero(t, info&types.IsInteger, "foreignConstant takes %s for an integer", typ)
			}
		}
	}
	if *update {
		require.NoError(t, os.WriteFile("constants.txt", []byte(b.String()), 0o644))
		return
	}
	require.Equal(t, b.String(), constantsText, "run go test -update")

	ours := foreignConstants()
	for key, n := range map[string]number{
		"math.MaxUint8":               {value: constant.MakeInt64(255)},
		"math.MinInt8":                {value: constant.MakeInt64(-128)},
		"time.Second":                 {value: constant.MakeInt64(1e9), bits: 64},
		"time.RFC3339":                text(len(time.RFC3339)),
		"math.SmallestNonzeroFloat32": {value: constant.BinaryOp(constant.MakeInt64(1), token.QUO, constant.Shift(constant.MakeInt64(1), token.SHL, 149)), kind: float},
	} {
		got, ok := ours[key]
		require.True(t, ok, key)
		require.True(t, constant.Compare(n.value, token.EQL, got.value), key)
		n.value, got.value = nil, nil
		require.Equal(t, n, got, key)
	}
}
